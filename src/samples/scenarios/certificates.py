"""Certificates that ended: of the mesh, and of one workload."""

import json
from datetime import timedelta

from lab import istio, kube, pki, shop
from lab.capture import NO_MASS_RESTART, NO_RESTART, REAL_ENVOY, Recording, line
from .shopworld import Shop

END = "2026-11-23T06:00:00Z"


def root_expired():
    name = "istio-root-ca-expired"
    s = Shop(name, skip=())
    w, c, r = s.w, s.c, s.r
    root = r.root_pem()
    w.secret("istio-system", "cacerts", {"ca-cert.pem": kube.b64(root), "ca-key.pem": "REDACTED", "cert-chain.pem": kube.b64(root),
                                         "root-cert.pem": kube.b64(root)}, labels={"team": "platform"}, created=kube.parse("2025-11-23T06:31:12Z"))
    istio.catalog_rules(w)
    istio.peer_authentication(w, "istio-system")
    cart2 = shop.pod(name + "2", "shop", "cart", "10.42.2.44", "worker-b")
    cart2["labels"] = r.pods["cart"]["labels"]
    cart2["name"] = r.pods["cart"]["name"][:-5] + shop.word("second", 5)
    started = w.ago(minutes=17)
    new = istio.workload(w, cart2, s.version, created=started, proxy={"ready": False}, deploy=False)
    w.start_events(new)
    w.event("shop", "Pod", cart2["name"], "Unhealthy", 'Startup probe failed: HTTP probe failed with statuscode: 503', {"minutes": 16, "seconds": 55},
            {"minutes": 7}, 590, "Warning", host="worker-b", path="spec.containers{istio-proxy}")
    slices = next(e for e in w.of("EndpointSlice", ns="shop") if e["metadata"]["labels"]["kubernetes.io/service-name"] == "cart")
    slices["endpoints"].append({"addresses": ["10.42.2.44"], "nodeName": "worker-b", "conditions": {"ready": False, "serving": False, "terminating": False},
                                "targetRef": {"kind": "Pod", "name": cart2["name"], "namespace": "shop", "uid": new["metadata"]["uid"]}})
    s.objects("pods.yaml", kube.as_yaml, "Pod")
    s.objects("secrets.yaml", kube.as_yaml, "Secret")
    s.objects("config.yaml", kube.as_yaml, "ConfigMap", "PeerAuthentication", "DestinationRule", "VirtualService")
    s.objects("services.yaml", kube.as_yaml, "Service", "EndpointSlice")
    c.write("pods.txt", w.pods_table())
    c.write("events.txt", w.events_table())
    c.write("root-cert.pem", root)
    expired = "signing certificate has expired at 2026-11-23 06:00:00 +0000 UTC"
    c.write("istiod.log", "".join(line(s.now - timedelta(seconds=190 - 9 * i), "error", f"CSR signing error: {expired}\tclient={ip}:{41200 + 37 * i}", "serverca")
                                  for i, ip in enumerate(["10.42.2.44", "10.42.1.14", "10.42.2.44", "10.42.2.21", "10.42.2.44", "10.42.1.17", "10.42.2.44",
                                                          "10.42.2.19", "10.42.2.44", "10.42.2.23", "10.42.2.44", "10.42.1.14", "10.42.2.44"])))
    seconds = int((s.now - kube.parse(END)).total_seconds())
    c.write("istiod-metrics.prom", f"""# HELP citadel_server_csr_sign_err_count The number of errors occurred when signing the CSR.
# TYPE citadel_server_csr_sign_err_count counter
citadel_server_csr_sign_err_count{{error="CERT_GEN_ERROR"}} 1874
# HELP citadel_server_csr_count The number of CSRs received by Citadel server.
# TYPE citadel_server_csr_count counter
citadel_server_csr_count 2391
# HELP citadel_server_root_cert_expiry_timestamp The unix timestamp, in seconds, when the Citadel root cert will expire.
# TYPE citadel_server_root_cert_expiry_timestamp gauge
citadel_server_root_cert_expiry_timestamp 1.7954136e+09
# HELP citadel_server_root_cert_expiry_seconds The time remaining, in seconds, before the Citadel root cert will expire.
# TYPE citadel_server_root_cert_expiry_seconds gauge
citadel_server_root_cert_expiry_seconds -{seconds}
# TYPE istiod_uptime_seconds gauge
istiod_uptime_seconds 1055290.1
""")
    c.write(f"proxy-config-secret-{r.pods['frontend']['name']}.txt", istio.proxy_secret(
        [("default", "Cert Chain", True, pki_serial(r.cert("frontend")), "2026-11-24T01:14:09Z", "2026-11-23T01:12:09Z"),
         ("ROOTCA", "CA", False, pki_serial(root), END, "2025-11-23T06:00:00Z")]))
    for short in ("frontend", "cart"):
        pod = r.pods[short]
        if short == "frontend":  # the other side logs nothing
            s.log(short, f"logs/{pod['name']}.istio-proxy.log")
        c.pages(r, short, ("certs.json", "stats.txt", "ready.txt"), f"envoy/{pod['name']}")
    agent = istio.agent_log(cart2, started + timedelta(seconds=3), s.version, certificate="none")
    t = started + timedelta(seconds=4)
    for attempt in range(5):
        for n in range(1, 5):
            agent += line(t, "warn", f"ca request failed, starting attempt {n} in {92 * 2 ** (n - 1) + 7 * attempt}.{331 + n}ms", "ca")
            t += timedelta(milliseconds=100 * 2 ** n)
        agent += line(t, "error", f"failed to sign CSR: create certificate: rpc error: code = Internal desc = CSR signing error ({expired})", "citadelclient")
        agent += line(t, "error", f"resource:default failed to sign: create certificate: rpc error: code = Internal desc = CSR signing error ({expired})", "cache")
        agent += line(t, "warning", "envoy config ./source/extensions/config_subscription/grpc/grpc_stream.h:189\tStreamSecrets gRPC config stream to sds-grpc closed: 2, failed to generate "
                      f"secret for default: failed to generate workload certificate: create certificate: rpc error: code = Internal desc = CSR signing error ({expired})\tthread=23")
        agent += line(t + timedelta(seconds=1), "warn", "Envoy proxy is NOT ready: config not received from XDS server (is Istiod running?): cds updates: 0 successful, "
                      "0 rejected; lds updates: 0 successful, 0 rejected")
        t += timedelta(seconds=31)
    c.write(f"logs/{cart2['name']}.istio-proxy.log", agent)
    c.label("istio-sidecar", "The plugged-in root certificate of the mesh ended at 06:00 today. istiod has been running since before that and cannot sign any more; a new "
            "pod of cart never becomes ready; every call between the running pods fails in the TLS handshake although their own certificates are valid until tomorrow.",
            name, REAL_ENVOY + "; certificates, the failing handshakes and their texts", report_under=[
                "workload-csr-rejected", "istio-workload-cert-expired", "tls-handshake-failure", "upstream-connection-failure", "proxy-not-ready",
                "istiod-ca-not-issuing", "istio-intermediate-ca-expired"],
            distractors=["clock-skew", "istio-root-mismatch-within-mesh", "san-mismatch", "networkpolicy-blocks-traffic", "istiod-unavailable"],
            must_not=NO_RESTART, subject=("istio-system", "Secret", "cacerts"), decisive=[
                ("istiod.log", "signing certificate has expired"), ("istiod-metrics.prom", "citadel_server_root_cert_expiry_seconds -"),
                (f"logs/{r.pods['frontend']['name']}.istio-proxy.log", "depth_1:_certificate_has_expired")],
            unknown=["Root and signing certificate are one and the same here."])


