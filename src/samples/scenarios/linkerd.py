"""Linkerd: healthy, a proxy that is killed at its limit, an issuer that ended. Nothing here is recorded."""

from datetime import timedelta

from lab import kube, linkerd
from lab.capture import NO_MASS_RESTART, NO_RESTART, Capture

REAL = "nothing but the certificates; forms and texts follow what linkerd edge-26.8 printed elsewhere"
SIMULATED = "all objects, events, check results, metrics and logs"
VERSION_WARNINGS = {
    "can determine the latest version": ("warning", "failed to resolve version check server: https://versioncheck.linkerd.io/version.json?version="
                                         f"{linkerd.VERSION}&uuid=0d9b6f30-6c1f-4f5b-9d53-2c1f8f7a6e11&source=cli", "l5d-version-latest"),
    "cli is up-to-date": ("warning", "unable to determine version channel", "l5d-version-cli"),
    "control plane proxies are up-to-date": ("warning", "unable to determine version channel", "l5d-cp-proxy-version"),
    "data plane is up-to-date": ("warning", "unable to determine version channel", "l5d-data-plane-version")}


class Orders:
    """web calls api (two replicas), api calls stock."""

    def __init__(self, name, now, issuer, pods=None):
        self.w = w = kube.World(name, now)
        self.c = Capture(name, w.now)
        for ns in ("default", "kube-system"):
            w.namespace(ns)
        self.control, self.anchor, self.issuer = linkerd.control_plane(w, issuer)
        w.namespace("orders")
        w.of("Namespace")[-1]["metadata"]["annotations"] = {"linkerd.io/inject": "enabled"}
        options = lambda n: (pods or {}).get(n, {})
        self.web = linkerd.workload(w, "orders", "web", "10.42.1.31", "worker-a", **options("web"))
        self.api1 = linkerd.workload(w, "orders", "api", "10.42.1.33", "worker-a", deploy=False, **options("api"))
        self.api2 = linkerd.workload(w, "orders", "api", "10.42.2.34", "worker-b", suffix="2", deploy=False, **options("api2"))
        self.stock = linkerd.workload(w, "orders", "stock", "10.42.2.36", "worker-b", **options("stock"))
        main = self.api1["spec"]["containers"][0]
        w.deployment([self.api1, self.api2], "api", {"app": "api", "pod-template-hash": self.api1["metadata"]["labels"]["pod-template-hash"]}, [main],
                     annotations=options("api").get("annotations"))
        for app, ip, pods_ in (("web", "10.43.71.2", [self.web]), ("api", "10.43.71.3", [self.api1, self.api2]), ("stock", "10.43.71.4", [self.stock])):
            w.service("orders", app, ip, 8080, {"app": app}, pods=pods_)

    def metrics(self, pod, **more):
        up = more.pop("uptime", 720000)
        self.c.write(f"metrics/{pod['metadata']['name']}.metrics.txt", linkerd.proxy_metrics(self.w, pod, up, **more))


def name(pod):
    return pod["metadata"]["name"]


def healthy():
    s = Orders("healthy-linkerd", "2026-10-14T09:22:31Z", ("2026-06-02T07:12:44Z", "2027-06-02T07:12:44Z"))
    w, c = s.w, s.c
    for kind, file in ((("Pod",), "pods"), (("Deployment", "ReplicaSet"), "workloads"), (("Service", "EndpointSlice"), "services"), (("ConfigMap",), "configmaps"),
                       (("Secret",), "secrets"), (("Namespace", "Node"), "cluster"), (("MutatingWebhookConfiguration",), "webhooks")):
        s.c.write(f"{file}.yaml", kube.as_yaml(w.of(*kind)))
    c.write("pods.txt", w.pods_table())
    c.write("check-proxy.json", linkerd.check_json(linkerd.check(VERSION_WARNINGS)))
    c.write("linkerd-version.txt", f"Client version: {linkerd.VERSION}\nServer version: {linkerd.VERSION}\n")
    s.metrics(s.web, calls=[("api", "8080", "orders", [(name(s.api1), "10.42.1.33", {"200": 48211}), (name(s.api2), "10.42.2.34", {"200": 48307, "404": 12})])])
    s.metrics(s.api1, served=48211, calls=[("stock", "8080", "orders", [(name(s.stock), "10.42.2.36", {"200": 48201})])])
    s.metrics(s.api2, served=48319, calls=[("stock", "8080", "orders", [(name(s.stock), "10.42.2.36", {"200": 48300})])])
    s.metrics(s.stock, served=96501, memory=19881984)
    for pod in (s.web, s.stock):
        app = pod["metadata"]["labels"]["app"]
        c.write(f"logs/{name(pod)}.linkerd-proxy.log", linkerd.start_log(app, "orders"))
    c.write(f"logs/{name(s.control['identity'])}.identity.log", "".join(
        f'time="{kube.stamp(w.now - timedelta(hours=6 - h, minutes=7 * h))}" level=info msg="issued certificate for {app}.orders.{linkerd.DOMAIN} until '
        f'{kube.stamp(w.now + timedelta(hours=18 + h, minutes=-7 * h))[:19].replace("T", " ")} +0000 UTC: 4f{h}c"\n' for h, app in enumerate(("web", "api", "api", "stock"))))
    c.label("linkerd", "A small mesh: web calls two replicas of api, api calls stock. All checks pass (the four warnings of the version checks come from a cluster without internet "
            "access), certificates are valid for months, no call failed but twelve 404 of the application. Nothing is wrong.", None, REAL, SIMULATED,
            must_not=NO_RESTART + [r"(?i)certificate[^\n]*expired"], distractors=["linkerd-version-skew", "linkerd-issuer-expiring", "linkerd-failfast", "linkerd-proxy-not-ready",
                                                                                 "capture-incomplete-or-stale"],
            decisive=[("check-proxy.json", '"success": true')])


