"""Faults below the mesh: a node without memory, a name service without endpoints, a clock that is wrong."""

from datetime import timedelta

from lab import istio, kube, linkerd, shop
from lab.capture import NO_MASS_RESTART, NO_RESTART, Capture
from .linkerd import Orders, name as named
from .shopworld import root_of_the_mesh

WRITTEN = "nothing but the certificates; forms and texts follow kubectl 1.33, Istio 1.31 and Linkerd edge-26.8"
SIMULATED = "all objects, events, tables, metrics and logs"


def shop_world(scenario, now, nodes, unlimited=False, namespaces=("shop",)):
    """The shop of shop.py without recorded proxies; unlimited: sidecars without a memory limit."""
    w = kube.World(scenario, now, nodes)
    root = root_of_the_mesh(scenario)
    istiod = istio.control_plane(w, shop.ISTIO, root, namespaces=namespaces)
    for ns in ("default", "kube-system", *namespaces):
        w.namespace(ns, {"istio-injection": "enabled"} if ns in namespaces else None)
    pods, _ = shop.shop(scenario)
    made = {}
    for short, pod in pods.items():
        made[short] = istio.workload(w, pod, shop.ISTIO)
        if unlimited:
            sidecar = next(c for c in made[short]["spec"]["containers"] if c["name"] == "istio-proxy")
            sidecar["resources"] = {"requests": {"cpu": "100m", "memory": "128Mi"}}
    return w, Capture(scenario, w.now), pods, made, istiod


def services(w, made, ready=None):
    for app, ip, shorts in (("frontend", "10.43.14.31", ["frontend"]), ("cart", "10.43.81.7", ["cart"]), ("catalog", "10.43.122.90", ["catalog-v1", "catalog-v2"]),
                            ("payments", "10.43.201.16", ["payments"])):
        w.service("shop", app, ip, 8080, {"app": app}, pods=[made[s] for s in shorts if s in made])


