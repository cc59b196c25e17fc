package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code meshdx monitor} prints, writes and refuses, and what {@code explain} says of alerts. */
class MonitorCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheRulesFile() {
        assertThat(run("monitor")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("groups:").contains("alert: IstioRootCaExpires30d");
    }

    @Test
    void writesAllFilesAndSaysWhich() throws IOException {
        assertThat(run("monitor", "-o", folder.resolve("new").toString(), "--mesh", "linkerd"))
                .isEqualTo(ExitCode.OK);
        for (String name :
                new String[] {"mesh-alerts.yaml", "mesh-alerts-prometheusrule.yaml", "mesh-dashboard.json"}) {
            assertThat(out.toString()).contains("wrote " + folder.resolve("new").resolve(name));
            assertThat(Files.readString(folder.resolve("new").resolve(name)))
                    .contains("LinkerdIssuerExpires")
                    .doesNotContain("Istiod");
        }
    }

    @Test
    void refusesAFileAsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(run("monitor", "-o", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("-o takes a folder");
    }

    @Test
    void refusesAnUnknownMesh() {
        assertThat(run("monitor", "--mesh", "osm")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("istio, linkerd");
    }

    @Test
    void alertsOfOwnPacksJoin() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("own"));
        Files.writeString(pack.resolve("pack.yaml"), "name: own\nversion: 1.0.0\n");
        Files.writeString(
                pack.resolve("alerts.yaml"),
                "alerts: [{name: OwnNode, mode: node-not-ready, area: nodes, severity: info, expr: up == 0, "
                        + "summary: s, description: d}, {name: Odd, mode: no-such, expr: up, severity: info}]");
        assertThat(run("monitor", "--mesh", "consul", "--rules", pack.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("alert: OwnNode");
        assertThat(err.toString()).contains("left out alert Odd: no pack has its failure mode no-such");
    }

    @Test
    void explainShowsTheAlertWithItsExpression() {
        assertThat(run("explain", "conntrack-full")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("Alerts that announce it", "node_nf_conntrack_entries_limit > 0.9", "needs: node_exporter");
    }

    @Test
    void explainSaysWhyNothingAnnouncesIt() {
        assertThat(run("explain", "app-uid-1337")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("No metric announces it", "bypasses the proxy");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
