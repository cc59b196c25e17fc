"""Faults on the way of a request, and those that only look like it."""

from datetime import timedelta

from lab import istio, kube
from lab.capture import NO_MASS_RESTART, NO_RESTART, NOT_REAL, REAL_ENVOY, Capture, Recording
from .shopworld import Shop


def circuit_breaker():
    name = "circuit-breaker-overflow"
    s = Shop(name, workloads={"frontend": {"annotations": {
        "proxy.istio.io/config": 'proxyStatsMatcher:\n  inclusionPrefixes:\n  - "cluster.outbound|8080||cart"\n'}}})
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    istio.resource(w, "DestinationRule", "shop", "cart", {"host": "cart", "trafficPolicy": {"connectionPool": {
        "http": {"http1MaxPendingRequests": 1}, "tcp": {"maxConnections": 1}}}}, created=w.ago(days=3))
    s.objects("kubectl/all.json", kube.as_json, "Namespace", "Deployment", "Service", "EndpointSlice", "DestinationRule", "VirtualService")
    s.objects("kubectl/pods.yaml", kube.as_yaml, "Pod")
    c.write("kubectl/pods.txt", w.pods_table())
    c.write("istioctl/proxy-status.txt", istio.proxy_status_verbose(s.mesh_pods, s.istiod_name, s.version, since="2h41m"))
    c.write("istioctl/analyze.json", istio.analyze_json([]))
    c.pages(r, "frontend", ("stats.txt", "clusters.txt", "clusters.json", "memory.json", "certs.json", "ready.txt"))
    c.pages(r, "cart", ("stats.txt", "certs.json", "ready.txt"))
    s.log("frontend")
    s.log("cart")
    frontend = f"proxies/{r.pods['frontend']['name']}.shop"
    c.label("istio-sidecar", "The DestinationRule of cart allows one connection and one waiting request. Ten parallel callers of a 400 ms operation: 54 of 65 calls are refused "
            "at once by the caller's own proxy with 503 UO. cart itself answers all it gets with 200.", "circuit-breaker-overflow",
            REAL_ENVOY + "; the overflow and its counters", report_under=[],
            distractors=["slow-application", "no-healthy-upstream", "retry-storm", "outlier-ejection-all-hosts", "connection-pool-queueing", "overload-manager-shed"],
            must_not=NO_RESTART, subject=("shop", "DestinationRule", "cart"), decisive=[
                (f"{frontend}/istio-proxy.log", "503 UO"), (f"{frontend}/stats.txt", "upstream_rq_pending_overflow"), (f"{frontend}/clusters.txt", "max_connections::1")])