def node_memory():
    scenario = "node-memory-unlimited-proxies"
    now = kube.parse("2026-10-06T03:41:18Z")
    w, c, pods, made, _ = shop_world(scenario, now, ("worker-a", "worker-b"), unlimited=True)
    since = now - timedelta(minutes=11)
    node = next(n for n in w.of("Node") if n["metadata"]["name"] == "worker-b")
    for condition in node["status"]["conditions"]:
        if condition["type"] == "MemoryPressure":
            condition.update(status="True", reason="KubeletHasInsufficientMemory", message="kubelet has insufficient memory available", lastTransitionTime=kube.stamp(since))
    node["spec"]["taints"] = [{"effect": "NoSchedule", "key": "node.kubernetes.io/memory-pressure", "timeAdded": kube.stamp(since)}]
    for short, minutes, used in (("cart", 9, "3108244Ki"), ("payments", 7, "2988120Ki")):
        pod = made[short]
        text = (f"The node was low on resource: memory. Threshold quantity: 100Mi, available: 68412Ki. Container istio-proxy was using {used}, request is 128Mi, "
                "has larger consumption of memory. ")
        pod["status"] = {"phase": "Failed", "reason": "Evicted", "message": text, "startTime": pod["status"]["startTime"], "qosClass": "Burstable",
                         "hostIP": pod["status"]["hostIP"], "podIP": pod["status"]["podIP"], "podIPs": pod["status"]["podIPs"], "conditions": [
                             {"lastProbeTime": None, "lastTransitionTime": kube.stamp(now - timedelta(minutes=minutes)), "message": text, "reason": "TerminationByKubelet",
                              "status": "True", "type": "DisruptionTarget"},
                             {"lastProbeTime": None, "lastTransitionTime": kube.stamp(now - timedelta(minutes=minutes)), "reason": "PodFailed", "status": "False", "type": "Ready"}],
                         "containerStatuses": []}
        w.event("shop", "Pod", pod["metadata"]["name"], "Evicted", text, {"minutes": minutes}, type="Warning", host="worker-b")
        again = shop.pod(scenario + "2", "shop", short, "", "worker-b")
        w.event("shop", "Pod", f"{short}-{pods[short]['labels']['pod-template-hash']}-{again['name'][-5:]}", "FailedScheduling",
                "0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {node.kubernetes.io/memory-pressure: }. preemption: 0/2 nodes are available: "
                "1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.", {"minutes": minutes}, {"seconds": 41}, 4, "Warning", component="default-scheduler")
        deployment = next(d for d in w.of("Deployment", ns="shop") if d["metadata"]["name"] == short)
        deployment["status"] = {"observedGeneration": 2, "replicas": 1, "unavailableReplicas": 1, "updatedReplicas": 1, "conditions": [
            {"lastTransitionTime": kube.stamp(now - timedelta(minutes=minutes)), "lastUpdateTime": kube.stamp(now - timedelta(minutes=minutes)), "status": "False",
             "message": "Deployment does not have minimum availability.", "reason": "MinimumReplicasUnavailable", "type": "Available"}]}
    w.event("default", "Node", "worker-b", "SystemOOM", "System OOM encountered, victim process: envoy, pid: 21877", {"minutes": 12}, {"minutes": 10}, 2, "Warning", host="worker-b")
    w.event("default", "Node", "worker-b", "NodeHasInsufficientMemory", "Node worker-b status is now: NodeHasInsufficientMemory", {"minutes": 11}, host="worker-b")
    w.event("default", "Node", "worker-b", "EvictionThresholdMet", "Attempting to reclaim memory", {"minutes": 11}, {"seconds": 52}, 37, "Warning", host="worker-b")
    services(w, {s: p for s, p in made.items() if s not in ("cart", "payments")})
    c.write("nodes.yaml", kube.as_yaml(w.of("Node")))
    c.write("pods.yaml", kube.as_yaml(w.of("Pod", ns="shop")))
    c.write("deployments.yaml", kube.as_yaml(w.of("Deployment", ns="shop")))
    c.write("services.yaml", kube.as_yaml(w.of("Service", "EndpointSlice", ns="shop")))
    c.write("events.yaml", kube.as_yaml(w.event_objects()))
    c.write("top-pod.txt", kube.table([("NAMESPACE", "POD", "NAME", "CPU(cores)", "MEMORY(bytes)")] + [
        ("shop", pods["catalog-v2"]["name"], "istio-proxy", "71m", "3644Mi"), ("shop", pods["catalog-v2"]["name"], "catalog", "18m", "201Mi"),
        ("shop", pods["frontend"]["name"], "istio-proxy", "39m", "412Mi"), ("shop", pods["catalog-v1"]["name"], "istio-proxy", "33m", "388Mi")]))
    frontend = pods["frontend"]["name"]
    lines = [f'[{kube.stamp(now - timedelta(seconds=150 - 9 * i))[:-1]}.{204 + 13 * i}Z] "GET /v1/carts/{4700 + i} HTTP/1.1" 503 UH no_healthy_upstream - "-" 0 19 0 - "-" "shop-client/2.4" '
             f'"{w.uid(i)}" "cart:8080" "-" outbound|8080||cart.shop.svc.cluster.local - 10.43.81.7:8080 10.42.1.14:{51020 + 4 * i} - default\n' for i in range(16)]
    c.write(f"logs/{frontend}.istio-proxy.log", "".join(lines))
    c.label("istio-sidecar", "The sidecars have no memory limit. On worker-b three of them grew to some three gigabytes each until the node ran out: the kernel killed an Envoy, the kubelet evicted cart and "
            "payments, and worker-a has no room for them. Callers get 503 UH. The node goes down with the proxies again every few weeks.", "node-memory-pressure", WRITTEN, SIMULATED,
            report_under=["no-ready-endpoints", "no-healthy-upstream", "pod-crashloop-app", "proxy-oomkilled", "pods-cannot-be-created", "node-not-ready", "upstream-connection-failure"],
            distractors=["node-disk-pressure", "istiod-unavailable", "outlier-ejection-all-hosts", "dr-missing-subset", "networkpolicy-blocks-traffic"],
            may_mention=["envoy-memory-growth", "envoy-stats-cardinality"], must_not=NO_MASS_RESTART + [r"(?i)delete node\\b"], subject=("", "Node", "worker-b"), decisive=[
                ("nodes.yaml", "KubeletHasInsufficientMemory"), ("events.yaml", "victim process: envoy"), ("events.yaml", "Container istio-proxy was using"), ("top-pod.txt", "3644Mi")],
            unknown=["What fills the proxies: no statistics or memory page of them is captured."])


