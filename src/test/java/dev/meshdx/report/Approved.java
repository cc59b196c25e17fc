package dev.meshdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares whole outputs with reviewed files; {@code -Dapprove=true} rewrites them. */
public final class Approved {

    private static final Path RESOURCES = Path.of("src/test/resources/dev/meshdx");

    private Approved() {}

    static void check(String name, String actual) throws IOException {
        check("report", name, actual);
    }

    /** Compares with the file of that name among the resources of a package. */
    public static void check(String folder, String name, String actual) throws IOException {
        Path file = RESOURCES.resolve(folder).resolve(name + ".approved");
        if (Boolean.getBoolean("approve")) {
            Files.writeString(file, actual);
        }
        assertThat(file).as("re-approve with -Dapprove=true").exists();
        assertThat(actual).as("%s, re-approve with -Dapprove=true", file).isEqualTo(Files.readString(file));
    }
}
