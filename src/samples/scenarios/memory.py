"""A sidecar that drowns in statistics."""

import gzip
from datetime import timedelta

from lab import istio, kube
from lab.capture import NO_MASS_RESTART, NOT_REAL, REAL_ENVOY, Recording
from .shopworld import Shop

MATCHER = 'proxyStatsMatcher:\n  inclusionRegexps:\n  - ".*"\n'


def stats_explosion():
    name = "envoy-stats-explosion"
    r = Recording(name)
    began = r.begin - timedelta(seconds=5)
    killed = began - timedelta(seconds=2)
    s = Shop(name, later=12, workloads={"frontend": {
        "limit": "128Mi", "annotations": {"proxy.istio.io/config": MATCHER, "sidecar.istio.io/proxyMemoryLimit": "128Mi"},
        "created": r.begin - timedelta(hours=5, minutes=40),
        "proxy": {"restarts": 9, "started": began, "last": ("OOMKilled", 137, killed - timedelta(minutes=37, seconds=5), killed)}}})
    w, c = s.w, s.c
    w.namespace("tenants", {"istio-injection": "enabled"})
    istio.resource(w, "EnvoyFilter", "istio-system", "grpc-stats-all-methods", {"configPatches": [{
        "applyTo": "HTTP_FILTER", "match": {"context": "ANY", "listener": {"filterChain": {"filter": {
            "name": "envoy.filters.network.http_connection_manager", "subFilter": {"name": "envoy.filters.http.grpc_stats"}}}}},
        "patch": {"operation": "MERGE", "value": {"name": "envoy.filters.http.grpc_stats", "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.grpc_stats.v3.FilterConfig", "emit_filter_state": True,
            "stats_for_all_methods": True}}}}]}, api="networking.istio.io/v1alpha3", created=w.ago(days=2, hours=1))
    full = s.made["frontend"]["metadata"]["name"]
    w.event("shop", "Pod", full, "Started", "Started container istio-proxy", {"hours": 5, "minutes": 44}, {"minutes": 4, "seconds": 17}, 10, host="worker-a",
            path="spec.containers{istio-proxy}")
    w.event("shop", "Pod", full, "Unhealthy", 'Readiness probe failed: Get "http://10.42.1.14:15021/healthz/ready": dial tcp 10.42.1.14:15021: connect: connection refused',
            {"hours": 5}, {"minutes": 4, "seconds": 15}, 11, "Warning", host="worker-a", path="spec.containers{istio-proxy}")
    s.objects("pods.yaml", kube.as_yaml, "Pod")
    s.objects("deployments.yaml", kube.as_yaml, "Deployment")
    s.objects("envoyfilters.yaml", kube.as_yaml, "EnvoyFilter")
    s.objects("configmaps.yaml", kube.as_yaml, "ConfigMap")
    s.objects("nodes.json", kube.as_json, "Node")
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("events.txt", w.events_command())
    c.write("top-pods-containers.txt", kube.table([("POD", "NAME", "CPU(cores)", "MEMORY(bytes)"), (full, "frontend", "44m", "91Mi"), (full, "istio-proxy", "388m", "117Mi"),
                                                   (s.made["cart"]["metadata"]["name"], "cart", "51m", "88Mi"), (s.made["cart"]["metadata"]["name"], "istio-proxy", "96m", "58Mi")]))
    c.write("proxy-status.txt", istio.proxy_status_old(s.mesh_pods, s.istiod_name, s.version))
    for sample in ("first", "second"):
        folder = f"{full}/{r.time(sample).strftime('%Y-%m-%dT%H%M%SZ')}"
        with gzip.open(f"{r.root}/{full}/{sample}/stats.txt.gz", "rt") as f:
            c.write(f"{folder}/stats.txt.gz", f.read())
        c.write(f"{folder}/memory.json", r.read(f"{full}/{sample}/memory.json"))
    s.log("frontend", f"{full}/istio-proxy.log")
    second = f"{full}/{r.time('second').strftime('%Y-%m-%dT%H%M%SZ')}"
    c.label("istio-sidecar", "frontend keeps all statistics (proxyStatsMatcher .*), and since two days an EnvoyFilter counts every gRPC method by name, while the clients of cart put the customer's number into the "
            "method. 47,980 lines become 55,980 within four minutes, each for ever; allocated memory grows by 2.2 MB in that time. The sidecar is killed at its limit of 128Mi about every 37 minutes.",
            "envoy-stats-cardinality", REAL_ENVOY.replace("five pods", "two pods") + "; both samples of statistics and memory with their times, 336 clusters of tenants without endpoints",
            NOT_REAL.split(" The proxies' uptime")[0] + " The restarts and OOM kills are written; in the laboratory the proxy was not killed.",
            acceptable=["envoy-stats-cardinality"], report_under=["envoy-memory-growth", "proxy-oomkilled", "proxy-not-ready", "metrics-cardinality-explosion", "endpoint-connection-refused"],
            distractors=["pod-crashloop-app", "node-memory-pressure", "proxy-config-oversized", "overload-manager-shed", "no-ready-endpoints", "istiod-unavailable"],
            must_not=NO_MASS_RESTART, subject=("shop", "Pod", full), decisive=[("pods.yaml", "reason: OOMKilled"), ("pods.yaml", "inclusionRegexps"), ("envoyfilters.yaml", "stats_for_all_methods: true"),
                                                                          (f"{second}/stats.txt.gz", "Get-customer-"), (f"{second}/memory.json", "allocated")],
            checks=[{"file": f"{second}/stats.txt.gz", "name": "lines", "value": 55980}])


SCENARIOS = {"envoy-stats-explosion": stats_explosion}
