"""Healthy meshes of Istio: one quiet, one with the noise of a normal day."""

import json
from datetime import timedelta

from lab import istio, kube
from lab.capture import NO_RESTART, NOT_REAL, REAL_ENVOY, Recording, line, merge
from .shopworld import Shop

QUIET = NO_RESTART + [r"(?i)certificate[^\n]*expired"]


def healthy_istio():
    s = Shop("healthy-istio")
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    istio.peer_authentication(w, "istio-system", mode="PERMISSIVE")
    w.secret("istio-system", "istio-ca-secret", {"ca-cert.pem": kube.b64(r.root_pem()), "ca-key.pem": "REDACTED",
             "cert-chain.pem": "", "key.pem": "", "root-cert.pem": ""}, "istio.io/ca-root")
    s.objects("cluster/nodes.yaml", kube.as_yaml, "Node")
    s.objects("cluster/namespaces.yaml", kube.as_yaml, "Namespace")
    s.objects("cluster/pods.yaml", kube.as_yaml, "Pod")
    s.objects("cluster/workloads.yaml", kube.as_yaml, "Deployment", "ReplicaSet")
    s.objects("cluster/services.yaml", kube.as_yaml, "Service", "EndpointSlice")
    s.objects("cluster/configmaps.yaml", kube.as_yaml, "ConfigMap")
    s.objects("cluster/secrets.yaml", kube.as_yaml, "Secret")
    s.objects("cluster/webhooks.yaml", kube.as_yaml, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
    s.objects("cluster/istio.yaml", kube.as_yaml, "VirtualService", "DestinationRule", "PeerAuthentication")
    c.write("cluster/networkpolicies.yaml", kube.as_yaml([]))
    c.write("cluster/events.json", kube.as_json(w.event_objects()))
    c.write("istioctl/version.txt", istio.version_text(s.version, s.version, len(s.mesh_pods)))
    c.write("istioctl/analyze.json", istio.analyze_json([]))
    c.write("istioctl/proxy-status.json", istio.proxy_status_json(w, s.mesh_pods, s.version))
    c.write("istiod/syncz.json", r.syncz())
    c.write("istiod/metrics.prom", istiod_metrics(len(s.mesh_pods), 1064000, r))
    c.pages(r, "frontend", ("stats.txt", "clusters.txt", "certs.json", "memory.json", "listeners.txt", "ready.txt"))
    dump = json.loads(r.page("frontend", "config_dump.json"))
    dump["configs"][0]["bootstrap"]["node"].pop("extensions")  # 90 kB: what this build of Envoy contains
    c.write(f"proxies/{r.pods['frontend']['name']}.shop/config_dump.json", json.dumps(dump, indent=1) + "\n")
    c.pages(r, "cart", ("stats.json", "clusters.json", "certs.json", "memory.json", "ready.txt"))
    for short in ("catalog-v1", "catalog-v2"):
        c.pages(r, short, ("stats.txt", "certs.json", "ready.txt"))
    c.pages(r, "payments", ("stats.prom", "certs.json", "ready.txt"))
    for short in ("frontend", "cart"):
        s.log(short)
    c.label("istio-sidecar", "The shop of five workloads: every proxy synchronised, every certificate valid, 72 calls, all 200. Nothing is wrong.",
            None, REAL_ENVOY, NOT_REAL + " The list of the extensions of this build was cut from the configuration dump.",
            must_not=QUIET, distractors=["xds-nack", "istio-workload-cert-expired", "no-healthy-upstream",
                                                          "capture-incomplete-or-stale", "sidecar-not-injected"],
            decisive=[("istioctl/proxy-status.json", '"configStatus": "SYNCED"')],
            unknown=["Statistics of outbound clusters do not exist here: Istio keeps only about 230 of them by default."])


def istiod_metrics(proxies, uptime, r, extra=""):
    return f"""# HELP istiod_uptime_seconds Current istiod server uptime in seconds
# TYPE istiod_uptime_seconds gauge
istiod_uptime_seconds {uptime}
# HELP pilot_xds Number of endpoints connected to this pilot using XDS.
# TYPE pilot_xds gauge
pilot_xds{{version="1.31.2"}} {proxies}
# HELP pilot_xds_pushes Pilot build and send errors for lds, rds, cds and eds.
# TYPE pilot_xds_pushes counter
pilot_xds_pushes{{type="cds"}} 214
pilot_xds_pushes{{type="eds"}} 611
pilot_xds_pushes{{type="lds"}} 214
pilot_xds_pushes{{type="rds"}} 209
# HELP pilot_total_xds_internal_errors Total number of internal XDS errors in pilot.
# TYPE pilot_total_xds_internal_errors counter
pilot_total_xds_internal_errors 0
# HELP pilot_conflict_outbound_listener_tcp_over_current_tcp Number of conflicting tcp listeners with current tcp listener.
# TYPE pilot_conflict_outbound_listener_tcp_over_current_tcp gauge
pilot_conflict_outbound_listener_tcp_over_current_tcp 0
# HELP citadel_server_csr_count The number of CSRs received by Citadel server.
# TYPE citadel_server_csr_count counter
citadel_server_csr_count 122
# HELP citadel_server_success_cert_issuance_count The number of certificates issuances that have succeeded.
# TYPE citadel_server_success_cert_issuance_count counter
citadel_server_success_cert_issuance_count 122
# HELP citadel_server_root_cert_expiry_timestamp The unix timestamp, in seconds, when the Citadel root cert will expire.
# TYPE citadel_server_root_cert_expiry_timestamp gauge
citadel_server_root_cert_expiry_timestamp 2.064212047e+09
{extra}# HELP sidecar_injection_success_total Total number of successful sidecar injection requests.
# TYPE sidecar_injection_success_total counter
sidecar_injection_success_total 31
# HELP sidecar_injection_failure_total Total number of failed sidecar injection requests.
# TYPE sidecar_injection_failure_total counter
sidecar_injection_failure_total 0
"""


def healthy_with_noise():
    name = "healthy-istio-with-noise"
    back = Recording(name).time("istiod-back")
    later = 560
    s = Shop(name, later=later, namespaces=("shop",), native=True, istiod={
        "created": back - timedelta(seconds=9), "started": back - timedelta(seconds=7)})
    w, c, r = s.w, s.c, s.r
    w.namespace("legacy-batch", created=w.ago(days=40))
    istio.catalog_rules(w)
    pod = s.istiod
    rs = pod["metadata"]["ownerReferences"][0]["name"]
    since = int((s.now - back).total_seconds())
    old = "istiod-" + rs.split("-", 1)[1] + "-w9d4x"
    w.event("istio-system", "Pod", old, "Killing", "Stopping container discovery", {"seconds": since + 11}, host="worker-b",
            path="spec.containers{discovery}")
    w.event("default", "Node", "worker-b", "NodeNotSchedulable", "Node worker-b status is now: NodeNotSchedulable",
            {"seconds": since + 14}, host="worker-b")
    w.event("default", "Node", "worker-b", "NodeSchedulable", "Node worker-b status is now: NodeSchedulable",
            {"seconds": since - 95}, host="worker-b")
    w.start_events(pod)
    w.event("istio-system", "Pod", s.istiod_name, "Unhealthy", 'Readiness probe failed: Get "http://10.42.1.5:8080/ready": dial tcp '
            "10.42.1.5:8080: connect: connection refused", {"seconds": since + 3}, {"seconds": since}, 2, "Warning", host="worker-a",
            path="spec.containers{discovery}")
    for hpa, ns in (("istiod", "istio-system"), ("frontend", "shop")):
        w.event(ns, "HorizontalPodAutoscaler", hpa, "FailedGetResourceMetric", "failed to get cpu utilization: unable to get metrics for "
                "resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource "
                "(get pods.metrics.k8s.io)", {"hours": 47}, {"seconds": 12}, 11204, "Warning", component="horizontal-pod-autoscaler")
        w.event(ns, "HorizontalPodAutoscaler", hpa, "FailedComputeMetricsReplicas", "invalid metrics (1 invalid out of 1), first error is: "
                "failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: unable "
                "to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)",
                {"hours": 47}, {"seconds": 12}, 11204, "Warning", component="horizontal-pod-autoscaler")
    c.write("all.yaml", kube.as_documents(w.of("Namespace", "Deployment", "ReplicaSet", "Service", "EndpointSlice", "ConfigMap",
            "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "VirtualService", "DestinationRule")))
    s.objects("pods.json", kube.as_json, "Pod")
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("events.txt", w.events_table())
    c.write("events-counted.txt", w.events_command())
    c.write("analyze.json", istio.analyze_json([istio.not_injected("default"), istio.not_injected("legacy-batch")]))
    c.write("proxy-status.txt", istio.proxy_status_verbose(s.mesh_pods, s.istiod_name, s.version, since="9m48s"))
    c.write("istiod.log", "\n".join(istio.istiod_log(w, back - timedelta(seconds=6), s.mesh_pods, s.version)) + "\n")
    for short, pod in r.pods.items():
        names = ("stats.txt", "certs.json") if short != "frontend" else ("stats.txt", "clusters.txt", "certs.json", "listeners.txt")
        c.pages(r, short, names, f"envoy/{pod['name']}")
        agent = "".join(line(r.time("istiod-gone") + timedelta(seconds=d), level, text, "xdsproxy") for d, level, text in (
            (0.2, "info", "disconnected from XDS server: istiod.istio-system.svc:15012\tid=1"),
            (0.7, "warn", "failed to connect to upstream istiod.istio-system.svc:15012: rpc error: code = Unavailable desc = connection error: desc = "
             '"transport: Error while dialing: dial tcp 10.43.7.15:15012: connect: connection refused"'),
            (7.6, "info", "connected to delta upstream XDS server: istiod.istio-system.svc:15012\tid=4")))
        c.write(f"envoy/{pod['name']}/istio-proxy.log", merge(agent, r.log(short)))
    c.label("istio-sidecar", "Ten minutes ago a node was drained and istiod moved; every proxy lost its stream for seven seconds and is synchronised "
            "again. One call got a 503 from catalog-v2, was retried by the caller's proxy and ended with 200. There is no metrics server, "
            "so the autoscalers complain all day, and two namespaces are not injected on purpose. Nothing is wrong.", None,
            REAL_ENVOY + "; seven seconds in which the stream of configuration was refused; the 503 and its retry",
            must_not=QUIET, distractors=["istiod-crashloop", "istiod-unavailable", "proxy-not-connected", "application-error-via-upstream",
                                         "metrics-missing", "hpa-counts-sidecar", "sidecar-not-injected", "retry-storm", "pod-termination-503"],
            decisive=[("proxy-status.txt", "SYNCED"), ("pods.txt", "istiod-")],
            unknown=["Whether the 503 was due to an application start-up: its own log is not captured."])


SCENARIOS = {"healthy-istio": healthy_istio, "healthy-istio-with-noise": healthy_with_noise}