def pki_serial(text):
    from cryptography import x509
    return "%x" % x509.load_pem_x509_certificate(text.encode()).serial_number


def leaf_expired():
    name = "workload-cert-expired"
    s = Shop(name, workloads={"cart": {"created": None}, "frontend": {
        "annotations": {"proxy.istio.io/config": "proxyStatsMatcher:\n  inclusionPrefixes:\n  - cluster.outbound\n"}}})
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    istio.peer_authentication(w, "shop")
    s.objects("kubernetes.yaml", kube.as_documents, "Namespace", "Pod", "Service", "EndpointSlice", "PeerAuthentication", "DestinationRule", "VirtualService")
    c.write("proxy-status.txt", istio.proxy_status_old(s.mesh_pods, s.istiod_name, s.version))
    c.write("root-cert.pem", r.root_pem())
    for short in ("frontend", "cart", "payments"):
        pod = r.pods[short]
        c.write(f"{pod['name']}/cert-chain.pem", r.cert(short))
        c.pages(r, short, ("certs.json", "stats.txt", "ready.txt"), pod["name"])
        s.log(short, f"{pod['name']}/istio-proxy.log")
    c.pages(r, "cart", ("clusters.txt", "listeners.txt"), r.pods["cart"]["name"])
    certs = json.loads(r.page("cart", "certs.json"))["certificates"][0]
    leaf, root = certs["cert_chain"][0], certs["ca_cert"][0]
    c.write(f"{r.pods['cart']['name']}/proxy-config-secret.txt", istio.proxy_secret([
        ("default", "Cert Chain", False, leaf["serial_number"], leaf["expiration_time"], leaf["valid_from"]),
        ("ROOTCA", "CA", True, root["serial_number"], root["expiration_time"], root["valid_from"])]))
    c.label("istio-sidecar", "The certificate of cart ended two hours ago and was not renewed; those of all other pods and the root are valid. Calls to cart fail in the caller's "
            "handshake (certificate has expired, depth 0); calls from cart are cut off by payments without a reason (503 UC). Everything else is 200.",
            "istio-workload-cert-expired", REAL_ENVOY + "; certificates, the failing handshakes on both sides, their texts and counters",
            report_under=["tls-handshake-failure", "upstream-connection-failure", "upstream-connection-termination", "retry-storm"],
            distractors=["istio-root-ca-expired", "istio-intermediate-ca-expired", "clock-skew", "san-mismatch", "application-error-via-upstream",
                         "app-resets-connection", "authz-policy-deny"],
            must_not=NO_MASS_RESTART + [r"(?i)rotate[^\n]*root"], may_mention=[r"rollout restart[^\n]*cart"], subject=("shop", "Pod", r.pods["cart"]["name"]),
            decisive=[(f"{r.pods['frontend']['name']}/istio-proxy.log", "depth_0:_certificate_has_expired"),
                      (f"{r.pods['cart']['name']}/certs.json", '"expiration_time": "' + leaf["expiration_time"]),
                      (f"{r.pods['cart']['name']}/istio-proxy.log", "503 UC")],
            unknown=["Why the certificate was not renewed: the agent's log of the last two hours is not captured."])


