package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.ProxyConnection;
import dev.meshdx.facts.ProxySync;
import dev.meshdx.facts.ToolFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** V2: every proxy that should be connected is, and runs the configuration that was sent last. */
final class ProxiesSynced extends Check {

    private static final long STARTING_SECONDS = 120;

    ProxiesSynced() {
        super(
                "V2",
                "All proxies synced",
                "no rejected or unacknowledged configuration, every injected pod older than 120 s listed",
                "istioctl experimental internal-debug syncz",
                "istioctl proxy-status -o json",
                "linkerd check --proxy -o json");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        List<ProxySync> states = after.of(ProxySync.class).stream()
                .filter(sync -> !sync.state().equals("unknown"))
                .toList();
        if (states.isEmpty()) {
            return after.mesh("linkerd") ? linkerd(after) : unknown("no synchronisation state was captured");
        }
        Set<List<String>> staleBefore = new HashSet<>();
        before.ifPresent(older -> older.of(ProxySync.class).stream()
                .filter(sync -> sync.state().equals("stale"))
                .forEach(sync -> staleBefore.add(List.of(sync.namespace(), sync.pod(), sync.type()))));
        List<String> failed = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        Set<String> proxies = new TreeSet<>();
        Set<String> bad = new TreeSet<>();
        for (ProxySync sync : states) {
            String proxy = sync.namespace() + "/" + sync.pod();
            proxies.add(proxy);
            if (sync.state().equals("error")) {
                failed.add(proxy + ": " + sync.type() + " rejected");
                bad.add(proxy);
            } else if (sync.state().equals("stale")) {
                boolean twice = staleBefore.contains(List.of(sync.namespace(), sync.pod(), sync.type()));
                (twice ? failed : doubtful)
                        .add(proxy + ": " + sync.type() + (twice ? " stale in both captures" : " stale"));
                bad.add(proxy);
            }
        }
        for (ProxyConnection connection : after.of(ProxyConnection.class)) {
            if (!connection.listed()) {
                String proxy = connection.namespace() + "/" + connection.pod();
                boolean old = connection.podAgeSeconds() > STARTING_SECONDS;
                (old ? failed : doubtful).add(proxy + ": not connected to any control plane");
                proxies.add(proxy);
                bad.add(proxy);
            }
        }
        List<String> offenders = new ArrayList<>(failed);
        offenders.addAll(doubtful);
        return result(
                !failed.isEmpty() ? State.FAIL : !doubtful.isEmpty() ? State.WARN : State.PASS,
                proxies.size() - bad.size() + " of " + proxies.size() + " proxies run the configuration sent last",
                offenders);
    }

    private Criterion linkerd(Seen after) {
        if (!after.captured("linkerd-check")) {
            return unknown("linkerd check --proxy was not captured");
        }
        List<String> errors = after.of(ToolFinding.class).stream()
                .filter(finding -> finding.category().contains("data-plane")
                        && finding.level().equals("error"))
                .map(ToolFinding::code)
                .toList();
        return result(errors.isEmpty() ? State.PASS : State.FAIL, errors.size() + " data-plane checks fail", errors);
    }
}
