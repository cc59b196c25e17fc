package dev.meshdx.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** When the support of mesh versions ends, as their projects announced it; {@code support.yaml} beside this class. */
final class SupportTable {

    private static final Support UNKNOWN = new Support(Optional.empty(), "");

    private final List<Line> lines;

    private SupportTable(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * End of support.
     *
     * @param until last day, empty when the table does not know the version
     * @param source where the date comes from and when that was read
     */
    record Support(Optional<LocalDate> until, String source) {}

    private record Line(String mesh, String version, Support support) {}

    private static final class Bundled {
        static final SupportTable TABLE = read();
    }

    static SupportTable bundled() {
        return Bundled.TABLE;
    }

    /** Support of a mesh, by kind as in the facts and full version. */
    Support of(String kind, String version) {
        for (Line line : lines) {
            if (kind.startsWith(line.mesh()) && (version + ".").startsWith(line.version() + ".")) {
                return line.support();
            }
        }
        return UNKNOWN;
    }

    private static SupportTable read() {
        List<Line> lines = new ArrayList<>();
        try (InputStream in = SupportTable.class.getResourceAsStream("support.yaml")) {
            Map<String, Object> table = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            String source = table.get("source") + ", as of " + table.get("as-of");
            for (Object item : (List<?>) java.util.Objects.requireNonNull(table.get("versions"))) {
                Map<?, ?> version = (Map<?, ?>) item;
                lines.add(new Line(
                        String.valueOf(version.get("mesh")),
                        String.valueOf(version.get("version")),
                        new Support(Optional.of(LocalDate.parse(String.valueOf(version.get("until")))), source)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SupportTable(lines);
    }
}