def root_transition():
    name = "root-changed-without-overlap"
    r = Recording(name)
    new, old = r.read("certs/new-root-cert.pem"), r.root_pem()
    restarted = r.begin - timedelta(hours=4, minutes=2)
    s = Shop(name, root=new, istiod={"created": restarted}, workloads={"cart": {"created": r.begin - timedelta(hours=3, minutes=7)}})
    w, c, r = s.w, s.c, s.r
    w.secret("istio-system", "cacerts", {"ca-cert.pem": kube.b64(new), "ca-key.pem": "REDACTED", "cert-chain.pem": kube.b64(new), "root-cert.pem": kube.b64(new)},
             labels={"team": "platform"}, created=restarted - timedelta(minutes=3))
    istio.catalog_rules(w)
    istio.peer_authentication(w, "istio-system")
    s.objects("pods.yaml", kube.as_yaml, "Pod", ns="shop")
    s.objects("istio-system.yaml", kube.as_documents, "Secret", "ConfigMap", "Deployment", ns="istio-system")
    s.objects("root-cert-configmap.yaml", kube.as_documents, "ConfigMap", ns="shop")
    c.write("pods.txt", w.pods_table())
    c.write("istiod.log", "".join(line(restarted + timedelta(seconds=t), "info", text) for t, text in (
        (4, "initializing Istiod admin server"), (5, "Use local CA certificate"), (5.1, "x509 cert - Issuer: \"CN=shop-mesh-root,O=Shop Platform\", Subject: "
         f"\"CN=shop-mesh-root,O=Shop Platform\", SN: {pki_serial(new)}, NotBefore: \"2026-11-30T10:00:00Z\", NotAfter: \"2036-11-28T10:00:00Z\""),
        (5.2, "Istiod certificates are reloaded"), (7, "All caches have been synced up in 2.01s, marking server ready"))))
    for short in ("frontend", "cart", "payments"):
        pod = r.pods[short]
        if short != "payments":
            s.log(short, f"proxies/{pod['name']}/istio-proxy.log")
        c.pages(r, short, ("certs.json", "stats.txt", "ready.txt"), f"proxies/{pod['name']}")
        leaf, root = (json.loads(r.page(short, "certs.json"))["certificates"][0][k][0] for k in ("cert_chain", "ca_cert"))
        if short != "payments":
            c.write(f"proxies/{pod['name']}/proxy-config-secret.txt", istio.proxy_secret([
                ("default", "Cert Chain", True, leaf["serial_number"], leaf["expiration_time"], leaf["valid_from"]),
                ("ROOTCA", "CA", True, root["serial_number"], root["expiration_time"], root["valid_from"])]))
    cart = f"proxies/{r.pods['cart']['name']}"
    c.label("istio-sidecar", "The root of the mesh ends in two weeks, so the platform team made a new one with the same name and replaced the Secret cacerts by it in one step; istiod was restarted. "
            "Running pods keep the old root until they renew their certificates. cart was deployed an hour later and got a certificate of the new root: every call to cart and from cart to an older pod "
            "fails in the TLS handshake, all calls between older pods are 200. Every certificate is within its dates.", "istio-root-mismatch-within-mesh",
            REAL_ENVOY + "; two roots with one name, the failing handshakes and their texts", report_under=[
                "tls-handshake-failure", "upstream-connection-failure", "istio-ca-root-cert-stale", "retry-storm", "upstream-connection-termination"],
            distractors=["istio-root-ca-expired", "istio-workload-cert-expired", "clock-skew", "san-mismatch", "istio-intermediate-ca-expired", "networkpolicy-blocks-traffic"],
            may_mention=["istio-root-ca-expiring"], must_not=NO_MASS_RESTART + [r"(?i)mode: (DISABLE|PERMISSIVE)"], subject=("shop", "Pod", r.pods["cart"]["name"]), decisive=[
                (f"{cart}/certs.json", '"2036-11-28T10:00:00Z"'), (f"proxies/{r.pods['payments']['name']}/certs.json", '"2026-12-18T09:30:00Z"'),
                (f"proxies/{r.pods['frontend']['name']}/istio-proxy.log", "CERTIFICATE_VERIFY_FAILED")],
            unknown=["The old Secret cacerts; the old root is known only from the proxies that still use it."])


