"""Requests that take half a minute, for four different reasons."""

import re
from datetime import timedelta

from lab import istio, kube
from lab.capture import NO_RESTART, NOT_REAL, REAL_ENVOY, Recording
from .shopworld import Shop

LOGGED = re.compile(r'^\[(\S+?)\.\d+Z\] .*?" \d+ \d+ (\d+) ')


def until(log, end, lines=60):
    """kubectl logs --tail at that time; access log lines are written when the request ends."""
    kept = []
    for text in log.splitlines(True):
        found = LOGGED.match(text)
        if not found or kube.parse(found.group(1) + "Z") + timedelta(milliseconds=int(found.group(2))) <= end:
            kept.append(text)
    return "".join(kept[-lines:])


def pool(capture, part, policy, generation, story, root, **label):
    """Both captures have the same pods and proxies; between them only the DestinationRule of cart changed."""
    r = Recording("connection-pool-30s")
    now = r.time(part) + timedelta(seconds=2)
    s = Shop("connection-pool-30s", now=now, capture=capture, workloads={"frontend": {"annotations": {
        "proxy.istio.io/config": 'proxyStatsMatcher:\n  inclusionPrefixes:\n  - "cluster.outbound|8080||cart"\n'}}})
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    istio.resource(w, "DestinationRule", "shop", "cart", {"host": "cart", "trafficPolicy": policy}, created=r.begin - timedelta(days=3))
    w.of("DestinationRule")[-1]["metadata"]["generation"] = generation
    s.objects("pods.yaml", kube.as_yaml, "Pod", ns="shop")
    s.objects("services.yaml", kube.as_yaml, "Service", "EndpointSlice", ns="shop")
    s.objects("istio.yaml", kube.as_yaml, "DestinationRule", "VirtualService")
    c.write("pods.txt", w.pods_table())
    c.write("proxy-status.txt", istio.proxy_status_plain(s.mesh_pods, s.istiod_name, s.version))
    for short in ("frontend", "cart"):
        folder = f"proxies/{r.pods[short]['name']}.shop"
        c.write(f"{folder}/istio-proxy.log", until(r.log(short), now if part == "before" else s.now + timedelta(hours=1)))
        for page in ("stats.txt", "clusters.txt", "ready.txt"):
            c.write(f"{folder}/{page}", r.page(short, f"{part}/{page}", 500000))
    frontend = f"proxies/{r.pods['frontend']['name']}.shop"
    c.label("istio-sidecar", story, root, REAL_ENVOY + "; the queue, its times and counters, and the change of the limit without a restart", NOT_REAL, must_not=NO_RESTART,
            decisive=[(path.replace("FRONTEND", frontend).replace("CART", f"proxies/{r.pods['cart']['name']}.shop"), text) for path, text in label.pop("proofs")], **label)


def pool_queue():
    pool("connection-pool-30s", "before", {"connectionPool": {"tcp": {"maxConnections": 1}}}, 1,
         "The DestinationRule of cart allows one connection and says nothing about waiting requests, of which any number may then queue. 250 parallel callers of an operation of "
         "200 ms: each waits about thirty seconds in its own proxy and gets 200. The log of cart's proxy shows 200 ms for the same requests, so the time is lost before cart. Envoy "
         "opens one connection for each of its two workers.", "connection-pool-queueing", report_under=[],
         distractors=["slow-application", "circuit-breaker-overflow", "connect-timeout-retries-30s", "endpoint-unreachable", "dns-5s-delay", "proxy-cpu-starved"],
         subject=("shop", "DestinationRule", "cart"), proofs=[("istio.yaml", "maxConnections: 1"), ("FRONTEND/clusters.txt", "max_connections::1"),
                                                             ("FRONTEND/stats.txt", "cart.shop.svc.cluster.local;.upstream_cx_overflow"), ("CART/istio-proxy.log", "/totals")])


def pool_fixed():
    pool("connection-pool-30s-fixed", "after", {"loadBalancer": {"simple": "LEAST_REQUEST"}}, 2,
         "The mesh of connection-pool-30s after the limit was taken out of the DestinationRule, under the same load: every request takes some 200 ms. The proxies were not restarted, so "
         "the counter of refused connections still holds what the queue left there; nothing is wrong any more.", None,
         distractors=["connection-pool-queueing", "circuit-breaker-overflow", "slow-application", "retry-storm"],
         proofs=[("FRONTEND/istio-proxy.log", "/totals"), ("FRONTEND/clusters.txt", "max_connections::4294967295")],
         unknown=["Whether the counter still rises takes a second look; the requests themselves say that it does not matter."])