def proxy_oom():
    now = kube.parse("2026-10-27T14:05:12Z")
    killed = now - timedelta(minutes=3, seconds=41)
    started = killed + timedelta(seconds=1)
    oom = {"linkerd-proxy": {"restarts": 6, "started": started, "last": ("OOMKilled", 137, killed - timedelta(minutes=16, seconds=12), killed)}}
    limits = {"config.linkerd.io/proxy-memory-limit": "64Mi", "config.linkerd.io/proxy-memory-request": "20Mi"}
    s = Orders("linkerd-proxy-oom", now, ("2026-06-02T07:12:44Z", "2027-06-02T07:12:44Z"), {
        "stock": {"statuses": oom, "limit": "64Mi", "annotations": limits}})
    w, c = s.w, s.c
    stock = name(s.stock)
    w.event("orders", "Pod", stock, "Started", "Started container linkerd-proxy", {"hours": 2, "minutes": 4}, {"minutes": 3, "seconds": 40}, 7, host="worker-b", path="spec.containers{linkerd-proxy}")
    w.event("orders", "Pod", stock, "BackOff", f"Back-off restarting failed container linkerd-proxy in pod {stock}_orders({s.stock['metadata']['uid']})", {"minutes": 61},
            {"minutes": 21}, 4, "Warning", host="worker-b", path="spec.containers{linkerd-proxy}")
    w.event("orders", "Pod", stock, "Unhealthy", 'Readiness probe failed: Get "http://10.42.2.36:4191/ready": dial tcp 10.42.2.36:4191: connect: connection refused', {"hours": 2},
            {"minutes": 3, "seconds": 38}, 9, "Warning", host="worker-b", path="spec.containers{linkerd-proxy}")
    c.write("pods.yaml", kube.as_yaml(w.of("Pod")))
    c.write("deployments.yaml", kube.as_yaml(w.of("Deployment")))
    c.write("services.json", kube.as_json(w.of("Service", "EndpointSlice")))
    c.write("config.yaml", kube.as_documents(w.of("Namespace", "ConfigMap", "Secret", "Node")))
    c.write("events.txt", w.events_command())
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("check-proxy.txt", linkerd.check_text(linkerd.check(VERSION_WARNINGS)))
    c.write("top-pod.txt", kube.table([("POD", "NAME", "CPU(cores)", "MEMORY(bytes)")] + [
        (stock, "linkerd-proxy", "212m", "61Mi"), (stock, "stock", "31m", "48Mi"), (name(s.api1), "linkerd-proxy", "38m", "24Mi"), (name(s.api2), "linkerd-proxy", "41m", "23Mi"),
        (name(s.web), "linkerd-proxy", "44m", "25Mi")]))
    s.metrics(s.stock, served=31244, memory=64278528, uptime=220, fds=2211, refreshes=1)
    s.metrics(s.api1, served=48211, calls=[("stock", "8080", "orders", [(stock, "10.42.2.36", {"200": 46120, "502": 371})])], errors={"failfast": 6, "loadshed": 214}, endpoints={"stock": (1, 0)})
    c.write(f"logs/{name(s.api1)}.linkerd-proxy.log", "".join(
        f"[{719981.2 - 221 + 0.41 * i:13.6f}s]  WARN ThreadId(01) outbound:proxy{{addr=10.43.71.4:8080}}:service{{ns=orders name=stock port=8080}}:endpoint{{addr=10.42.2.36:8080}}: "
        "linkerd_reconnect: Failed to connect error=Connection refused (os error 111)\n" for i in range(6)) + "".join(
        f"[{719981.2 - 218.4 + 0.02 * i:13.6f}s]  INFO ThreadId(01) outbound:proxy{{addr=10.43.71.4:8080}}:rescue{{client.addr=10.42.1.33:{51022 + 2 * i}}}: linkerd_app_core::errors::respond: "
        "HTTP/1.1 request failed error=logical service 10.43.71.4:8080: route default.http: service unavailable error.sources=[route default.http: service unavailable, service unavailable] "
        f'path="/v1/stock/{8800 + i}"\n' for i in range(5)))
    c.write(f"logs/{stock}.linkerd-proxy.previous.log", linkerd.start_log("stock", "orders"))
    c.label("linkerd", "stock got a memory limit of 64Mi for its proxy. With more than 2,000 open connections the proxy needs about that much and the kernel kills it every twenty minutes; each time api gets "
            "503 for some seconds. The application itself does not restart.", "linkerd-proxy-oomkilled", REAL, SIMULATED,
            report_under=["linkerd-proxy-not-ready", "linkerd-502-connect-error", "linkerd-failfast", "no-ready-endpoints", "endpoint-connection-refused", "linkerd-loadshed"],
            distractors=["pod-crashloop-app", "node-memory-pressure", "linkerd-breaker-tripped", "slow-application", "linkerd-destination-unavailable"],
            must_not=NO_MASS_RESTART + [r"rollout restart[^\n]*-n linkerd\b"], subject=("orders", "Deployment", "stock"), decisive=[
                ("pods.yaml", "reason: OOMKilled"), ("pods.yaml", "config.linkerd.io/proxy-memory-limit: 64Mi"), (f"metrics/{stock}.metrics.txt", "process_resident_memory_bytes 64278528")],
            unknown=["Why there are so many connections: nothing of stock's clients outside the mesh is captured."])