def network_policy():
    name = "networkpolicy-blocks-traffic"
    s = Shop(name, namespaces=("prod", "web", "staging"))
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w, "prod")
    applied = r.time("policy")
    policy = lambda ns, n, spec, created: w.add({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": w.meta(
        "NetworkPolicy", n, ns, created=created, generation=1), "spec": spec})
    policy("prod", "default-deny", {"podSelector": {}, "policyTypes": ["Ingress"]}, applied)
    policy("prod", "allow-same-namespace", {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {}}]}]}, applied)
    policy("prod", "allow-monitoring", {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{
        "from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}],
        "ports": [{"port": 15020, "protocol": "TCP"}]}]}, applied)
    policy("staging", "allow-web", {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{
        "from": [{"podSelector": {}}, {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "web"}}}]}]}, w.ago(days=30))
    s.objects("namespaces.yaml", kube.as_yaml, "Namespace")
    s.objects("networkpolicies.yaml", kube.as_yaml, "NetworkPolicy")
    s.objects("pods.json", kube.as_json, "Pod")
    s.objects("services.yaml", kube.as_yaml, "Service", "EndpointSlice")
    s.objects("istio.yaml", kube.as_yaml, "DestinationRule", "VirtualService")
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("proxy-status.txt", istio.proxy_status_plain(s.mesh_pods, s.istiod_name, s.version))
    c.write("networkpolicies.txt", kube.table([("NAMESPACE", "NAME", "POD-SELECTOR", "AGE")] + [
        (p["metadata"]["namespace"], p["metadata"]["name"], "<none>", kube.age((s.now - kube.parse(p["metadata"]["creationTimestamp"])).total_seconds()))
        for p in w.of("NetworkPolicy")]))
    for short in ("storefront", "cart"):
        s.log(short, f"proxies/{r.pods[short]['name']}/istio-proxy.log")
        c.pages(r, short, ("stats.txt", "clusters.txt", "certs.json", "ready.txt"), f"proxies/{r.pods[short]['name']}")
    c.label("istio-sidecar", "Minutes ago prod got a default-deny NetworkPolicy that admits only its own namespace. storefront, in namespace web, calls cart and payments in prod: "
            "since then its proxy waits three times ten seconds for a connection and gives 503 URX,UF after about 30 s. staging has a rule for web, prod has not.",
            name, REAL_ENVOY + "; packets dropped at the pods' interfaces, the timeouts and their log lines",
            NOT_REAL + " The packets were dropped by iptables as most CNIs do it; no CNI ran.",
            report_under=["upstream-connection-failure", "endpoint-unreachable", "connect-timeout-retries-30s", "retry-storm", "request-timeout", "networkpolicy-env-drift",
                          "downstream-disconnect"],
            distractors=["endpoint-connection-refused", "slow-application", "tls-handshake-failure", "no-healthy-upstream", "conntrack-full", "circuit-breaker-overflow"],
            must_not=NO_RESTART + [r"(?i)delete networkpolicy[^\n]*--all"], subject=("prod", "NetworkPolicy", "default-deny"), decisive=[
                ("networkpolicies.yaml", "name: default-deny"), (f"proxies/{r.pods['storefront']['name']}/istio-proxy.log", "connection_timeout")],
            unknown=["Whether the CNI enforces NetworkPolicy is not captured; the timeouts that began with it say so."])


def two_faults():
    name = "two-independent-faults"
    r = Recording(name)
    died = r.end - timedelta(seconds=100)
    s = Shop(name, namespaces=("shop", "billing"), workloads={"invoices": {
        "created": r.end - timedelta(minutes=38), "proxy": {}, "app": {
            "ready": False, "restarts": 12, "state": ("waiting", "CrashLoopBackOff", "back-off 5m0s restarting failed container=invoices pod=invoices"),
            "last": ("Error", 1, died - timedelta(seconds=2), died)}, "env": [{"name": "DATABASE_URL", "valueFrom": {
                "secretKeyRef": {"key": "url", "name": "invoices-db"}}}]}})
    w, c = s.w, s.c
    invoices = s.made["invoices"]
    full = invoices["metadata"]["name"]
    w.event("billing", "Pod", full, "BackOff", f"Back-off restarting failed container invoices in pod {full}_billing({invoices['metadata']['uid']})",
            {"minutes": 37}, {"seconds": 14}, 161, "Warning", host="worker-b", path="spec.containers{invoices}")
    w.event("billing", "Pod", full, "Pulled", 'Container image "registry.example.com/shop/invoices:2.4.1" already present on machine', {"minutes": 38},
            {"seconds": 108}, 13, host="worker-b", path="spec.containers{invoices}")
    istio.catalog_rules(w, routes=[{"route": [{"destination": {"host": "catalog", "subset": "v3"}}]}])
    vs = w.of("VirtualService")[0]
    vs["metadata"].update(generation=6, resourceVersion=w.version())
    for ns in ("shop", "billing"):
        s.objects(f"{ns}.yaml", kube.as_documents, "Deployment", "ReplicaSet", "Pod", "Service", "EndpointSlice", "VirtualService", "DestinationRule", ns=ns)
    s.objects("namespaces.json", kube.as_json, "Namespace")
    s.objects("istio-system-pods.json", kube.as_json, "Pod", ns="istio-system")
    c.write("pods.txt", w.pods_table())
    c.write("events.txt", w.events_command())
    messages = [istio.message("IST0101", "Error", 'Referenced host+subset in destinationrule not found: "catalog+v3"', "VirtualService shop/catalog")]
    c.write("analyze.txt", istio.analyze_log(messages) + "Error: Analyzers found issues when analyzing all namespaces.\n"
            "See https://istio.io/v1.31/docs/reference/config/analysis for more information about causes and resolutions.\n")
    c.write("proxy-status.txt", istio.proxy_status_old(s.mesh_pods, s.istiod_name, s.version))
    c.write(f"logs/{full}.invoices.previous.log", "".join((died - timedelta(seconds=2 - i)).strftime("%Y/%m/%d %H:%M:%S ") + text + "\n" for i, text in enumerate(
        ("invoices 2.4.1 starting", "migrating schema billing to 0042",
         'fatal: migration 0042_add_tax_id: ERROR: column "tax_id" of relation "invoices" already exists (SQLSTATE 42701)'))))
    for short in ("frontend", "ledger"):
        s.log(short, f"logs/{r.pods[short]['name']}.istio-proxy.log")
        c.pages(r, short, ("stats.txt", "clusters.txt"), f"envoy/{r.pods[short]['name']}")
    c.label("istio-sidecar", "Two faults that have nothing to do with each other. In shop the VirtualService of catalog now sends everything to subset v3, which no DestinationRule defines "
            "(503 NC). In billing the invoices application crash-loops on a failed database migration, so its Service has no ready endpoint and ledger gets 503 UH.",
            "dr-missing-subset", REAL_ENVOY + "; the 503 NC and 503 UH", acceptable=["dr-missing-subset", "pod-crashloop-app"],
            roots=["dr-missing-subset", "pod-crashloop-app"], report_under=["cluster-not-found", "no-ready-endpoints", "no-healthy-upstream"],
            distractors=["subset-selects-no-pods", "application-error-via-upstream", "outlier-ejection-all-hosts", "istiod-unavailable", "xds-nack"],
            must_not=NO_MASS_RESTART, subject=("shop", "VirtualService", "catalog"),
            subjects=[{"namespace": "shop", "kind": "VirtualService", "name": "catalog"}, {"namespace": "billing", "kind": "Deployment", "name": "invoices"}],
            decisive=[("analyze.txt", "catalog+v3"), ("pods.txt", "CrashLoopBackOff"), (f"logs/{r.pods['frontend']['name']}.istio-proxy.log", "503 NC"),
                      (f"logs/{r.pods['ledger']['name']}.istio-proxy.log", "503 UH")])