def slow_application():
    name = "slow-application-30s"
    s = Shop(name)
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    s.objects("pods.yaml", kube.as_yaml, "Pod", ns="shop")
    s.objects("services.yaml", kube.as_yaml, "Service", "EndpointSlice", ns="shop")
    s.objects("istio.yaml", kube.as_yaml, "DestinationRule", "VirtualService")
    c.write("pods.txt", w.pods_table())
    c.write("top-pod.txt", kube.table([("POD", "NAME", "CPU(cores)", "MEMORY(bytes)")] + [
        (r.pods[short]["name"], box, cpu, memory) for short, box, cpu, memory in (
            ("payments", "payments", "4m", "61Mi"), ("payments", "istio-proxy", "6m", "49Mi"), ("frontend", "frontend", "21m", "83Mi"), ("frontend", "istio-proxy", "11m", "52Mi"))]))
    pod = r.pods["payments"]
    c.write(f"logs/{pod['name']}.payments.log", "".join(
        (r.begin + timedelta(seconds=41 + 30 * (i // 8), milliseconds=13 * (i % 8))).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        + f'Z WARN  fraud-score.example.com: no answer within 30000 ms, authorising order {88120 + i} without a score\n' for i in range(16)))
    for short in ("frontend", "payments"):
        s.log(short, f"logs/{r.pods[short]['name']}.istio-proxy.log")
        c.pages(r, short, ("stats.txt", "clusters.txt", "ready.txt"), f"envoy/{r.pods[short]['name']}")
    c.label("istio-sidecar", "Calls to payments take thirty seconds, as with a full connection pool, but it is not the mesh: payments' own proxy sees the same thirty seconds from the "
            "application behind it, which waits for a scoring service that never answers. No limit is configured, nothing queues, all answers are 200, other services are fast.",
            "slow-application", REAL_ENVOY + "; the thirty seconds on both sides", acceptable=["slow-application"], report_under=["request-timeout"],
            distractors=["connection-pool-queueing", "circuit-breaker-overflow", "connect-timeout-retries-30s", "proxy-cpu-starved", "networkpolicy-blocks-traffic"],
            must_not=NO_RESTART + [r"(?i)maxConnections"], subject=("shop", "Deployment", "payments"), decisive=[
                (f"logs/{pod['name']}.istio-proxy.log", "inbound|8080||"), (f"logs/{pod['name']}.payments.log", "no answer within 30000 ms"),
                (f"envoy/{r.pods['frontend']['name']}/clusters.txt", "payments.shop.svc.cluster.local::default_priority::max_connections::4294967295")],
            unknown=["Why the scoring service is silent lies outside the cluster."])


CADVISOR = {"container_cpu_cfs_periods_total": "Number of elapsed enforcement period intervals.",
            "container_cpu_cfs_throttled_periods_total": "Number of throttled period intervals.",
            "container_cpu_cfs_throttled_seconds_total": "Total time duration the container has been throttled."}


def throttled():
    name = "tls-handshake-timeout-throttled-proxy"
    limits = {"sidecar.istio.io/proxyCPU": "10m", "sidecar.istio.io/proxyCPULimit": "20m"}
    s = Shop(name, workloads={"cart": {"annotations": limits, "created": Recording(name).begin - timedelta(hours=5)}, "frontend": {"annotations": {
        "proxy.istio.io/config": 'proxyStatsMatcher:\n  inclusionPrefixes:\n  - "cluster.outbound|8080||cart"\n'}}})
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    cart = s.made["cart"]
    sidecar = next(box for box in cart["spec"]["containers"] if box["name"] == "istio-proxy")
    sidecar["resources"] = {"limits": {"cpu": "20m", "memory": "1Gi"}, "requests": {"cpu": "10m", "memory": "128Mi"}}
    full = cart["metadata"]["name"]
    w.event("shop", "Pod", full, "Unhealthy", 'Readiness probe failed: Get "http://10.42.2.21:15021/healthz/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
            {"hours": 4, "minutes": 51}, {"seconds": 33}, 64, "Warning", host="worker-b", path="spec.containers{istio-proxy}")
    s.objects("pods.yaml", kube.as_yaml, "Pod", ns="shop")
    s.objects("deployments.yaml", kube.as_yaml, "Deployment", ns="shop")
    s.objects("istio.yaml", kube.as_yaml, "DestinationRule", "VirtualService")
    c.write("pods.txt", w.pods_table())
    c.write("events.txt", w.events_command())
    c.write("networkpolicies.json",  # kubectl get --raw /apis/networking.k8s.io/v1/networkpolicies
            '{"kind":"NetworkPolicyList","apiVersion":"networking.k8s.io/v1","metadata":{"resourceVersion":"918207"},"items":[]}\n')
    c.write("top-pod.txt", kube.table([("POD", "NAME", "CPU(cores)", "MEMORY(bytes)")] + [
        (full, "cart", "9m", "57Mi"), (full, "istio-proxy", "20m", "48Mi"), (r.pods["frontend"]["name"], "istio-proxy", "31m", "51Mi")]))
    millis = int((s.now - kube.parse("1970-01-01T00:00:00Z")).total_seconds() * 1000) - 4100
    boxes = [(full, "istio-proxy", (179412, 171077, 15988.2)), (full, "cart", (179390, 212, 3.1)), (r.pods["payments"]["name"], "istio-proxy", (5299114, 4021, 61.9))]
    c.write("worker-b.cadvisor.prom", "".join(
        f"# HELP {metric} {text}\n# TYPE {metric} counter\n" + "".join(
            f'{metric}{{container="{box}",id="/kubepods.slice/kubepods-burstable.slice/cri-containerd-{w.uid(pod + box)[:8]}.scope",'
            f'image="{"docker.io/istio/proxyv2:" + s.version if box == "istio-proxy" else "registry.example.com/shop/" + box + ":2.4.1"}",'
            f'name="{w.uid(pod + box)[:8]}",namespace="shop",pod="{pod}"}} {values[i]} {millis}\n' for pod, box, values in boxes)
        for i, (metric, text) in enumerate(CADVISOR.items())))
    for short in ("frontend", "cart"):
        s.log(short, f"proxies/{r.pods[short]['name']}.shop/istio-proxy.log")
        c.pages(r, short, ("stats.txt", "clusters.txt", "certs.json", "ready.txt"))
    frontend = f"proxies/{r.pods['frontend']['name']}.shop"
    c.label("istio-sidecar", "Five hours ago cart's sidecar got a CPU limit of 20m. The kernel now holds it back in 95 of 100 periods: TCP connections to it are accepted, but the TLS handshake "
            "behind them is not done within ten seconds. Some calls to cart wait and succeed, others fail after three attempts with 503 URX,UF connection_timeout. Certificates are valid, "
            "calls to the other services are fast.", "proxy-cpu-starved",
            REAL_ENVOY + "; cart's Envoy was stopped for 12 to 36 seconds at a time to stand for a process without CPU: the handshakes that time out, their texts and counters",
            report_under=["tls-handshake-timeout", "upstream-connection-failure", "endpoint-unreachable", "connect-timeout-retries-30s", "request-timeout", "retry-storm", "proxy-not-ready",
                          "slow-application"],
            distractors=["networkpolicy-blocks-traffic", "mtu-mismatch", "istio-workload-cert-expired", "conntrack-full", "connection-pool-queueing", "node-not-ready"],
            must_not=NO_RESTART[:2] + [r"(?i)rollout restart[^\n]*-n istio-system"], subject=("shop", "Pod", full), decisive=[
                ("pods.yaml", "cpu: 20m"), ("worker-b.cadvisor.prom", "container_cpu_cfs_throttled_periods_total{container=\"istio-proxy\""),
                (f"{frontend}/stats.txt", "cart.shop.svc.cluster.local;.upstream_cx_connect_timeout"), (f"{frontend}/istio-proxy.log", "connection_timeout")])


SCENARIOS = {"connection-pool-30s": pool_queue, "connection-pool-30s-fixed": pool_fixed, "slow-application-30s": slow_application,
             "tls-handshake-timeout-throttled-proxy": throttled}
