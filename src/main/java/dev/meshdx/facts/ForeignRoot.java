package dev.meshdx.facts;

/**
 * A root of trust of another cluster of the same capture.
 *
 * @param cluster cluster that the fact was captured from
 * @param otherCluster the other cluster
 * @param mesh mesh
 * @param key fingerprint, else serial number
 * @param origin where the fact was read
 */
public record ForeignRoot(String cluster, String otherCluster, String mesh, String key, Origin origin) implements Fact {
    @Override
    public Subject subject() {
        return new Subject(cluster, "", "Mesh", mesh);
    }

    @Override
    public String detail() {
        return otherCluster + " " + mesh + " " + key;
    }
}