def issuer_expired():
    now = kube.parse("2026-11-05T07:48:20Z")
    end = "2026-11-05T07:12:44Z"
    s = Orders("linkerd-issuer-expired", now, ("2025-11-05T07:12:44Z", end))
    w, c = s.w, s.c
    since = int((now - kube.parse(end)).total_seconds())
    identity = f"linkerd-identity.linkerd.{linkerd.DOMAIN}"
    def text(t):
        at = kube.stamp(t)
        return (f"x509: certificate has expired or is not yet valid: current time {at} is after {end} - Current Time : {at[:10]} {at[11:19]}.606488536 +0000 UTC m=+1925097.093484908 - "
                f"Invalid before 2025-11-05 07:12:44 +0000 UTC - Invalid After 2026-11-05 07:12:44 +0000 UTC - CSR Identity : {identity}")
    for i in range(4):
        w.event("linkerd", "Deployment", "linkerd-identity", "IssuerValidationFailed", text(now - timedelta(seconds=34 - 10 * i)), {"seconds": 34 - 10 * i}, type="Warning",
                component="linkerd-identity")
    checks = linkerd.check({"issuer cert is within its validity period": (
        "error", f"issuer certificate is not valid anymore. Expired on {end}", "l5d-identity-issuer-cert-is-time-valid")}, fatal=True)
    for kind, file in ((("Pod",), "pods.json"), (("Service", "EndpointSlice"), "services.json"), (("Secret",), "secrets.json"), (("ConfigMap",), "configmaps.json")):
        c.write(f"kubectl/{file}", kube.as_json(w.of(*kind)))
    c.write("kubectl/pods.txt", w.pods_table())
    c.write("kubectl/events.txt", w.events_table())
    c.write("linkerd-check.json", linkerd.check_json(checks))
    c.write("linkerd-check.txt", linkerd.check_text(checks))
    c.write(f"logs/{name(s.control['identity'])}.identity.log", "".join(
        f'time="{kube.stamp(now - timedelta(seconds=64 - 10 * i))}" level=error msg="could not process CSR because of CA cert validation failure: {text(now - timedelta(seconds=64 - 10 * i))}"\n'
        for i in range(6)))
    c.write("metrics/linkerd-identity.controller-metrics.txt", f"""# HELP grpc_server_handled_total Total number of RPCs completed on the server, regardless of success or failure.
# TYPE grpc_server_handled_total counter
grpc_server_handled_total{{grpc_code="OK",grpc_method="Certify",grpc_service="io.linkerd.proxy.identity.Identity",grpc_type="unary"}} 9123
grpc_server_handled_total{{grpc_code="Unknown",grpc_method="Certify",grpc_service="io.linkerd.proxy.identity.Identity",grpc_type="unary"}} 213
# HELP issuer_cert_ttl_seconds The remaining seconds until the issuer certificate expires
# TYPE issuer_cert_ttl_seconds gauge
issuer_cert_ttl_seconds -{since}.204118
""")
    up = 720000
    s.metrics(s.web, uptime=up, expires=end, calls=[("api", "8080", "orders", [(name(s.api1), "10.42.1.33", {"200": 46120}), (name(s.api2), "10.42.2.34", {"200": 46090})])],
              errors={"failfast": 2, "loadshed": 4116}, endpoints={"api": (0, 2)})
    s.metrics(s.api1, uptime=up, expires=end, served=46120)
    unix = int((now - kube.parse("1970-01-01T00:00:00Z")).total_seconds())
    log = []
    for i in range(12):
        t = up - 19 + 1.53 * i
        log.append(f"[{t:13.6f}s]  INFO ThreadId(01) outbound:proxy{{addr=10.43.71.3:8080}}:rescue{{client.addr=10.42.1.31:{45842 + 8 * i}}}: linkerd_app_core::errors::respond: HTTP/1.1 request failed "
                   "error=logical service 10.43.71.3:8080: route default.http: service unavailable error.sources=[route default.http: service unavailable, service unavailable] "
                   f'path="/v1/orders/{9921 + i}"')
        if i % 3 == 0:
            log.append(f"[{t + 0.2:13.6f}s]  WARN ThreadId(01) outbound:proxy{{addr=10.43.71.3:8080}}:service{{ns=orders name=api port=8080}}:endpoint{{addr={'10.42.1.33' if i % 2 else '10.42.2.34'}:8080}}: "
                       f"linkerd_reconnect: Failed to connect error=invalid peer certificate: certificate expired: verification time {int(unix - 19 + 1.53 * i)} (UNIX), but certificate is not valid after "
                       f"{unix - since} ({int(since - 19 + 1.53 * i)} seconds ago)")
        if i % 6 == 5:
            log.append(f"[{t + 0.4:13.6f}s] ERROR ThreadId(02) identity:identity{{server.addr=linkerd-identity-headless.linkerd.svc.cluster.local:8080}}:certify: linkerd_proxy_identity_client::certify: "
                       "Failed to obtain identity error=code: 'Unknown error', message: \"controller linkerd-identity-headless.linkerd.svc.cluster.local:8080: service in fail-fast\"")
    c.write(f"logs/{name(s.web)}.linkerd-proxy.log", "\n".join(log) + "\n")
    c.label("linkerd", "The issuer certificate was made a year ago by hand and ended 36 minutes ago. Proxy certificates never outlive it, so all of them ended in the same second: calls between pods get 503, although "
            "every pod is Running and Ready. linkerd check stops at the issuer, later categories were never run.", "linkerd-issuer-expired", REAL, SIMULATED,
            report_under=["linkerd-identity-not-issuing", "linkerd-failfast", "linkerd-loadshed", "linkerd-502-connect-error", "tls-handshake-failure", "no-healthy-upstream", "linkerd-identity-unavailable"],
            distractors=["linkerd-trust-anchor-expired", "linkerd-proxies-stale-trust-bundle", "clock-skew", "linkerd-destination-unavailable", "linkerd-breaker-tripped", "slow-application"],
            must_not=NO_MASS_RESTART + [r"(?i)new trust anchor", r"(?i)rotate[^\n]*(anchor|root)"], may_mention=[r"rollout restart[^\n]*linkerd-identity"],
            subject=("linkerd", "Secret", "linkerd-identity-issuer"), decisive=[("linkerd-check.json", "issuer certificate is not valid anymore"), (
                "metrics/linkerd-identity.controller-metrics.txt", "issuer_cert_ttl_seconds -"), (f"logs/{name(s.web)}.linkerd-proxy.log", "certificate expired: verification time")])


