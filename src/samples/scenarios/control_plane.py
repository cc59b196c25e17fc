"""Faults of istiod, of what it sends and of what it injects."""

from datetime import timedelta

from lab import istio, kube, shop
from lab.capture import NO_RESTART, NOT_REAL, REAL_ENVOY, Recording, line, merge
from .shopworld import Shop

BROKEN_MESH = istio.MESH.replace("""defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
""", """defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
    holdApplicationUntilProxyStarts: true
""")
MESH_ERROR = "failed to convert to proto. error converting YAML to JSON: yaml: line 4: mapping values are not allowed in this context"


def istiod_crashloop():
    name = "istiod-crashloop-mesh-config"
    r = Recording(name)
    now = r.end + timedelta(seconds=31)
    gone = r.time("istiod-gone")
    last = (now - timedelta(seconds=26), now - timedelta(seconds=24))
    s = Shop(name, later=31, mesh=BROKEN_MESH, istiod={
        "created": gone - timedelta(seconds=19), "ready": False, "restarts": 5,
        "state": ("waiting", "CrashLoopBackOff", "back-off 1m20s restarting failed container=discovery pod=istiod"),
        "last": ("Error", 255, *last)})
    w, c = s.w, s.c
    istiod = s.istiod
    since = int((now - gone).total_seconds())
    status = istiod["status"]["containerStatuses"][0]
    status["state"]["waiting"]["message"] = (f"back-off 1m20s restarting failed container=discovery pod={s.istiod_name}_istio-system"
                                             f"({istiod['metadata']['uid']})")
    status["restartCount"] = 4
    w.config_map("istio-system", "istio-leader", {}, labels={"istio.io/rev": "default"})
    w.start_events(istiod)
    w.event("istio-system", "Pod", s.istiod_name, "BackOff", f"Back-off restarting failed container discovery in pod {s.istiod_name}"
            f"_istio-system({istiod['metadata']['uid']})", {"seconds": since - 12}, {"seconds": 9}, 11, "Warning", host="worker-a",
            path="spec.containers{discovery}")
    w.event("istio-system", "Pod", s.istiod_name, "Unhealthy", 'Readiness probe failed: Get "http://10.42.1.5:8080/ready": dial tcp 10.42.1.5:8080: '
            "connect: connection refused", {"seconds": since}, {"seconds": 25}, 5, "Warning", host="worker-a", path="spec.containers{discovery}")
    hook = ('Error creating: Internal error occurred: failed calling webhook "namespace.sidecar-injector.istio.io": failed to call webhook: '
            'Post "https://istiod.istio-system.svc:443/inject?timeout=10s": ')
    for workload, template in (("catalog-v2", shop.word(name + "n1", 10)), ("payments", shop.word(name + "n2", 10))):
        pod = s.made[workload]
        rs = f"{workload}-{template}"
        w.event("shop", "Deployment", workload, "ScalingReplicaSet", f"Scaled up replica set {rs} from 0 to 1", {"seconds": 68},
                component="deployment-controller")
        w.event("shop", "ReplicaSet", rs, "FailedCreate", hook + "dial tcp 10.42.1.5:15017: connect: connection refused", {"seconds": 68},
                {"seconds": 66}, 3, "Warning", component="replicaset-controller")
        w.event("shop", "ReplicaSet", rs, "FailedCreate", hook + 'no endpoints available for service "istiod"', {"seconds": 64},
                {"seconds": 7}, 9, "Warning", component="replicaset-controller")
        deployment = next(d for d in w.of("Deployment", ns="shop") if d["metadata"]["name"] == workload)
        deployment["status"]["conditions"].append({
            "lastTransitionTime": kube.stamp(now - timedelta(seconds=66)), "lastUpdateTime": kube.stamp(now - timedelta(seconds=66)),
            "message": hook[len("Error creating: "):] + 'no endpoints available for service "istiod"', "reason": "FailedCreate",
            "status": "True", "type": "ReplicaFailure"})
        deployment["status"].update(updatedReplicas=0, unavailableReplicas=1)
    istio.catalog_rules(w)
    # as kubectl cluster-info dump --output-directory leaves it
    kinds = {"pods": ("PodList", "Pod", "v1"), "services": ("ServiceList", "Service", "v1"),
             "deployments": ("DeploymentList", "Deployment", "apps/v1"), "replicasets": ("ReplicaSetList", "ReplicaSet", "apps/v1")}
    c.write("cluster-info/nodes.json", kube.as_dump("NodeList", w.of("Node")))
    for ns in ("shop", "istio-system"):
        for file, (kind, one, version) in kinds.items():
            c.write(f"cluster-info/{ns}/{file}.json", kube.as_dump(kind, w.of(one, ns=ns), version))
        c.write(f"cluster-info/{ns}/events.json", kube.as_dump("EventList", [
            e for e in w.event_objects() if e["metadata"]["namespace"] == ns]))
    c.write(f"cluster-info/istio-system/{s.istiod_name}/logs.txt", crash_log(now - timedelta(seconds=26)))
    c.write("istiod-previous.log", crash_log(now - timedelta(seconds=26)))
    c.write("configmap-istio.yaml", kube.to_yaml(next(m for m in w.of("ConfigMap") if m["metadata"]["name"] == "istio")))
    s.objects("webhooks.yaml", kube.as_yaml, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
    c.write("pods.txt", w.pods_table())
    c.write("proxy-status.txt", "Error: no running Istio pods in \"istio-system\"\n")
    for short in ("frontend", "cart"):
        pod = r.pods[short]
        agent = "".join(line(gone + timedelta(seconds=d), level, text, "xdsproxy") for d, level, text in [
            (0.3, "warn", "upstream terminated with unexpected error rpc error: code = Unavailable desc = error reading from server: EOF\tid=7")] + [
            (0.8 + 11 * i, "warn", "failed to connect to upstream istiod.istio-system.svc:15012: rpc error: code = Unavailable desc = connection error: "
             'desc = "transport: Error while dialing: dial tcp 10.43.7.15:15012: connect: connection refused"') for i in range(8)])
        c.write(f"proxies/{pod['name']}.shop/istio-proxy.log", merge(agent, r.log(short)))
        c.pages(r, short, ("stats.txt", "certs.json", "ready.txt"))
    c.label("istio-sidecar", "Somebody indented a line of the mesh ConfigMap wrongly. Nothing happened until istiod was moved to another node; since then it exits at "
            "once, the injection webhook has no endpoint, new pods cannot be created and the proxies have lost their stream. Running pods still serve: "
            "all calls are 200.", "istiod-bad-mesh-config", REAL_ENVOY + "; Envoy's own lines about the closed stream and its counters",
            NOT_REAL + " Whether this version of istiod exits on such a file or falls back is not proven: the text of its log is written by hand.",
            acceptable=["istiod-bad-mesh-config", "istiod-crashloop"],
            report_under=["istiod-crashloop", "istiod-unavailable", "injection-webhook-no-endpoints", "pods-cannot-be-created", "proxy-not-connected",
                          "proxy-stale-xds"],
            distractors=["injection-webhook-cabundle-mismatch", "istiod-oomkilled", "apiserver-unavailable", "networkpolicy-blocks-traffic",
                         "validation-webhook-missing", "xds-port-blocked"],
            must_not=NO_RESTART + [r"(?i)failurePolicy[^\n]*Ignore[^\n]*permanent"], subject=("istio-system", "ConfigMap", "istio"),
            decisive=[("istiod-previous.log", "Error: failed to create discovery service"), ("configmap-istio.yaml", "    holdApplicationUntilProxyStarts"),
                      ("pods.txt", "CrashLoopBackOff"), ("cluster-info/shop/events.json", "no endpoints available")])


def crash_log(t):
    return (line(t, "info", 'FLAG: --domain="cluster.local"') + line(t, "info", 'FLAG: --meshConfig="./etc/istio/config/mesh"')
            + line(t + timedelta(milliseconds=3), "info", "initializing Istiod admin server")
            + line(t + timedelta(milliseconds=4), "info", "starting HTTP service at [::]:8080")
            + line(t + timedelta(milliseconds=1106), "info", "initializing mesh configuration ./etc/istio/config/mesh")
            + line(t + timedelta(milliseconds=1108), "error", f"failed to read mesh configuration: {MESH_ERROR}")
            + f"Error: failed to create discovery service: error initializing mesh config: {MESH_ERROR}\n")


LUA = """function envoy_on_request(request_handle)
  local tenant = request_handle:headers():get("x-tenant")
  if tenant == nil the
    request_handle:respond({[":status"] = "400"}, "no tenant")
  end
end
"""


def xds_nack():
    name = "xds-nack-envoyfilter"
    s = Shop(name, native=True)
    w, c, r = s.w, s.c, s.r
    applied = r.time("applied")
    istio.catalog_rules(w)
    istio.resource(w, "EnvoyFilter", "shop", "require-tenant", {
        "workloadSelector": {"labels": {"app": "cart"}},
        "configPatches": [{"applyTo": "HTTP_FILTER", "match": {
            "context": "SIDECAR_INBOUND", "listener": {"filterChain": {"filter": {"name": "envoy.filters.network.http_connection_manager"}}}},
            "patch": {"operation": "INSERT_FIRST", "value": {"name": "envoy.filters.http.lua", "typed_config": {
                "@type": "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua", "default_source_code": {"inline_string": LUA}}}}}]},
        api="networking.istio.io/v1alpha3", created=applied)
    cart = r.pods["cart"]
    rejection = r.meta["rejections"][cart["name"]][0]
    text = rejection["message"].strip()
    s.objects("objects.json", kube.as_json, "Node", "Namespace", "Service", "EndpointSlice", "EnvoyFilter", "VirtualService", "DestinationRule")
    s.objects("pods.yaml", kube.as_yaml, "Pod")
    c.write("proxy-status-v1.txt", istio.proxy_status_verbose(s.mesh_pods, s.istiod_name, s.version, {"cart": {"LDS": "ERROR (23s)"}}, "24s"))
    c.write("syncz.json", r.syncz())
    c.write("analyze.txt", istio.analyze_log([istio.not_injected("default")]))
    log = [line_.rstrip("\n") for line_ in (
        line(applied + timedelta(milliseconds=110), "info", "Push debounce stable[41] 1 for config EnvoyFilter/shop/require-tenant: 100.3ms since last "
             "change, 100.3ms since last push, forced=true", "ads"),
        line(applied + timedelta(milliseconds=112), "info", f"XDS: Pushing Services:14 ConnectedEndpoints:5 Version:{kube.stamp(applied)}/2", "ads"))]
    for pod in s.mesh_pods:
        log.append(line(applied + timedelta(milliseconds=120), "info", f"LDS: PUSH for node:{pod['name']}.shop resources:3 removed:0 size:24.9kB", "delta").rstrip())
    log.append(line(kube.datetime.fromisoformat(rejection["time"][:26]), "warn", f"ADS:LDS: ACK ERROR {cart['name']}.shop-14 Internal:{text}", "delta").rstrip())
    c.write("istiod.log", "\n".join(log) + "\n")
    c.write("istiod-metrics.prom", f"""# TYPE pilot_total_xds_rejects counter
pilot_total_xds_rejects{{type="lds"}} 1
# TYPE pilot_xds_lds_reject gauge
pilot_xds_lds_reject{{err="Internal",node="{cart['name']}.shop"}} 1
# TYPE pilot_xds gauge
pilot_xds{{version="{s.version}"}} 5
# TYPE istiod_uptime_seconds gauge
istiod_uptime_seconds 1055123.4
""")
    c.pages(r, "cart", ("stats.txt", "clusters.txt", "config_dump.json", "listeners.txt", "certs.json", "ready.txt"))
    c.pages(r, "frontend", ("stats.txt", "certs.json"))
    s.log("cart")
    s.log("frontend")
    c.label("istio-sidecar", "An EnvoyFilter with a typing error in its Lua code (the for then) was applied half a minute ago. The cart proxy refuses the inbound "
            "listener and keeps the old one: calls are still 200, but no later change of that listener will arrive, and a new pod would not become ready.",
            "xds-nack", REAL_ENVOY + "; the rejection, its texts, counters and error_state over gRPC, and syncz", subject=("shop", "EnvoyFilter", "require-tenant"),
            must_not=NO_RESTART, distractors=["envoyfilter-broken-after-upgrade", "envoyfilter-wrong-operation", "proxy-stale-xds", "proxy-version-skew",
                                              "istiod-unavailable", "wasm-fetch-failed"], report_under=["proxy-stale-xds"],
            decisive=[("istiod.log", "ACK ERROR"), (f"proxies/{cart['name']}.shop/istio-proxy.log", "config rejected"),
                      (f"proxies/{cart['name']}.shop/stats.txt", "listener_manager.lds.update_rejected"), ("proxy-status-v1.txt", "ERROR")])


def not_injected():
    name = "sidecar-not-injected-strict-mtls"
    old, rev = "1-29-4", "1-31-2"
    s = Shop(name, namespaces=("shop", "reports"), revision=rev, labels={
        "reports": {"istio.io/rev": old}, "shop": {"istio.io/rev": rev}})
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    istio.peer_authentication(w, "istio-system", mode="STRICT")
    for kind, file in (("Namespace", "namespaces"), ("Service", "services"), ("Deployment", "deployments"), ("PeerAuthentication", "peerauthentications"),
                       ("MutatingWebhookConfiguration", "mutatingwebhookconfigurations")):
        s.objects(f"kubectl/{file}.yaml", kube.as_yaml, kind)
    s.objects("kubectl/pods.json", kube.as_json, "Pod")
    c.write("kubectl/pods.txt", w.pods_table())
    s.objects("kubectl/destinationrules-virtualservices.yaml", kube.as_yaml, "DestinationRule", "VirtualService")
    c.write("istioctl/tag-list.txt", "TAG  REVISION  NAMESPACES\n")
    c.write("istioctl/analyze.json", istio.analyze_json([istio.not_injected("default")]))
    c.write("istioctl/proxy-status.txt", istio.proxy_status_plain(s.mesh_pods, s.istiod_name, s.version))
    exporter = r.pods["exporter"]
    t = r.end - timedelta(seconds=12)
    c.write(f"logs/{exporter['name']}.log", "".join(
        (t + timedelta(seconds=0.33 * i)).strftime("%Y-%m-%d %H:%M:%S,%f")[:-3] + f" ERROR exporter GET http://{host}.shop:8080/internal/export failed: "
        "httpx.ReadError: [Errno 104] Connection reset by peer\n" for i, host in enumerate(["cart"] * 9 + ["payments"] * 9)))
    for short in ("cart", "payments", "frontend"):
        s.log(short, f"logs/{r.pods[short]['name']}.istio-proxy.log")
        c.pages(r, short, ("stats.txt", "certs.json"), f"envoy/{r.pods[short]['name']}")
    c.label("istio-sidecar", "Namespace reports still carries the label of revision 1-29-4, which was removed after the upgrade, so its pods start without a sidecar. The mesh "
            "is STRICT: the plaintext calls of the exporter are refused by the proxies of cart and payments. All meshed calls are 200.",
            "revision-tag-mismatch", REAL_ENVOY + "; the plaintext calls and the log lines of their refusal",
            acceptable=["revision-tag-mismatch", "sidecar-not-injected"], report_under=["sidecar-not-injected", "mtls-strict-plaintext-client", "metrics-missing"],
            distractors=["destinationrule-tls-conflict", "authz-policy-deny", "injection-webhook-no-endpoints", "networkpolicy-blocks-traffic"],
            must_not=NO_RESTART[:2] + [r"(?i)mode: (PERMISSIVE|DISABLE)[^\n]*(permanent|mesh-wide)", r"(?i)rollout restart[^\n]*-n shop"],
            subject=("reports", "Namespace", "reports"), decisive=[
                ("kubectl/namespaces.yaml", f"istio.io/rev: {old}"), ("kubectl/mutatingwebhookconfigurations.yaml", f"- {rev}"),
                (f"logs/{r.pods['cart']['name']}.istio-proxy.log", "filter_chain_not_found")])


def cut_off():
    name = "xds-cut-off-by-networkpolicy"
    r = Recording(name)
    applied, replaced = r.time("policy"), r.time("replaced")
    s = Shop(name, namespaces=("shop", "web"), skip=("cart",))
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    storefront = shop.pod(name, "web", "storefront", "10.42.1.40", "worker-a")
    istio.workload(w, storefront, s.version)
    w.service("web", "storefront", "10.43.30.12", 8080, {"app": "storefront"}, pods=[w.of("Pod", ns="web")[0]])
    cart = dict(shop.pod(name + "2", "shop", "cart", "10.42.2.44", "worker-b"))
    new = istio.workload(w, cart, s.version, created=replaced, proxy={"ready": False})
    deployment = next(d for d in w.of("Deployment", ns="shop") if d["metadata"]["name"] == "cart")
    deployment["spec"]["strategy"] = {"type": "Recreate"}
    w.objects = [o for o in w.objects if not (o["kind"] in ("Service", "EndpointSlice") and o["metadata"]["name"].startswith("cart"))]
    w.service("shop", "cart", "10.43.81.7", 8080, {"app": "cart"}, pods=[new])
    w.start_events(new)
    since = int((s.now - replaced).total_seconds())
    w.event("shop", "Pod", cart["name"], "Unhealthy", "Startup probe failed: HTTP probe failed with statuscode: 503", {"seconds": since - 5}, {"seconds": 2}, since - 8,
            "Warning", host="worker-b", path="spec.containers{istio-proxy}")
    w.add({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": w.meta("NetworkPolicy", "restrict-egress", "shop", created=applied, generation=1), "spec": {
        "podSelector": {}, "policyTypes": ["Egress"], "egress": [{"to": [{"podSelector": {}}]}, {
            "to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}], "ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]}]}})
    s.objects("namespaces.yaml", kube.as_yaml, "Namespace")
    s.objects("networkpolicies.yaml", kube.as_yaml, "NetworkPolicy")
    s.objects("pods.yaml", kube.as_yaml, "Pod")
    s.objects("services.yaml", kube.as_yaml, "Service", "EndpointSlice")
    s.objects("deployments.yaml", kube.as_yaml, "Deployment")
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("events.txt", w.events_command())
    c.write("proxy-status.txt", istio.proxy_status_plain([storefront], s.istiod_name, s.version))
    dial = 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.43.7.15:15012: i/o timeout"'
    for short in ("frontend", "payments"):
        pod = r.pods[short]
        agent = line(applied + timedelta(seconds=31), "warn", "upstream terminated with unexpected error rpc error: code = Unavailable desc = keepalive ping failed to receive ACK "
                     "within timeout\tid=2", "xdsproxy") + "".join(
            line(applied + timedelta(seconds=52 + 21 * i), "warn", f"failed to connect to upstream istiod.istio-system.svc:15012: {dial}", "xdsproxy") for i in range(5))
        c.write(f"proxies/{pod['name']}.shop/istio-proxy.log", merge(agent, r.log(short)))
        c.pages(r, short, ("stats.txt", "clusters.txt", "certs.json", "ready.txt"))
    start = replaced + timedelta(seconds=3)
    agent = istio.agent_log(cart, start, s.version, certificate="none")
    t = start + timedelta(seconds=11)
    while t < s.now - timedelta(seconds=3):
        agent += line(t, "warn", f"ca request failed, starting attempt 1 in 97.331ms", "ca")
        agent += line(t + timedelta(seconds=0.2), "error", f"failed to sign CSR: create certificate: {dial}", "citadelclient")
        agent += line(t + timedelta(seconds=1), "warn", "Envoy proxy is NOT ready: config not received from XDS server (is Istiod running?): cds updates: 0 successful, "
                      "0 rejected; lds updates: 0 successful, 0 rejected")
        t += timedelta(seconds=13)
    c.write(f"proxies/{cart['name']}.shop/istio-proxy.log", agent)
    frontend = f"proxies/{r.pods['frontend']['name']}.shop"
    c.label("istio-sidecar", "A NetworkPolicy now lets the pods of shop out only to each other and to DNS, not to istiod. Three symptoms follow: the proxies of shop are missing from proxy-status and keep what they "
            "have; the new pod of cart gets neither certificate nor configuration and stays unready; frontend still sends to the address of cart's old pod and gets 503 URX,UF no route to host. istiod is "
            "well, storefront in namespace web is connected to it.", "xds-port-blocked",
            REAL_ENVOY + "; the lost stream, Envoy's lines about it, the calls to the address that is gone",
            NOT_REAL + " The control plane refused the streams with the text of a dial timeout; no CNI ran.",
            report_under=["proxy-not-connected", "proxy-stale-xds", "proxy-not-ready", "no-ready-endpoints", "endpoint-unreachable", "upstream-connection-failure", "retry-storm", "workload-csr-rejected",
                          "istio-csr-failure", "networkpolicy-blocks-traffic", "downstream-disconnect", "connect-timeout-retries-30s", "pod-startup-network-failure"],
            distractors=["istiod-unavailable", "istiod-crashloop", "istiod-ca-not-issuing", "coredns-down", "node-not-ready", "networkpolicy-blocks-dns", "pod-crashloop-app"],
            must_not=NO_RESTART + [r"(?i)rollout restart[^\n]*istiod", r"(?i)delete networkpolicy[^\n]*--all"], subject=("shop", "NetworkPolicy", "restrict-egress"), decisive=[
                ("networkpolicies.yaml", "name: restrict-egress"), (f"{frontend}/istio-proxy.log", "15012: i/o timeout"), (f"{frontend}/istio-proxy.log", "No_route_to_host"),
                ("proxy-status.txt", "storefront"), (f"proxies/{cart['name']}.shop/istio-proxy.log", "config not received")])


SCENARIOS = {"istiod-crashloop-mesh-config": istiod_crashloop, "xds-nack-envoyfilter": xds_nack, "sidecar-not-injected-strict-mtls": not_injected,
             "xds-cut-off-by-networkpolicy": cut_off}
