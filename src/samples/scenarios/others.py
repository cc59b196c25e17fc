"""Meshes without recorded proxies: Istio's ambient mode, Consul, Gloo, and memory seen through Prometheus."""

import json
from datetime import timedelta

from lab import istio, kube, pki, shop
from lab.capture import NO_MASS_RESTART, NO_RESTART, Capture
from .nodes import SIMULATED, services, shop_world
from .shopworld import root_of_the_mesh

WRITTEN = "nothing but the certificates; forms and texts follow the tools' own"


def hbone():
    scenario = "ambient-networkpolicy-without-hbone"
    now = kube.parse("2026-11-12T15:20:44Z")
    w = kube.World(scenario, now)
    c = Capture(scenario, now)
    istiod = istio.control_plane(w, shop.ISTIO, root_of_the_mesh(scenario))
    w.namespace("shop", {"istio.io/dataplane-mode": "ambient"})
    pods, _ = shop.shop(scenario)
    made = {}
    for short, pod in pods.items():
        made[short] = istio.workload(w, pod, annotations={"ambient.istio.io/redirection": "enabled"})
    services(w, made)
    tunnels = {}
    for i, node in enumerate(w.node_ips):
        box = w.container("istio-proxy", f"docker.io/istio/ztunnel:{shop.ISTIO}", args=["proxy", "ztunnel"], readinessProbe={
            "httpGet": {"path": "/healthz/ready", "port": 15021, "scheme": "HTTP"}})
        created = now - timedelta(days=12)
        pod = w.pod("istio-system", "ztunnel", f"ztunnel-{shop.word(scenario + node, 5)}", f"10.42.{i + 1}.4", node, {"app": "ztunnel", "istio.io/dataplane-mode": "none"}, [box],
                    [w.status(box, created)], created)
        pod["metadata"]["ownerReferences"][0].update(kind="DaemonSet", name="ztunnel", uid=w.uid("DaemonSet/ztunnel"))
        tunnels[node] = pod["metadata"]["name"]
    w.add({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": w.meta("NetworkPolicy", "cart-from-frontend", "shop", created=now - timedelta(minutes=22), generation=1), "spec": {
        "podSelector": {"matchLabels": {"app": "cart"}}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "frontend"}}}],
                                                                                                   "ports": [{"port": 8080, "protocol": "TCP"}]}]}})
    c.write("namespaces.yaml", kube.as_yaml(w.of("Namespace")))
    c.write("networkpolicies.yaml", kube.as_yaml(w.of("NetworkPolicy")))
    c.write("pods.yaml", kube.as_yaml(w.of("Pod")))
    c.write("services.yaml", kube.as_yaml(w.of("Service", "EndpointSlice", ns="shop")))
    c.write("pods.txt", w.pods_table(wide=True))
    rows = [("NAMESPACE", "POD NAME", "ADDRESS", "NODE", "WAYPOINT", "PROTOCOL")] + [
        ("shop", p["name"], p["ip"], p["node"], "None", "HBONE") for p in pods.values()] + [
        ("istio-system", istiod["metadata"]["name"], "10.42.1.5", "worker-a", "None", "TCP")]
    c.write("ztunnel-config-workloads.txt", kube.table(rows, 1))
    def access(t, level, source, target, port, ms, error="", direction="outbound", sent=0, received=0):
        return (t.strftime("%Y-%m-%dT%H:%M:%S.%fZ") + f'\t{level}\taccess\tconnection complete\tsrc.addr={source["ip"]}:{port} src.workload="{source["name"]}" src.namespace="shop" '
                f'src.identity="spiffe://cluster.local/ns/shop/sa/{source["sa"]}" src.cluster="Kubernetes" dst.addr={target["ip"]}:15008 dst.hbone_addr={target["ip"]}:8080 '
                f'dst.service="{target["app"]}.shop.svc.cluster.local" dst.workload="{target["name"]}" dst.namespace="shop" dst.identity="spiffe://cluster.local/ns/shop/sa/{target["sa"]}" '
                f'dst.cluster="Kubernetes" direction="{direction}" bytes_sent={sent} bytes_recv={received} duration="{ms}ms"' + (f' error="{error}"' if error else "") + "\n")
    log, t = "", now - timedelta(seconds=190)
    for i in range(12):
        log += access(t, "info", pods["frontend"], pods["payments"], 40210 + 4 * i, 3 + i % 4, sent=311, received=188)
        log += access(t + timedelta(seconds=11), "error", pods["frontend"], pods["cart"], 50330 + 2 * i, 10001 + i % 3,
                      "connection timed out, maybe a NetworkPolicy is blocking HBONE port 15008: deadline has elapsed")
        t += timedelta(seconds=14)
    c.write(f"logs/{tunnels['worker-a']}.log", log)
    c.write(f"logs/{tunnels['worker-b']}.log", "".join(access(now - timedelta(seconds=189 - 14 * i), "info", pods["frontend"], pods["payments"], 40210 + 4 * i, 2 + i % 4, "", "inbound", 188, 311) for i in range(12)))
    c.label("istio-ambient", "Twenty-two minutes ago cart got a NetworkPolicy that admits frontend at port 8080. In ambient mode the packets between nodes go to port 15008 of the pod, which the policy does not "
            "name: every call of frontend to cart times out after ten seconds, calls to payments are fine. The policy would be right without the mesh.", "networkpolicy-blocks-hbone-15008",
            WRITTEN, SIMULATED, report_under=["ztunnel-connect-failure", "networkpolicy-blocks-traffic", "endpoint-unreachable"],
            distractors=["ztunnel-not-ready", "waypoint-not-ready", "authz-policy-deny", "no-ready-endpoints", "mtls-strict-plaintext-client", "sidecar-not-injected", "xds-port-blocked"],
            must_not=NO_RESTART + [r"(?i)delete networkpolicy[^\n]*--all"], subject=("shop", "NetworkPolicy", "cart-from-frontend"), decisive=[
                ("networkpolicies.yaml", "name: cart-from-frontend"), (f"logs/{tunnels['worker-a']}.log", "blocking HBONE port 15008")])