def misleading():
    name = "misleading-app-503"
    r = Recording(name)
    died = r.end - timedelta(seconds=9)
    mesh = istio.MESH.replace("accessLogFile: /dev/stdout\n", "accessLogEncoding: JSON\naccessLogFile: /dev/stdout\n")
    s = Shop(name, mesh=mesh, istiod={"restarts": 1, "started": r.end - timedelta(days=9, hours=4), "created": r.end - timedelta(days=12, hours=5),
                                      "last": ("Error", 255, r.end - timedelta(days=12, hours=5), r.end - timedelta(days=9, hours=4, seconds=2))},
             workloads={"payments": {"created": r.end - timedelta(minutes=52), "app": {
                 "restarts": 7, "started": died + timedelta(seconds=1), "last": ("Error", 1, died - timedelta(seconds=211), died)}}})
    w, c = s.w, s.c
    istio.catalog_rules(w)
    payments = s.made["payments"]
    full = payments["metadata"]["name"]
    w.event("shop", "Pod", full, "BackOff", f"Back-off restarting failed container payments in pod {full}_shop({payments['metadata']['uid']})",
            {"minutes": 47}, {"seconds": 190}, 58, "Warning", host="worker-b", path="spec.containers{payments}")
    w.event("shop", "Pod", full, "Started", "Started container payments", {"minutes": 52}, {"seconds": 8}, 8, host="worker-b", path="spec.containers{payments}")
    for kind, file in ((("Pod",), "pods"), (("Deployment", "ReplicaSet"), "workloads"), (("Service", "EndpointSlice"), "services"),
                       (("VirtualService", "DestinationRule"), "istio")):
        s.objects(f"{file}.yaml", kube.as_yaml, *kind)
    c.write("meshconfig.yaml", kube.to_yaml(next(m for m in w.of("ConfigMap") if m["metadata"]["name"] == "istio")))
    c.write("pods.txt", w.pods_table())
    c.write("events.json", kube.as_json(w.event_objects()))
    c.write("analyze.json", istio.analyze_json([]))
    c.write("proxy-status.json", istio.proxy_status_json(w, s.mesh_pods, s.version))
    c.write(f"logs/{full}.payments.previous.log", "".join((died - timedelta(seconds=20 - 4 * i)).strftime("%Y-%m-%dT%H:%M:%S.000Z ") + text + "\n" for i, text in enumerate(
        ("ERROR pool exhausted: 20 of 20 connections to payments-db.example.com:5432 in use, 143 waiting", "WARN  answering 503: no database connection",
         "WARN  answering 503: no database connection", "ERROR pool exhausted: 20 of 20 connections to payments-db.example.com:5432 in use, 160 waiting",
         "FATAL watchdog: no database connection for 180 s, exiting with code 1"))))
    for short in ("frontend", "payments"):
        s.log(short, f"logs/{r.pods[short]['name']}.istio-proxy.log")
        c.pages(r, short, ("stats.txt", "certs.json", "ready.txt"), f"envoy/{r.pods[short]['name']}")
    c.pages(r, "payments", ("clusters.txt",), f"envoy/{r.pods['payments']['name']}")
    c.label("istio-sidecar", "It is not the mesh. The payments application runs out of database connections, answers 503 itself (via_upstream, no flag, in its own sidecar's log) and "
            "exits every few minutes; for some seconds its sidecar then meets a refused connection. Proxies, configuration and certificates are in order. "
            "istiod restarted once nine days ago, which has nothing to do with it.", "pod-crashloop-app",
            REAL_ENVOY + "; the application's 503, the refused connections while it is down, both in the JSON form of the log",
            acceptable=["pod-crashloop-app", "application-error-via-upstream"], report_under=["application-error-via-upstream", "endpoint-connection-refused", "upstream-connection-failure",
                                                                                           "retry-storm"],
            distractors=["istiod-crashloop", "istiod-unavailable", "no-healthy-upstream", "circuit-breaker-overflow", "networkpolicy-blocks-traffic", "sidecar-not-injected"],
            must_not=NO_RESTART + [r"(?i)rollout restart[^\n]*istiod", r"(?i)mode: DISABLE"], may_mention=[r"(?i)not the mesh"], subject=("shop", "Deployment", "payments"), decisive=[
                (f"logs/{r.pods['payments']['name']}.istio-proxy.log", '"response_code":503,"response_code_details":"via_upstream"'),
                (f"logs/{full}.payments.previous.log", "exiting with code 1"), ("pods.txt", "7 (")])


