package dev.meshdx.cli;

import java.io.File;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;

/**
 * Runs the main job over samples, so that a Java archive of loaded classes made from it holds what later runs load. The
 * launcher uses it.
 */
public final class Training {

    private Training() {}

    /**
     * Diagnoses every sample.
     *
     * @param arguments folder of samples, each a folder
     */
    public static void main(String[] arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        File[] samples = new File(arguments[0]).listFiles(File::isDirectory);
        if (samples != null) {
            Arrays.sort(samples);
            for (File sample : samples) {
                WarmUp.start();
                Main.run(nowhere, nowhere, "diagnose", sample.getPath());
            }
        }
    }
}