def intention():
    scenario = "consul-intention-deny"
    now = kube.parse("2026-10-20T11:05:30Z")
    w = kube.World(scenario, now)
    c = Capture(scenario, now)
    for ns in ("default", "kube-system", "consul", "store"):
        w.namespace(ns)
    domain = "7f1c2a4e-3b1d-4a54-9d0c-5a1f0e6b8c21.consul"
    pods = {}
    for name, ns, ip, node, box in (
            ("consul-server", "consul", "10.42.1.8", "worker-a", w.container("consul", "hashicorp/consul:1.21.4")),
            ("consul-connect-injector", "consul", "10.42.2.8", "worker-b", w.container("sidecar-injector", "hashicorp/consul-k8s-control-plane:1.7.3"))):
        created = now - timedelta(days=30)
        labels = {"app": "consul", "component": name.removeprefix("consul-"), "release": "consul", "pod-template-hash": shop.word(scenario + name, 10)}
        w.pod(ns, name, f"{name}-0" if name == "consul-server" else f"{name}-{labels['pod-template-hash']}-{shop.word(name, 5)}", ip, node, labels, [box], [w.status(box, created)], created)
    for app, ip, node in (("checkout", "10.42.1.31", "worker-a"), ("reports", "10.42.1.33", "worker-a"), ("payments", "10.42.2.35", "worker-b")):
        created = now - timedelta(days=3 if app != "reports" else 0, hours=2)
        boxes = [w.container(app, f"registry.example.com/store/{app}:3.2.0"), w.container("consul-dataplane", "hashicorp/consul-dataplane:1.7.3", args=["-envoy-admin-bind-port=19000"])]
        labels = {"app": app, "pod-template-hash": shop.word(scenario + app, 10), "consul.hashicorp.com/connect-inject-status": "injected"}
        pods[app] = w.pod("store", app, f"{app}-{labels['pod-template-hash']}-{shop.word(scenario + app + 'p', 5)}", ip, node, labels, boxes, [w.status(b, created) for b in boxes], created,
                          annotations={"consul.hashicorp.com/connect-inject": "true", "consul.hashicorp.com/connect-inject-status": "injected", "consul.hashicorp.com/connect-service-upstreams": "payments:9191"
                                       if app != "payments" else "", "consul.hashicorp.com/consul-k8s-version": "1.7.3"})
        w.deployment([pods[app]], app, labels, boxes[:1])
        w.service("store", app, f"10.43.90.{10 + len(pods)}", 8080, {"app": app}, pods=[pods[app]])
    synced = {"conditions": [{"lastTransitionTime": kube.stamp(now - timedelta(days=3)), "status": "True", "type": "Synced"}], "lastSyncedTime": kube.stamp(now - timedelta(days=3))}
    def entry(kind, name, spec):
        w.add({"apiVersion": "consul.hashicorp.com/v1alpha1", "kind": kind, "metadata": w.meta(kind, name, "store", created=now - timedelta(days=3), generation=1), "spec": spec, "status": synced})
    entry("ServiceDefaults", "payments", {"protocol": "http"})
    entry("ServiceIntentions", "payments", {"destination": {"name": "payments"}, "sources": [{"action": "allow", "name": "checkout"}, {"action": "deny", "name": "*"}]})
    c.write("pods.yaml", kube.as_yaml(w.of("Pod")))
    c.write("services.yaml", kube.as_yaml(w.of("Service", "EndpointSlice")))
    c.write("config-entries.yaml", kube.as_yaml(w.of("ServiceDefaults", "ServiceIntentions")))
    c.write("pods.txt", w.pods_table())
    c.write("intention-check.txt", "Denied\n")
    names = {app: p["metadata"]["name"] for app, p in pods.items()}
    upstream = f"payments.default.dc1.internal.{domain}"
    stats = {"reports": {f"cluster.{upstream}.membership_healthy": 1, f"cluster.{upstream}.membership_total": 1, f"cluster.{upstream}.upstream_cx_connect_fail": 0,
                         f"cluster.{upstream}.upstream_cx_total": 3, f"cluster.{upstream}.upstream_rq_403": 41, f"cluster.{upstream}.upstream_rq_4xx": 41, f"cluster.{upstream}.upstream_rq_total": 41,
                         "control_plane.connected_state": 1, "server.live": 1, "server.state": 0},
             "payments": {"control_plane.connected_state": 1, "http.public_listener.downstream_rq_2xx": 18822, "http.public_listener.downstream_rq_4xx": 41, "http.public_listener.rbac.allowed": 18822,
                          "http.public_listener.rbac.denied": 41, "server.live": 1, "server.state": 0}}
    for app, values in stats.items():
        c.write(f"envoy/{names[app]}/stats.txt", "".join(f"{k}: {v}\n" for k, v in sorted(values.items())))
    c.write(f"logs/{names['reports']}.reports.log", "".join(
        (now - timedelta(seconds=80 - 9 * i)).strftime("%Y-%m-%dT%H:%M:%S.000Z") + f" ERROR GET http://localhost:9191/v1/settlements?page={i}: 403 Forbidden: RBAC: access denied\n" for i in range(9)))
    c.label("consul", "reports was deployed two hours ago and calls payments. The intentions of payments allow checkout and deny everybody else, so payments' proxy answers each of its calls with 403 RBAC: access "
            "denied; checkout's calls go through. The proxies are connected, payments is healthy.", "consul-intention-deny", WRITTEN, SIMULATED, report_under=["upstream-connection-termination"],
            distractors=["consul-service-unhealthy", "consul-upstream-not-found", "consul-acl-token-invalid", "consul-xds-disconnected", "authz-policy-deny", "application-error-via-upstream",
                         "consul-config-entry-not-synced"],
            must_not=NO_RESTART + [r"(?i)intention delete"], subject=("store", "ServiceIntentions", "payments"), decisive=[
                ("config-entries.yaml", "action: deny"), (f"envoy/{names['payments']}/stats.txt", "rbac.denied: 41"), (f"logs/{names['reports']}.reports.log", "RBAC: access denied")],
            unknown=["Whether reports is meant to call payments."])


