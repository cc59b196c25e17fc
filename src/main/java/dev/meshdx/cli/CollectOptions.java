package dev.meshdx.cli;

import dev.meshdx.collect.Only;
import dev.meshdx.collect.Pace;
import dev.meshdx.collect.Pseudonymity;
import dev.meshdx.collect.Request;
import dev.meshdx.collect.Scope;
import dev.meshdx.facts.Selection;
import dev.meshdx.rules.RuleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster is captured, and how much of it. */
final class CollectOptions {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "2h",
            description = "How far back logs go: 30m, 2h; default: 2h.")
    private String since = "2h";

    @Option(
            names = "--proxies",
            paramLabel = "all|sick|N",
            defaultValue = "1",
            description =
                    "Proxies that are asked: all, only those that look ill, or beside these N of each workload; default: 1.")
    private String proxies = "1";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "For the whole run; default: 10m.")
    private String timeout = "10m";

    @Option(
            names = "--call-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "For one call; default: 30s.")
    private String callTimeout = "30s";

    @Option(
            names = "--between",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Between the two samples of counters; default: 10s.")
    private String between = "10s";

    @Option(names = "--concurrency", paramLabel = "N", defaultValue = "8", description = "Calls at a time; default: 8.")
    private int concurrency = 8;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20", description = "Calls per second; default: 20.")
    private int rate = 20;

    @Option(
            names = "--log-bytes",
            paramLabel = "N",
            defaultValue = "5242880",
            description = "Most of one log; default: 5 MiB.")
    private long logBytes = Pace.DEFAULT.logBytes();

    @Option(
            names = {"--pseudonymise", "--pseudonymize"},
            paramLabel = "FILE",
            description = "Replaces names and addresses; FILE, which stays with you, tells which is which, and is made"
                    + " or gone on with.")
    private @Nullable Path pseudonymise;

    /** What the options ask for. */
    Request request(RuleBase rules, Path output, boolean resume) {
        if (concurrency < 1 || rate < 1) {
            throw new UsageException("--concurrency and --rate take a number from 1 on");
        }
        Pace pace = new Pace(
                concurrency,
                rate,
                duration("--call-timeout", callTimeout),
                duration("--timeout", timeout),
                duration("--between", between),
                logBytes);
        return new Request(
                cluster.kubeconfig(),
                cluster.context(),
                scope(rules),
                pace,
                output,
                resume,
                Optional.ofNullable(pseudonymise).map(map -> new Pseudonymity(map, words(rules))),
                Version.current());
    }

    /** The whole cluster, or the namespaces of the options, with everything else as it is by default. */
    static Request usual(ClusterOptions cluster, RuleBase rules, Only only, Path output) {
        Scope scope = new Scope(cluster.namespaces(), kinds(rules), Duration.ofHours(2), 1, only);
        return new Request(
                cluster.kubeconfig(),
                cluster.context(),
                scope,
                Pace.DEFAULT,
                output,
                false,
                Optional.empty(),
                Version.current());
    }

    /** What a capture shall hold: the kinds that the rules need, and what the options say. */
    Scope scope(RuleBase rules) {
        return new Scope(cluster.namespaces(), kinds(rules), duration("--since", since), healthyProxies());
    }

    private static Set<String> kinds(RuleBase rules) {
        Set<String> kinds = new TreeSet<>();
        rules.failureModes()
                .forEach(mode -> mode.evidence().forEach(rule -> {
                    kinds.addAll(rule.guards());
                    rule.needs().forEach(kinds::addAll);
                }));
        return kinds;
    }

    /** What the rules look for in logs, statistics and metrics. */
    private static Set<String> words(RuleBase rules) {
        Selection selection = rules.selection();
        Set<String> words = new TreeSet<>(selection.stats());
        words.addAll(selection.metrics());
        selection.signatures().forEach(signature -> {
            words.add(signature.contains());
            words.add(signature.regex());
            words.add(signature.clearedBy());
        });
        return words;
    }

    private int healthyProxies() {
        return switch (proxies) {
            case "all" -> Scope.ALL_PROXIES;
            case "sick" -> 0;
            default -> {
                if (!proxies.matches("\\d{1,6}")) {
                    throw new UsageException("--proxies takes all, sick or a number, not '" + proxies + "'");
                }
                yield Integer.parseInt(proxies);
            }
        };
    }

    /** As kubectl writes them: 90s, 30m, 2h, 1h30m. */
    private static Duration duration(String option, String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new UsageException(option + " takes a time like 90s, 30m or 2h, not '" + text + "'");
        }
    }
}
