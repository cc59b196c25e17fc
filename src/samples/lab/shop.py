"""The sample application: frontend calls cart, catalog (v1, v2) and payments, all in namespace shop."""

import hashlib

ALPHABET = "bcdfghjklmnpqrstvwxz2456789"
ISTIO = "1.31.2"


def word(seed, length):
    """Letters and digits as Kubernetes uses them in generated names; the same seed gives the same word."""
    value = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    return "".join(ALPHABET[(value >> (6 * i)) % len(ALPHABET)] for i in range(length))


def pod(scenario, ns, app, ip, node, version=None, port=8080, **more):
    workload = f"{app}-{version}" if version else app
    template = word(f"{scenario}/{ns}/{workload}", 10)
    name = f"{workload}-{template}-{word(f'{scenario}/{ns}/{workload}/pod', 5)}"
    labels = {"app": app, **({"version": version} if version else {}), "pod-template-hash": template}
    return {"name": name, "ns": ns, "app": app, "ip": ip, "node": node, "ports": [port], "sa": app,
            "workload": workload, "labels": labels, **more}


def service(ns, app, ip, pods, port=8080, subsets=None, **more):
    host = [(p["ip"], p.get("proxy", True), p["workload"]) for p in pods]
    made = {"ns": ns, "port": port, "ip": ip, "sa": app, "endpoints": host, **more}
    if subsets:
        made["subsets"] = {v: [(p["ip"], p.get("proxy", True), p["workload"]) for p in pods
                               if p["labels"].get("version") == v] for v in subsets}
    return made


def shop(scenario, ns="shop", **mesh):
    """Pods by short name, and the mesh."""
    frontend = pod(scenario, ns, "frontend", "10.42.1.14", "worker-a")
    cart = pod(scenario, ns, "cart", "10.42.2.21", "worker-b")
    catalog1 = pod(scenario, ns, "catalog", "10.42.1.17", "worker-a", "v1")
    catalog2 = pod(scenario, ns, "catalog", "10.42.2.19", "worker-b", "v2")
    payments = pod(scenario, ns, "payments", "10.42.2.23", "worker-b")
    pods = {"frontend": frontend, "cart": cart, "catalog-v1": catalog1, "catalog-v2": catalog2, "payments": payments}
    services = {
        "frontend": service(ns, "frontend", "10.43.14.31", [frontend]),
        "cart": service(ns, "cart", "10.43.81.7", [cart]),
        "catalog": service(ns, "catalog", "10.43.122.90", [catalog1, catalog2], subsets=["v1", "v2"], dr="catalog"),
        "payments": service(ns, "payments", "10.43.201.16", [payments])}
    return pods, {"version": ISTIO, "services": services, "routes": {"catalog": {"v1": 80, "v2": 20}}, **mesh}