def relay():
    scenario = "gloo-relay-certificate-expired"
    now = kube.parse("2026-09-03T06:48:12Z")
    end = "2026-09-03T05:00:00Z"
    w = kube.World(scenario, now)
    c = Capture(scenario, now)
    for ns in ("default", "kube-system", "gloo-mesh"):
        w.namespace(ns)
    names = {}
    for app, ip, restarts in (("gloo-mesh-mgmt-server", "10.42.1.9", 0), ("gloo-mesh-redis", "10.42.2.9", 0), ("gloo-mesh-agent", "10.42.2.10", 0)):
        box = w.container(app, f"registry.example.com/gloo-mesh/{app}:2.6.9")
        created = now - timedelta(days=92)
        labels = {"app": app, "pod-template-hash": shop.word(scenario + app, 10)}
        names[app] = f"{app}-{labels['pod-template-hash']}-{shop.word(scenario + app + 'p', 5)}"
        pod = w.pod("gloo-mesh", app, names[app], ip, "worker-a" if ip.startswith("10.42.1") else "worker-b", labels, [box], [w.status(box, created, restarts=restarts)], created)
        w.deployment([pod], app, labels, [box])
    w.service("gloo-mesh", "gloo-mesh-mgmt-server", "10.43.50.9", 9900, {"app": "gloo-mesh-mgmt-server"}, port_name="grpc", pods=[w.of("Pod", ns="gloo-mesh")[0]])
    ca = pki.ca("relay root " + scenario, "2025-09-03T05:00:00Z", "2035-09-01T05:00:00Z", organisation="gloo-mesh", common="relay-root")
    server = pki.leaf("relay server " + scenario, None, "2025-09-03T05:00:00Z", end, ca, dns="gloo-mesh-mgmt-server.gloo-mesh")
    w.secret("gloo-mesh", "relay-root-tls-secret", {"ca.crt": kube.b64(pki.pem(ca))}, created=kube.parse("2025-09-03T05:01:00Z"))
    w.secret("gloo-mesh", "relay-server-tls-secret", {"ca.crt": kube.b64(pki.pem(ca)), "tls.crt": kube.b64(pki.pem(server)), "tls.key": "REDACTED"}, "kubernetes.io/tls",
             created=kube.parse("2025-09-03T05:01:00Z"))
    for cluster in ("mgmt", "east"):
        w.add({"apiVersion": "admin.gloo.solo.io/v2", "kind": "KubernetesCluster", "metadata": w.meta("KubernetesCluster", cluster, "gloo-mesh", generation=1), "spec": {"clusterDomain": "cluster.local"}})
    c.write("pods.yaml", kube.as_yaml(w.of("Pod")))
    c.write("deployments.yaml", kube.as_yaml(w.of("Deployment")))
    c.write("secrets.yaml", kube.as_yaml(w.of("Secret")))
    c.write("kubernetesclusters.yaml", kube.as_yaml(w.of("KubernetesCluster")))
    c.write("pods.txt", w.pods_table())
    error = ('connection error: desc = \\"transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: '
             "current time {now} is after " + end + '\\"')
    c.write(f"logs/{names['gloo-mesh-agent']}.log", "".join(
        json.dumps({"level": "error" if i % 2 else "warn", "ts": kube.stamp(t), "logger": "relay-client", "caller": "client/client.go:214",
                    "msg": "failed to connect to relay server, retrying", "server": "gloo-mesh-mgmt-server.gloo-mesh:9900", "err": "rpc error: code = Unavailable desc = " + error.replace(
                        '\\"', '"').format(now=kube.stamp(t))}) + "\n" for i, t in enumerate(now - timedelta(seconds=148 - 16 * k) for k in range(9))))
    c.write(f"metrics/{names['gloo-mesh-mgmt-server']}.prom", "".join(
        f"# HELP {metric} {text}.\n# TYPE {metric} gauge\n" + "".join(f'{metric}{{cluster="{cluster}"}} 0\n' for cluster in ("east", "mgmt")) for metric, text in (
            ("relay_pull_clients_connected", "Relay clients that are connected for pulling"), ("relay_push_clients_connected", "Relay clients that are connected for pushing"))))
    c.write("meshctl-check.txt", "🟢 License status\n\n🟢 CRD version check\n\n🟢 Gloo deployment status\n\nNamespace | Name                  | Ready | Status\ngloo-mesh | gloo-mesh-agent       | 1/1   | Healthy\n"
            "gloo-mesh | gloo-mesh-mgmt-server | 1/1   | Healthy\ngloo-mesh | gloo-mesh-redis       | 1/1   | Healthy\n\n🔴 Mgmt server connectivity to workload agents\n\n"
            "Cluster | Registered | Connected Pod\neast    | true       | not connected\nmgmt    | true       | not connected\n")
    c.label("gloo", "The certificate of the relay server was made by hand a year ago and ended at 05:00 today. The agents of all clusters refuse it: they are disconnected, and no change of policies or routes reaches "
            "a cluster any more, though all pods are ready and traffic goes on.", "gloo-relay-cert-expired", WRITTEN, SIMULATED + "; texts of the agent are written by hand",
            report_under=["gloo-agent-disconnected", "gloo-agent-not-warmed", "gloo-policy-not-applied"],
            distractors=["gloo-mgmt-server-down", "gloo-redis-unavailable", "gloo-cluster-not-registered", "gloo-license-expired", "clock-skew", "gloo-root-trust-not-propagated", "gateway-tls-certificate-expired"],
            must_not=NO_MASS_RESTART, subject=("gloo-mesh", "Secret", "relay-server-tls-secret"), decisive=[
                (f"logs/{names['gloo-mesh-agent']}.log", "certificate has expired"), (f"metrics/{names['gloo-mesh-mgmt-server']}.prom", "relay_pull_clients_connected{"), ("secrets.yaml", "relay-server-tls-secret")])