def coredns():
    scenario = "misleading-dns-outage"
    now = kube.parse("2026-09-17T08:26:40Z")
    w, c, pods, made, istiod = shop_world(scenario, now, ("worker-a", "worker-b"))
    services(w, made)
    died = now - timedelta(seconds=73)
    dns = []
    for i, node in enumerate(w.node_ips):
        template = shop.word(scenario + "coredns", 10)
        box = w.container("coredns", "registry.k8s.io/coredns/coredns:v1.12.1", args=["-conf", "/etc/coredns/Corefile"], resources={
            "limits": {"memory": "170Mi"}, "requests": {"cpu": "100m", "memory": "70Mi"}})
        text = "back-off 5m0s restarting failed container=coredns pod=coredns"
        pod = w.pod("kube-system", "coredns", f"coredns-{template}-{shop.word(scenario + node, 5)}", f"10.42.{i + 1}.3", node, {"k8s-app": "kube-dns", "pod-template-hash": template}, [box],
                    [w.status(box, died, ("waiting", "CrashLoopBackOff", text), False, 11, ("Error", 1, died - timedelta(seconds=1), died))], now - timedelta(days=41))
        dns.append(pod)
        w.event("kube-system", "Pod", pod["metadata"]["name"], "BackOff", f"Back-off restarting failed container coredns in pod {pod['metadata']['name']}_kube-system({pod['metadata']['uid']})",
                {"minutes": 33}, {"seconds": 12 + i}, 148, "Warning", host=node, path="spec.containers{coredns}")
    w.service("kube-system", "kube-dns", "10.43.0.10", 53, {"k8s-app": "kube-dns"}, port_name="dns-tcp", pods=dns)
    service = w.of("Service", ns="kube-system")[0]
    service["metadata"]["labels"] = {"k8s-app": "kube-dns", "kubernetes.io/name": "CoreDNS"}
    w.config_map("kube-system", "coredns", {"Corefile": """.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
    }
    forward . 10.240.0.2
    cache 30
    loop
    reload
    loadbalence
}
"""})
    c.write("pods.yaml", kube.as_yaml(w.of("Pod")))
    c.write("services.yaml", kube.as_yaml(w.of("Service", "EndpointSlice")))
    c.write("coredns-configmap.yaml", kube.to_yaml(w.of("ConfigMap", ns="kube-system")[0]))
    c.write("pods.txt", w.pods_table())
    c.write("events.txt", w.events_command())
    c.write("proxy-status.txt", istio.proxy_status_plain(list(pods.values()), istiod["metadata"]["name"], shop.ISTIO))
    crash = "/etc/coredns/Corefile:13 - Error during parsing: Unknown directive 'loadbalence'\n"
    c.write(f"logs/{dns[0]['metadata']['name']}.previous.log", crash)
    c.write(f"logs/{dns[1]['metadata']['name']}.previous.log", crash)
    app = "".join((now - timedelta(seconds=118 - 7 * i)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + f"Z ERROR {text}\n" for i, text in enumerate(
        ["GET http://cart:8080/v1/carts/4711: dial tcp: lookup cart on 10.43.0.10:53: read udp 10.42.1.14:41733->10.43.0.10:53: read: connection refused"] * 8
        + ["POST http://payments:8080/v1/authorize: dial tcp: lookup payments on 10.43.0.10:53: read udp 10.42.1.14:39011->10.43.0.10:53: read: connection refused"] * 8))
    c.write(f"logs/{pods['frontend']['name']}.frontend.log", app)
    c.write(f"logs/{pods['frontend']['name']}.istio-proxy.log", "".join(
        f'[{kube.stamp(now - timedelta(minutes=36, seconds=-3 * i))[:-1]}.{118 + 31 * i}Z] "GET /v1/carts/4711 HTTP/1.1" 200 - via_upstream - "-" 0 45 {4 + i} {3 + i} "-" "shop-client/2.4" '
        f'"{w.uid(i)}" "cart:8080" "10.42.2.21:8080" outbound|8080||cart.shop.svc.cluster.local 10.42.1.14:51830 10.43.81.7:8080 10.42.1.14:{51490 + i} - default\n' for i in range(6)))
    c.label("istio-sidecar", "frontend reports that cart and payments cannot be reached, and the mesh is suspected. It is not the mesh: half an hour ago a typing error went into the Corefile, both CoreDNS pods "
            "crash-loop and kube-dns has no endpoint. Callers fail before they connect, so the sidecar's log simply ends, without one error; proxies are connected and pods are ready.",
            "coredns-down", WRITTEN, SIMULATED, report_under=["dns-resolution-failure", "no-ready-endpoints", "pod-crashloop-app", "envoy-upstream-dns-failure"],
            distractors=["networkpolicy-blocks-dns", "istiod-unavailable", "xds-port-blocked", "endpoint-connection-refused", "apiserver-unavailable", "dns-5s-delay", "proxy-not-connected"],
            must_not=NO_RESTART[:2] + [r"rollout restart[^\n]*-n (shop|istio-system)"], subject=("kube-system", "Deployment", "coredns"), decisive=[
                (f"logs/{dns[0]['metadata']['name']}.previous.log", "Unknown directive"), ("pods.txt", "CrashLoopBackOff"), (f"logs/{pods['frontend']['name']}.frontend.log", "lookup cart"),
                ("coredns-configmap.yaml", "loadbalence")])


def clock():
    scenario = "clock-skew-one-node"
    now = kube.parse("2026-08-27T14:09:55Z")
    behind = timedelta(minutes=47, seconds=12)
    s = Orders(scenario, now, ("2026-06-02T07:12:44Z", "2027-06-02T07:12:44Z"), {"api": {"created": now - timedelta(minutes=9)}, "api2": {"created": now - timedelta(minutes=8)},
                                                                                 "stock": {"created": now - timedelta(days=5)}})
    w, c = s.w, s.c
    caller = s.stock  # on worker-b, calls api for prices
    for node in w.of("Node"):
        if node["metadata"]["name"] == "worker-b":
            for condition in node["status"]["conditions"]:
                condition["lastHeartbeatTime"] = kube.stamp(now - behind - timedelta(seconds=28))
    w.event("default", "Node", "worker-b", "Rebooted", "Node worker-b has been rebooted, boot id: 7d0f7c55-3a0d-4a4e-a8c5-2a8f6f3c7d10", {"hours": 2}, host="worker-b", type="Warning")
    c.write("nodes.yaml", kube.as_yaml(w.of("Node")))
    c.write("leases.yaml", kube.as_yaml([{"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": w.meta("Lease", node, "kube-node-lease"), "spec": {
        "holderIdentity": node, "leaseDurationSeconds": 40, "renewTime": kube.stamp(now - late - timedelta(seconds=4))[:-1] + ".218337Z"}}
        for node, late in (("worker-a", timedelta(0)), ("worker-b", behind))]))
    c.write("pods.yaml", kube.as_yaml(w.of("Pod", ns="orders")))
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("check-proxy.txt", linkerd.check_text(linkerd.check()))
    s.metrics(s.web, calls=[("api", "8080", "orders", [(named(s.api1), "10.42.1.33", {"200": 612}), (named(s.api2), "10.42.2.34", {"200": 598})])])
    path = f"metrics/{named(caller)}.metrics.txt"
    true = w.now
    w.now = true - behind  # the proxy's own clock
    c.write(path, linkerd.proxy_metrics(w, caller, 431000, served=9120, calls=[("api", "8080", "orders", [(named(s.api1), "10.42.1.33", {"200": 8812})])],
                                        errors={"failfast": 2, "loadshed": 318}, expires=kube.stamp(true + timedelta(hours=9)), endpoints={"api": (0, 2)}))
    w.now = true
    unix = int((now - kube.parse("1970-01-01T00:00:00Z")).total_seconds())
    starts = {"10.42.1.33": unix - 9 * 60 + 2, "10.42.2.34": unix - 8 * 60 + 2}
    log = []
    for i in range(14):
        t, address = 430960 + 1.9 * i, ("10.42.1.33", "10.42.2.34")[i % 2]
        clock_says = unix - int(behind.total_seconds()) - 40 + int(1.9 * i)
        valid = starts[address] - 20
        log.append(f"[{t:13.6f}s]  WARN ThreadId(01) outbound:proxy{{addr=10.43.71.3:8080}}:service{{ns=orders name=api port=8080}}:endpoint{{addr={address}:8080}}: linkerd_reconnect: Failed to connect "
                   f"error=invalid peer certificate: certificate not valid yet: verification time {clock_says} (UNIX), but certificate is not valid before {valid} ({valid - clock_says} seconds ahead)")
        if i % 2:
            log.append(f"[{t + 0.3:13.6f}s]  INFO ThreadId(01) outbound:proxy{{addr=10.43.71.3:8080}}:rescue{{client.addr=10.42.2.36:{45800 + 2 * i}}}: linkerd_app_core::errors::respond: HTTP/1.1 request failed "
                       f'error=logical service 10.43.71.3:8080: route default.http: service unavailable error.sources=[route default.http: service unavailable, service unavailable] path="/v1/prices/{120 + i}"')
    c.write(f"logs/{named(caller)}.linkerd-proxy.log", "\n".join(log) + "\n")
    c.write(f"logs/{named(s.control['identity'])}.identity.log", "".join(
        f'time="{kube.stamp(now - timedelta(minutes=m))}" level=info msg="issued certificate for api.orders.{linkerd.DOMAIN} until {(now + timedelta(hours=24, minutes=-m)).strftime("%Y-%m-%d %H:%M:%S")} +0000 UTC: {n}"\n'
        for m, n in ((9, "8a41f"), (8, "c07be"))))
    c.label("linkerd", "worker-b came back from a reboot two hours ago with a clock 47 minutes slow. Nothing happened until api was rolled out nine minutes ago: for the proxy of stock, on worker-b, the new "
            "certificates of api are not valid yet, so all its calls to api fail. web, on worker-a, calls the same pods without trouble. The certificates are good, and in forty minutes the fault would "
            "vanish by itself until the next rollout.", "clock-skew", WRITTEN, SIMULATED,
            report_under=["linkerd-failfast", "linkerd-loadshed", "tls-handshake-failure", "linkerd-502-connect-error", "linkerd-breaker-tripped", "no-healthy-upstream", "upstream-connection-failure"],
            distractors=["linkerd-issuer-expired", "linkerd-trust-anchor-expired", "linkerd-proxies-stale-trust-bundle", "linkerd-identity-unavailable", "linkerd-identity-not-issuing", "node-not-ready",
                         "no-ready-endpoints"],
            must_not=NO_RESTART + [r"(?i)rotate[^\n]*(anchor|root|issuer)"], subject=("", "Node", "worker-b"), decisive=[
                ("leases.yaml", kube.stamp(now - behind - timedelta(seconds=4))[:-1]), (f"logs/{named(caller)}.linkerd-proxy.log", "certificate not valid yet"), (path, "process_clock_time_seconds ")])


SCENARIOS = {"node-memory-unlimited-proxies": node_memory, "misleading-dns-outage": coredns, "clock-skew-one-node": clock}
