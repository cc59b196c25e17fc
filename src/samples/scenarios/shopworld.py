"""The cluster around the recorded proxies: what nearly all Istio captures have in common."""

from lab import istio, kube, pki, shop
from lab.capture import Capture, Recording

PAGES = ("stats.txt", "clusters.txt", "certs.json", "memory.json", "ready.txt")


def root_of_the_mesh(scenario):
    return pki.pem(pki.ca("istio root of " + scenario, "2025-06-02T08:14:07Z", "2035-05-31T08:14:07Z"))


class Shop:
    """A recording, the world at its end, and the capture to fill."""

    def __init__(self, name, later=9, mesh=istio.MESH, istiod=None, namespaces=("shop",), version=shop.ISTIO, labels=None,
                 workloads=None, revision="default", skip=(), native=False, root=None, now=None, capture=None):
        self.r = Recording(name)
        self.now = now or self.r.end + kube.timedelta(seconds=later)
        self.w = kube.World(name, self.now)
        self.c = Capture(capture or name, self.now)
        self.version = version
        w = self.w
        self.istiod = istio.control_plane(w, version, root or self.r.root_pem(), mesh, revision, istiod, namespaces)
        self.istiod_name = self.istiod["metadata"]["name"]
        for ns in ("default", "kube-system"):
            w.namespace(ns)
        for ns in namespaces:
            w.namespace(ns, (labels or {}).get(ns, {"istio-injection": "enabled"} if revision == "default" else {"istio.io/rev": revision}),
                        created=w.ago(days=39))
        self.made = {}
        for short, pod in self.r.pods.items():
            if short in skip:
                continue
            options = {"version": version if pod.get("proxy", True) else None, "native": native, "revision": revision}
            options.update((workloads or {}).get(short, {}))
            self.made[short] = istio.workload(w, pod, **options)
        self.system_pods()
        for app, service in self.r.meta["services"].items():
            pods = [self.made[s] for s, p in self.r.pods.items() if p["app"] == app and s in self.made]
            w.service(service["ns"], app, service["ip"], service["port"], {"app": app}, pods=pods)

    def system_pods(self):
        w = self.w
        for i, node in enumerate(w.node_ips):
            template = shop.word(w.scenario + "coredns", 10)
            c = w.container("coredns", "registry.k8s.io/coredns/coredns:v1.12.1", args=["-conf", "/etc/coredns/Corefile"])
            created = w.ago(days=41, hours=3)
            w.pod("kube-system", "coredns", f"coredns-{template}-{shop.word(w.scenario + node, 5)}", f"10.42.{i + 1}.3", node,
                  {"k8s-app": "kube-dns", "pod-template-hash": template}, [c], [w.status(c, created)], created)

    @property
    def mesh_pods(self):
        return [p for s, p in self.r.pods.items() if p.get("proxy", True) and s in self.made]

    def log(self, short, path=None):
        pod = self.r.pods[short]
        self.c.write(path or f"proxies/{pod['name']}.{pod['ns']}/istio-proxy.log", self.r.log(short))

    def files(self, **writers):
        """Objects by file: name -> (format, kinds)."""
        for path, (form, *kinds) in writers.items():
            self.objects(path, form, *kinds)

    def objects(self, path, form, *kinds, ns=None):
        self.c.write(path, form(self.w.of(*kinds, ns=ns)))