def memory_growth():
    scenario = "envoy-memory-growth-over-days"
    now = kube.parse("2026-07-22T13:00:00Z")
    w, c, pods, made, _ = shop_world(scenario, now, ("worker-a", "worker-b"))
    services(w, made)
    for pod in made.values():
        next(b for b in pod["spec"]["containers"] if b["name"] == "istio-proxy")["resources"]["limits"]["memory"] = "2Gi"
    epoch = int((now - kube.parse("1970-01-01T00:00:00Z")).total_seconds())
    hours = range(-144, 1, 4)
    def series(metric, value, shorts, **labels):
        result = [{"metric": {"__name__": metric, "namespace": "shop", "pod": pods[s]["name"], **labels}, "values": [[epoch + 3600 * h, str(value(s, h))] for h in hours]} for s in shorts]
        return json.dumps({"status": "success", "data": {"resultType": "matrix", "result": result}}) + "\n"
    wave = lambda h: (h * 7919 % 13) - 6
    used = lambda s, h: int(((1290 + 7.6 * h) if s == "frontend" else 58 if s == "cart" else 61) * 1048576 + wave(h) * 90000)
    c.write("prometheus/working-set.json", series("container_memory_working_set_bytes", used, ("frontend", "cart", "payments"), container="istio-proxy", node="worker-a"))
    c.write("prometheus/connections.json", series("envoy_server_total_connections", lambda s, h: 118 + wave(h), ("frontend",)))
    allocated = lambda h: int((1187 + 7.6 * h) * 1048576)
    for at, h in (("first", -6), ("second", 0)):
        c.write(f"envoy/{pods['frontend']['name']}/{at}/memory.json", json.dumps({
            "allocated": str(allocated(h)), "heap_size": str(allocated(h) + 71303168), "pageheap_unmapped": "18153472", "pageheap_free": "9437184", "total_thread_cache": "6291456",
            "total_physical_bytes": str(allocated(h) + 92274688)}, indent=1) + "\n")
    c.write("pods.yaml", kube.as_yaml(w.of("Pod", ns="shop")))
    c.write("pods.txt", w.pods_table())
    c.write("top-pod.txt", kube.table([("POD", "NAME", "CPU(cores)", "MEMORY(bytes)")] + [(pods[s]["name"], "istio-proxy", cpu, f"{used(s, 0) // 1048576}Mi") for s, cpu in (
        ("frontend", "88m"), ("cart", "21m"), ("payments", "19m"))]))
    c.label("istio-sidecar", "The sidecar of frontend has grown by some 180 MiB a day for six days, in a straight line, with the same hundred connections; those of cart and payments are level. It will reach its limit of 2Gi "
            "in about four days. Nothing fails yet.", "envoy-memory-growth", WRITTEN, SIMULATED, report_under=["proxy-oomkilled", "node-memory-pressure"],
            distractors=["proxy-config-oversized", "node-not-ready", "istiod-oomkilled", "overload-manager-shed", "linkerd-proxy-oomkilled"],
            may_mention=["envoy-stats-cardinality"], must_not=NO_RESTART[:2], subject=("shop", "Pod", pods["frontend"]["name"]), decisive=[
                ("prometheus/working-set.json", pods["frontend"]["name"]), ("top-pod.txt", "1289Mi"), (f"envoy/{pods['frontend']['name']}/second/memory.json", "allocated")],
            unknown=["What fills the memory: no statistics, configuration or version notes are captured."])


SCENARIOS = {"ambient-networkpolicy-without-hbone": hbone, "consul-intention-deny": intention, "gloo-relay-certificate-expired": relay, "envoy-memory-growth-over-days": memory_growth}