def only_log():
    name = "incomplete-access-log-only"
    r = Recording(name)
    c = Capture(name, r.end)
    c.write("checkout-istio-proxy.log", r.log("checkout"))
    c.label("istio-sidecar", "Somebody kept only the log of the checkout sidecar. Every call to tax-rates ends after 20 to 30 s with 503 URX,UF connection_timeout: nothing answers at "
            "10.42.3.71:8080. Why, this file cannot say.", "endpoint-unreachable",
            "Envoy 1.40, its access log, and a host that drops the packets", "Configuration came from a small gRPC server in Istio's form; the names are invented.",
            acceptable=["endpoint-unreachable", "networkpolicy-blocks-traffic", "conntrack-full"], decidable=False,
            report_under=["upstream-connection-failure", "connect-timeout-retries-30s", "retry-storm"],
            distractors=["endpoint-connection-refused", "slow-application", "tls-handshake-failure", "no-healthy-upstream", "node-not-ready", "istiod-unavailable"],
            must_not=NO_RESTART, subject=("store", "endpoint", "10.42.3.71:8080"), decisive=[("checkout-istio-proxy.log", "connection_timeout")],
            unknown=["A dead node, a stale endpoint, a NetworkPolicy or a handshake that hangs look alike here: no object, event, endpoint or policy is captured."])


SCENARIOS = {"circuit-breaker-overflow": circuit_breaker, "networkpolicy-blocks-traffic": network_policy, "two-independent-faults": two_faults,
             "misleading-app-503": misleading, "incomplete-access-log-only": only_log}