def policy_in_tables():
    """What people paste into a ticket: tables and the end of some logs, no object."""
    now = kube.parse("2026-11-18T10:44:37Z")
    s = Orders("linkerd-networkpolicy-tables-only", now, ("2026-06-02T07:12:44Z", "2027-06-02T07:12:44Z"))
    w, c = s.w, s.c
    c.write("pods.txt", w.pods_table(wide=True))
    c.write("networkpolicies.txt", kube.table([("NAMESPACE", "NAME", "POD-SELECTOR", "AGE"), ("orders", "stock-from-api", "app=stock", "13m")]))
    c.write("check-proxy.txt", linkerd.check_text(linkerd.check(VERSION_WARNINGS)))
    c.write("services.txt", kube.table([("NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE")] + [
        (app, "ClusterIP", ip, "<none>", "8080/TCP", "41d") for app, ip in (("api", "10.43.71.3"), ("stock", "10.43.71.4"), ("web", "10.43.71.2"))]))
    for pod, ip, first in ((s.api1, "10.42.1.33", 720611.4), (s.api2, "10.42.2.34", 720608.9)):
        service = "outbound:proxy{addr=10.43.71.4:8080}"
        log = []
        for i in range(9):
            t = first + 1.21 * i
            log.append(f"[{t:13.6f}s]  WARN ThreadId(01) {service}:service{{ns=orders name=stock port=8080}}:endpoint{{addr=10.42.2.36:8080}}: linkerd_reconnect: Failed to connect error=connect timed out after 1s")
            if i == 2:
                log.append(f"[{t + 0.6:13.6f}s]  WARN ThreadId(01) {service}:service{{ns=orders name=stock port=8080}}: linkerd_stack::failfast: Service entering failfast after 3s")
                log.append(f"[{t + 0.61:13.6f}s]  INFO ThreadId(01) {service}:rescue{{client.addr={ip}:51022}}: linkerd_app_core::errors::respond: HTTP/1.1 request failed error=logical service 10.43.71.4:8080: "
                           f'Service.orders.stock:8080: service in fail-fast error.sources=[Service.orders.stock:8080: service in fail-fast, service in fail-fast] path="/v1/stock/8800"')
            if i > 2:
                log.append(f"[{t + 0.4:13.6f}s]  INFO ThreadId(01) {service}:rescue{{client.addr={ip}:{51022 + 2 * i}}}: linkerd_app_core::errors::respond: HTTP/1.1 request failed error=logical service 10.43.71.4:8080: "
                           f'route default.http: service unavailable error.sources=[route default.http: service unavailable, service unavailable] path="/v1/stock/{8800 + i}"')
        c.write(f"{name(pod)}.linkerd-proxy.log", "\n".join(log) + "\n")
    c.write(f"{name(s.stock)}.linkerd-proxy.log", linkerd.start_log("stock", "orders"))
    c.write(f"{name(s.stock)}.stock.log", "".join(f"{kube.stamp(now - timedelta(minutes=15, seconds=-4 * i))} INFO GET /v1/stock/{8100 + i} 200 {7 + i % 3}ms\n" for i in range(9)))
    c.label("linkerd", "Thirteen minutes ago stock got a NetworkPolicy that lets api in at its port 8080. Between meshed pods the packets go to port 4143 of the proxy, which the policy does not name: api's proxies "
            "time out after a second and answer 504, then 503. All pods are Ready, linkerd check passes. Only tables and logs were kept: they show that nothing answers at stock's pod, and when the policy came, "
            "but not its ports.", "networkpolicy-blocks-linkerd-4143", REAL, SIMULATED,
            acceptable=["networkpolicy-blocks-linkerd-4143", "networkpolicy-blocks-traffic", "endpoint-unreachable", "linkerd-failfast"], decidable=False,
            report_under=["linkerd-loadshed", "linkerd-502-connect-error", "no-ready-endpoints", "upstream-connection-failure"],
            distractors=["linkerd-breaker-tripped", "linkerd-destination-unavailable", "linkerd-issuer-expired", "endpoint-connection-refused", "node-not-ready", "linkerd-proxy-not-ready", "slow-application"],
            must_not=NO_RESTART + [r"(?i)delete networkpolicy[^\n]*--all"], subject=("orders", "NetworkPolicy", "stock-from-api"), decisive=[
                (f"{name(s.api1)}.linkerd-proxy.log", "connect timed out after 1s"), ("networkpolicies.txt", "stock-from-api")],
            unknown=["What the policy allows: the table of policies has no ports. A node or a CNI that drops the packets looks the same here."])


SCENARIOS = {"healthy-linkerd": healthy, "linkerd-proxy-oom": proxy_oom, "linkerd-issuer-expired": issuer_expired,
             "linkerd-networkpolicy-tables-only": policy_in_tables}
