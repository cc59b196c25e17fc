package dev.meshdx.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the running jar. */
final class Version implements IVersionProvider {

    static String current() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"meshdx " + current()};
    }
}
