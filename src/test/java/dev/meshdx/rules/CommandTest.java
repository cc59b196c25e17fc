package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command template of the bundled packs: a shell can parse it, its tools exist, and none is known to be wrong. */
class CommandTest {

    private static final Path CHECKED = Path.of("../shared/knowledge/command-check.tsv");
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![%$])\\{[a-zA-Z][\\w.]*(\\|\\w+)?}");

    /** First words after the tool that its command line knows; an empty set takes anything. */
    private static final Map<String, Set<String>> TOOLS = Map.ofEntries(
            Map.entry(
                    "kubectl",
                    Set.of(
                            "get",
                            "describe",
                            "logs",
                            "exec",
                            "edit",
                            "top",
                            "delete",
                            "rollout",
                            "apply",
                            "label",
                            "annotate",
                            "events",
                            "auth",
                            "debug",
                            "drain",
                            "cordon",
                            "uncordon",
                            "scale",
                            "patch",
                            "set",
                            "port-forward",
                            "run",
                            "create",
                            "config",
                            "api-resources",
                            "version",
                            "wait",
                            "cp",
                            "certificate",
                            "replace")),
            Map.entry(
                    "istioctl",
                    Set.of(
                            "analyze",
                            "proxy-status",
                            "proxy-config",
                            "ztunnel-config",
                            "experimental",
                            "x",
                            "version",
                            "tag",
                            "waypoint",
                            "remote-clusters",
                            "create-remote-secret",
                            "install",
                            "upgrade",
                            "validate",
                            "admin",
                            "bug-report",
                            "kube-inject",
                            "uninstall",
                            "manifest")),
            Map.entry(
                    "linkerd",
                    Set.of(
                            "check",
                            "diagnostics",
                            "viz",
                            "multicluster",
                            "upgrade",
                            "install",
                            "authz",
                            "identity",
                            "inject",
                            "version",
                            "prune",
                            "jaeger",
                            "policy")),
            Map.entry("consul-k8s", Set.of("proxy", "troubleshoot", "status", "upgrade", "config", "install")),
            Map.entry("consul", Set.of()),
            Map.entry("meshctl", Set.of()),
            Map.entry("glooctl", Set.of()),
            Map.entry("helm", Set.of()),
            Map.entry(
                    "openssl",
                    Set.of(
                            "x509",
                            "sha256",
                            "crl2pkcs7",
                            "pkcs7",
                            "pkey",
                            "verify",
                            "s_client",
                            "dgst",
                            "req",
                            "storeutl")),
            Map.entry("curl", Set.of()));

    private static final List<String> WRONG = List.of(
            "rollout restart.*(-A|--all-namespaces)",
            "get events.*--sort-by=\\.lastTimestamp",
            "kubectl.* get gateways?( |$)",
            "get leases.*-o wide",
            "\\bnc -zv",
            "internal-debug ndsz",
            "-modulus",
            "rootca-compare",
            "port-forward .*&",
            "get secrets? .*-o (json|yaml)( |$)",
            "scale deployment/istiod",
            "proxy-config [a-z]+\\|",
            "<[a-z-]+>");

    @TempDir
    private Path folder;

    private final Map<String, String> commands = commands();

    @Test
    void aShellCanParseEveryCommand() throws IOException, InterruptedException {
        var script = new StringBuilder();
        commands.keySet()
                .forEach(command ->
                        script.append("command() {\n").append(filled(command)).append("\n}\n"));
        Path file = Files.writeString(folder.resolve("commands.sh"), script);
        Process bash;
        try {
            bash = new ProcessBuilder("bash", "-n", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("there is no bash");
            return;
        }
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        assertThat(commands).hasSizeGreaterThan(400);
    }

    @Test
    void everyToolAndSubcommandExists() {
        Set<String> unknown = new TreeSet<>();
        commands.forEach((command, place) -> {
            for (String part : filled(command).split("\\s*(\\|\\||&&|[|;\\n])\\s*")) {
                List<String> words = new ArrayList<>(List.of(part.strip().split("\\s+")));
                if (!TOOLS.containsKey(words.get(0))) {
                    continue;
                }
                Set<String> known = TOOLS.getOrDefault(words.get(0), Set.of());
                int at = 1;
                while (at < words.size() && words.get(at).startsWith("-")) {
                    at += words.get(at).contains("=")
                                    || !List.of("-n", "--namespace", "-L").contains(words.get(at))
                            ? 1
                            : 2;
                }
                if (!known.isEmpty() && (at >= words.size() || !known.contains(words.get(at)))) {
                    unknown.add(place + ": " + command);
                }
            }
            if (!TOOLS.containsKey(command.strip().split("\\s+")[0])) {
                unknown.add(place + ": " + command);
            }
        });
        assertThat(unknown).isEmpty();
    }

    @Test
    void noCommandIsKnownToBeWrong() {
        Set<String> wrong = new TreeSet<>();
        for (String pattern : WRONG) {
            Pattern bad = Pattern.compile(pattern);
            commands.forEach((command, place) -> {
                if (bad.matcher(command).find()) {
                    wrong.add(place + ": " + command + "   (" + pattern + ")");
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noCommandIsOneThatFailedWhenItWasTried() throws IOException {
        Assumptions.assumeTrue(Files.exists(CHECKED));
        Set<String> failed = new TreeSet<>();
        try (Stream<String> lines = Files.lines(CHECKED)) {
            lines.map(line -> line.split("\t", -1))
                    .filter(row -> row.length > 4 && row[4].matches("(wrong|unsafe|unknown|renamed).*"))
                    .forEach(row -> failed.add(row[0].replaceAll("<[^>]*>", "x").strip()));
        }
        assertThat(commands.keySet().stream().map(CommandTest::filled)).doesNotContainAnyElementsOf(failed);
    }

    private static String filled(String command) {
        return PLACEHOLDER.matcher(command).replaceAll("x");
    }

    private static Map<String, String> commands() {
        Map<String, String> commands = new TreeMap<>();
        RuleBase rules = RuleBase.bundled();
        for (FailureMode mode : rules.failureModes()) {
            Entry entry = rules.entry(mode.id());
            Stream.of(entry.confirm(), entry.fix(), entry.verify())
                    .flatMap(List::stream)
                    .map(Entry.Step::run)
                    .filter(run -> !run.isBlank())
                    .forEach(run -> commands.putIfAbsent(run, mode.id()));
        }
        return commands;
    }
}