def pinned_identity():
    name = "san-mismatch-pinned-identity"
    s = Shop(name, workloads={"payments": {"created": Recording(name).begin - timedelta(minutes=26)}})
    w, c, r = s.w, s.c, s.r
    istio.catalog_rules(w)
    istio.peer_authentication(w, "shop")
    pinned = "spiffe://cluster.local/ns/shop/sa/payments"
    istio.resource(w, "DestinationRule", "shop", "payments", {"host": "payments.shop.svc.cluster.local", "trafficPolicy": {"tls": {
        "mode": "ISTIO_MUTUAL", "subjectAltNames": [pinned]}}}, created=w.ago(days=120))
    full = r.pods["payments"]["name"]
    for account, created in (("payments", w.ago(days=300)), ("payments-api", r.begin - timedelta(minutes=27))):
        w.add({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": w.meta("ServiceAccount", account, "shop", created=created)})
    s.objects("pods.yaml", kube.as_yaml, "Pod", ns="shop")
    s.objects("serviceaccounts.yaml", kube.as_yaml, "ServiceAccount", ns="shop")
    s.objects("istio.yaml", kube.as_yaml, "DestinationRule", "VirtualService", "PeerAuthentication")
    c.write("pods.txt", w.pods_table())
    c.write("analyze.json", istio.analyze_json([]))
    for short in ("frontend", "payments"):
        s.log(short, f"envoy/{r.pods[short]['name']}/istio-proxy.log")
        c.pages(r, short, ("certs.json", "stats.txt", "ready.txt"), f"envoy/{r.pods[short]['name']}")
    c.pages(r, "frontend", ("config_dump.json",), f"envoy/{r.pods['frontend']['name']}")
    frontend = f"envoy/{r.pods['frontend']['name']}"
    c.label("istio-sidecar", "Twenty-six minutes ago payments was deployed under an account of its own, payments-api. The DestinationRule of payments still demands the old SPIFFE identity by name, so "
            "every caller refuses the certificate, which is valid and of the right root. Calls to cart and catalog are 200.", "san-mismatch",
            REAL_ENVOY + "; the refused certificate, its texts and counters", report_under=["tls-handshake-failure", "upstream-connection-failure", "retry-storm"],
            distractors=["istio-root-mismatch-within-mesh", "trust-domain-mismatch", "istio-workload-cert-expired", "clock-skew", "authz-policy-deny", "destinationrule-tls-conflict"],
            must_not=NO_MASS_RESTART + [r"(?i)rollout restart", r"(?i)mode: (DISABLE|PERMISSIVE)"], subject=("shop", "DestinationRule", "payments"), decisive=[
                (f"{frontend}/istio-proxy.log", "SAN_matcher"), ("istio.yaml", pinned), (f"envoy/{full}/certs.json", pinned + "-api"), ("pods.yaml", "serviceAccount: payments-api")])


SCENARIOS = {"istio-root-ca-expired": root_expired, "workload-cert-expired": leaf_expired, "root-changed-without-overlap": root_transition,
             "san-mismatch-pinned-identity": pinned_identity}
