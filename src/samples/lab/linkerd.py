"""Linkerd's objects, checks, metrics and logs in the shape of the real ones."""

import json
from datetime import timedelta

from . import kube, pki
from .shop import word

VERSION = "edge-26.9.2"
DOMAIN = "serviceaccount.identity.linkerd.cluster.local"
ANCHOR = ("2024-11-05T07:10:00Z", "2034-11-03T07:10:00Z")
CHECKS = {
    "kubernetes-api": ["can initialize the client", "can query the Kubernetes API"],
    "kubernetes-version": ["is running the minimum Kubernetes API version"],
    "gateway-api-crd": ["Gateway API CRDs are installed"],
    "linkerd-existence": ["'linkerd-config' config map exists", "heartbeat ServiceAccount exist", "control plane replica sets are ready", "no unschedulable pods",
                          "control plane pods are ready", "cluster networks contains all node podCIDRs", "cluster networks contains all pods",
                          "cluster networks contains all services"],
    "linkerd-config": ["control plane Namespace exists", "control plane ClusterRoles exist", "control plane ClusterRoleBindings exist",
                       "control plane ServiceAccounts exist", "control plane CustomResourceDefinitions exist", "control plane MutatingWebhookConfigurations exist",
                       "control plane ValidatingWebhookConfigurations exist", "proxy-init container runs as root user if docker container runtime is used"],
    "linkerd-identity": ["certificate config is valid", "trust anchors are using supported crypto algorithm", "trust anchors are within their validity period",
                         "trust anchors are valid for at least 60 days", "issuer cert is using supported crypto algorithm", "issuer cert is within its validity period",
                         "issuer cert is valid for at least 60 days", "issuer cert is issued by the trust anchor"],
    "linkerd-webhooks-and-apisvc-tls": [f"{hook} {what}" for hook, what in (
        ("proxy-injector", "webhook has valid cert"), ("proxy-injector", "cert is valid for at least 60 days"), ("sp-validator", "webhook has valid cert"),
        ("sp-validator", "cert is valid for at least 60 days"), ("policy-validator", "webhook has valid cert"), ("policy-validator", "cert is valid for at least 60 days"))],
    "linkerd-identity-data-plane": ["data plane proxies certificate match CA"],
    "linkerd-version": ["can determine the latest version", "cli is up-to-date"],
    "linkerd-control-plane-proxy": ["control plane proxies are healthy", "control plane proxies are up-to-date", "control plane proxies and cli versions match"],
    "linkerd-data-plane": ["data plane namespace exists", "data plane proxies are ready", "data plane is up-to-date", "data plane and cli versions match",
                           "data plane pod labels are configured correctly", "data plane service labels are configured correctly",
                           "data plane service annotations are configured correctly", "opaque ports are properly annotated"]}


def check(failed=None, fatal=False):
    """failed: {description: (result, error, hint)}; a fatal one ends the list."""
    failed, categories, success = failed or {}, [], True
    for name, checks in CHECKS.items():
        made = []
        categories.append({"categoryName": name, "checks": made})
        for description in checks:
            if description in failed:
                result, error, hint = failed[description]
                made.append({"description": description, "hint": f"https://linkerd.io/2/checks/#{hint}", "error": error, "result": result})
                success = success and result != "error"
                if fatal and result == "error":
                    return {"success": False, "categories": categories}
            else:
                made.append({"description": description, "result": "success"})
    return {"success": success, "categories": categories}


def check_text(result):
    signs = {"success": "√", "warning": "‼", "error": "×"}
    lines = []
    for category in result["categories"]:
        name = category["categoryName"]
        lines += [name, "-" * len(name)]
        for item in category["checks"]:
            lines.append(f"{signs[item['result']]} {item['description']}")
            if "error" in item:
                lines += [f"    {item['error']}", f"    see {item['hint']} for hints"]
        lines.append("")
    return "\n".join(lines) + f"\nStatus check results are {'√' if result['success'] else '×'}\n"


def check_json(result):
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def proxy_container(w, limit="250Mi"):
    init = w.container("linkerd-init", f"cr.l5d.io/linkerd/proxy:{VERSION}", command=["/usr/lib/linkerd/linkerd2-proxy-init"], args=[
        "--firewall-bin-path", "iptables-nft", "--firewall-save-bin-path", "iptables-nft-save", "--ipv6=false", "--incoming-proxy-port", "4143",
        "--outgoing-proxy-port", "4140", "--proxy-uid", "2102", "--inbound-ports-to-ignore", "4190,4191,4567,4568", "--outbound-ports-to-ignore", "443,6443"],
        securityContext={"capabilities": {"add": ["NET_ADMIN", "NET_RAW"]}, "runAsNonRoot": True, "runAsUser": 65534})
    proxy = w.container("linkerd-proxy", f"cr.l5d.io/linkerd/proxy:{VERSION}", env=[
        {"name": "LINKERD2_PROXY_LOG", "value": "warn,linkerd=info,hickory=error,[{headers}]=off,[{request}]=off"},
        {"name": "LINKERD2_PROXY_DESTINATION_SVC_ADDR", "value": "linkerd-dst-headless.linkerd.svc.cluster.local.:8086"},
        {"name": "LINKERD2_PROXY_POLICY_SVC_ADDR", "value": "linkerd-policy.linkerd.svc.cluster.local.:8090"},
        {"name": "LINKERD2_PROXY_INBOUND_DEFAULT_POLICY", "value": "all-unauthenticated"},
        {"name": "LINKERD2_PROXY_OUTBOUND_CONNECT_TIMEOUT", "value": "1000ms"},
        {"name": "LINKERD2_PROXY_IDENTITY_SVC_ADDR", "value": "linkerd-identity-headless.linkerd.svc.cluster.local.:8080"}],
        ports=[{"containerPort": 4143, "name": "linkerd-proxy", "protocol": "TCP"}, {"containerPort": 4191, "name": "linkerd-admin", "protocol": "TCP"}],
        livenessProbe={"failureThreshold": 3, "httpGet": {"path": "/live", "port": 4191, "scheme": "HTTP"}, "initialDelaySeconds": 10, "periodSeconds": 10},
        readinessProbe={"failureThreshold": 3, "httpGet": {"path": "/ready", "port": 4191, "scheme": "HTTP"}, "initialDelaySeconds": 2, "periodSeconds": 10},
        resources={"limits": {"memory": limit}, "requests": {"cpu": "100m", "memory": "20Mi"}} if limit else {})
    return init, proxy


def workload(w, ns, app, ip, node, port=8080, containers=None, created=None, statuses=None, limit="250Mi", component=None, suffix="", annotations=None, deploy=True):
    """A meshed pod; statuses: {container: keywords}."""
    created = created or w.ago(days=8, hours=4)
    statuses = {k: dict(v) for k, v in (statuses or {}).items()}
    template = word(f"{w.scenario}{ns}{app}", 10)
    labels = {"app": app, "linkerd.io/control-plane-ns": "linkerd", "linkerd.io/proxy-deployment": app, "linkerd.io/workload-ns": ns, "pod-template-hash": template}
    if component:
        labels = {"linkerd.io/control-plane-component": component, **{k: v for k, v in labels.items() if k != "app"}}
    mains = containers or [w.container(app, f"registry.example.com/orders/{app}:1.18.0", ports=[{"containerPort": port, "protocol": "TCP"}],
                                       resources={"limits": {"memory": "256Mi"}, "requests": {"cpu": "50m", "memory": "64Mi"}})]
    init, proxy = proxy_container(w, limit)
    both = mains + [proxy]
    start = created + timedelta(seconds=3)
    made = [w.status(c, statuses.get(c["name"], {}).pop("started", start), **statuses.get(c["name"], {})) for c in both]
    pod = w.pod(ns, app, f"{app}-{template}-{word(f'{w.scenario}{ns}{app}{suffix}pod', 5)}", ip, node, labels, both, made, created, [init],
                [w.status(init, created, ("terminated", "Completed", 0, created + timedelta(seconds=1), created + timedelta(seconds=2)))],
                {"linkerd.io/created-by": f"linkerd/proxy-injector {VERSION}" if not component else f"linkerd/cli {VERSION}", "linkerd.io/proxy-version": VERSION,
                 "linkerd.io/trust-root-sha256": word_hash(w), "viz.linkerd.io/tap-enabled": "true", **(annotations or {})}, sa=app)
    if deploy:
        w.deployment([pod], app, {k: v for k, v in labels.items() if k != "linkerd.io/workload-ns"} | {"app": app}, mains, annotations=annotations)
    return pod


def word_hash(w):
    import hashlib
    return hashlib.sha256(w.scenario.encode()).hexdigest()


def control_plane(w, issuer_window, statuses=None):
    """Returns the pods by component and the issuer."""
    anchor = pki.ca("linkerd anchor", *ANCHOR, organisation=None, common="root.linkerd.cluster.local", kind="ec")
    issuer = pki.ca(f"linkerd issuer {issuer_window[0]}", *issuer_window, organisation=None, common="identity.linkerd.cluster.local", signer=anchor, kind="ec")
    w.namespace("linkerd", {"linkerd.io/is-control-plane": "true", "linkerd.io/control-plane-ns": "linkerd", "config.linkerd.io/admission-webhooks": "disabled",
                            "pod-security.kubernetes.io/enforce": "privileged"})
    labels = {"linkerd.io/control-plane-component": "identity", "linkerd.io/control-plane-ns": "linkerd"}
    w.config_map("linkerd", "linkerd-identity-trust-roots", {"ca-bundle.crt": pki.pem(anchor)}, labels=labels)
    w.config_map("linkerd", "linkerd-config", {"linkerd-crds-chart-version": "linkerd-crds-1.0.0-edge", "values": f"""cliVersion: linkerd/cli {VERSION}
clusterDomain: cluster.local
clusterNetworks: 10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8
cniEnabled: false
controllerReplicas: 1
highAvailability: false
identity:
  externalCA: false
  issuer:
    clockSkewAllowance: 20s
    issuanceLifetime: 24h0m0s
    scheme: kubernetes.io/tls
identityTrustDomain: cluster.local
linkerdVersion: {VERSION}
proxy:
  resources:
    memory:
      limit: 250Mi
      request: 20Mi
"""}, labels={"linkerd.io/control-plane-component": "controller", "linkerd.io/control-plane-ns": "linkerd"})
    w.secret("linkerd", "linkerd-identity-issuer", {"ca.crt": kube.b64(pki.pem(anchor)), "tls.crt": kube.b64(pki.pem(issuer)), "tls.key": "REDACTED"}, "kubernetes.io/tls",
             labels=labels, created=kube.parse(issuer_window[0]))
    image = f"cr.l5d.io/linkerd/controller:{VERSION}"
    port = lambda n, name: {"containerPort": n, "name": name, "protocol": "TCP"}
    box = lambda name, ports, *args: w.container(name, image, args=list(args), ports=ports)
    parts = {
        "identity": [box("identity", [port(8080, "ident-grpc"), port(9990, "ident-admin")], "identity", "-log-level=info", "-controller-namespace=linkerd",
                         "-identity-trust-domain=cluster.local", "-identity-issuance-lifetime=24h0m0s", "-identity-clock-skew-allowance=20s",
                         "-identity-scheme=kubernetes.io/tls")],
        "destination": [box("destination", [port(8086, "dest-grpc"), port(9996, "dest-admin")], "destination", "-log-level=info"),
                        box("sp-validator", [port(8443, "spval-https")], "sp-validator", "-log-level=info"),
                        box("policy", [port(8090, "policy-grpc"), port(9990, "policy-admin")], "--log-level=info")],
        "proxy-injector": [box("proxy-injector", [port(8443, "injector-https")], "proxy-injector", "-log-level=info")]}
    pods = {}
    for i, (component, containers) in enumerate(parts.items()):
        pods[component] = workload(w, "linkerd", f"linkerd-{component}", f"10.42.1.{20 + i}", "worker-a", containers=containers, component=component,
                                   created=w.ago(days=22, hours=6), statuses=(statuses or {}).get(component))
    for name, ip, number, component in (("linkerd-identity", "10.43.60.10", 8080, "identity"), ("linkerd-dst", "10.43.60.11", 8086, "destination"),
                                        ("linkerd-policy", "10.43.60.12", 8090, "destination"), ("linkerd-proxy-injector", "10.43.60.13", 443, "proxy-injector")):
        w.service("linkerd", name, ip, number, {"linkerd.io/control-plane-component": component}, 8443 if number == 443 else number, pods=[pods[component]])
    w.add({"apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingWebhookConfiguration", "metadata": w.meta(
        "MutatingWebhookConfiguration", "linkerd-proxy-injector-webhook-config", labels={"linkerd.io/control-plane-component": "proxy-injector"}), "webhooks": [{
            "admissionReviewVersions": ["v1", "v1beta1"], "clientConfig": {"caBundle": kube.b64(pki.pem(anchor)), "service": {
                "name": "linkerd-proxy-injector", "namespace": "linkerd", "path": "/", "port": 443}}, "failurePolicy": "Ignore", "matchPolicy": "Equivalent",
            "name": "linkerd-proxy-injector.linkerd.io", "namespaceSelector": {"matchExpressions": [
                {"key": "config.linkerd.io/admission-webhooks", "operator": "NotIn", "values": ["disabled"]},
                {"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["kube-system", "cert-manager"]}]}, "objectSelector": {}, "reinvocationPolicy": "Never",
            "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods", "services"], "scope": "Namespaced"}],
            "sideEffects": "None", "timeoutSeconds": 10}]})
    return pods, anchor, issuer


def labels(**values):
    return "{" + ",".join(f'{k}="{v}"' for k, v in values.items()) + "}"


def proxy_metrics(w, pod, uptime, calls=(), served=0, expires=None, refreshes=None, memory=24182784, fds=31, errors=None, endpoints=None):
    """calls: (service, port, ns, [(pod, ip, {status: count})]). OpenMetrics as the proxy's 4191 prints, histograms left out."""
    now = kube.stamp(w.now)
    epoch = int((w.now - kube.parse("1970-01-01T00:00:00Z")).total_seconds())
    out = []
    def family(name, kind, text, *series):
        out.append(f"# HELP {name} {text}.\n# TYPE {name} {kind}")
        out.extend(f"{n}{l} {v}" for n, l, v in series)
    inbound = dict(direction="inbound", target_addr=f"{pod['status']['podIP']}:8080", target_ip=pod["status"]["podIP"], target_port="8080", tls="true",
                   client_id=f"web.orders.{DOMAIN}", srv_group="", srv_kind="default", srv_name="all-unauthenticated", srv_port="8080", route_group="",
                   route_kind="default", route_name="default", authz_group="", authz_kind="default", authz_name="all-unauthenticated")
    admin = dict(inbound, target_addr="0.0.0.0:4191", target_ip="0.0.0.0", target_port="4191", tls="no_identity", no_tls_reason="no_tls_from_remote", srv_port="4191",
                 route_name="probe", authz_name="probe")
    admin.pop("client_id")
    requests, responses, statuses, balancers = [("request_total", labels(**admin), uptime // 10)], [], [], []
    responses.append(("response_total", labels(**admin, status_code="200", classification="success", grpc_status="", error=""), uptime // 10))
    if served:
        requests.append(("request_total", labels(**inbound), served))
        responses.append(("response_total", labels(**inbound, status_code="200", classification="success", grpc_status="", error=""), served))
    for service, port, ns, targets in calls:
        parent = dict(parent_group="core", parent_kind="Service", parent_namespace=ns, parent_name=service, parent_port=port, parent_section_name="")
        total = {}
        for name, ip, codes in targets:
            out_labels = dict(direction="outbound", authority=f"{service}.{ns}.svc.cluster.local:{port}", target_addr=f"{ip}:{port}", target_ip=ip, target_port=port,
                              tls="true", server_id=f"{service}.{ns}.{DOMAIN}", dst_control_plane_ns="linkerd", dst_deployment=service, dst_namespace=ns, dst_pod=name,
                              dst_service=service, dst_serviceaccount=service, dst_zone="eu-central-1b", dst_zone_locality="remote")
            requests.append(("request_total", labels(**out_labels), sum(codes.values())))
            for code, n in codes.items():
                responses.append(("response_total", labels(**out_labels, status_code=code, classification="success" if code < "500" else "failure", grpc_status="", error=""), n))
                total[code] = total.get(code, 0) + n
        route = dict(parent, route_group="", route_kind="default", route_namespace="", route_name="http", hostname="")
        statuses += [("outbound_http_route_request_statuses_total", labels(**route, http_status=code, error=""), n) for code, n in total.items()]
        for error, n in (errors or {}).items():
            name = {"failfast": "FAIL_FAST", "loadshed": "LOAD_SHED"}[error]
            statuses.append(("outbound_http_route_request_statuses_total", labels(**route, http_status="", error=name), n))
        backend = {k.replace("parent", "backend"): v for k, v in parent.items()}
        ready, pending = (endpoints or {}).get(service, (len(targets), 0))
        for state, n in (("ready", ready), ("pending", pending)):
            balancers.append(("outbound_http_balancer_endpoints", labels(endpoint_state=state, **parent, **backend), n))
    family("request_total", "counter", "Total count of HTTP requests", *requests)
    family("response_total", "counter", "Total count of HTTP responses", *responses)
    if errors:
        family("outbound_http_errors", "counter", "The total number of outbound HTTP requests that could not be processed due to a proxy error",
               *[("outbound_http_errors_total", labels(error=e), n) for e, n in errors.items()])
    if statuses:
        family("outbound_http_route_request_statuses", "counter", "Completed request-response streams", *statuses)
        family("outbound_http_balancer_endpoints", "gauge", "The number of endpoints currently in a HTTP request balancer", *balancers)
    end = kube.parse(expires) if expires else w.now + timedelta(hours=17, minutes=11)
    family("control_identity_cert_expiration_timestamp_seconds", "gauge", "Time when the this proxy's current mTLS identity certificate will expire (in seconds since the UNIX epoch)",
           ("control_identity_cert_expiration_timestamp_seconds", "", f"{epoch + (end - w.now).total_seconds():.1f}"))
    family("control_identity_cert_refreshes", "counter", "The total number of times this proxy's mTLS identity certificate has been refreshed",
           ("control_identity_cert_refreshes_total", '{result="ok"}', refreshes or 1 + uptime // 60480), ("control_identity_cert_refreshes_total", '{result="error"}', 0))
    address = lambda part: f'addr="linkerd-{part}.linkerd.svc.cluster.local:{ {"identity-headless": 8080, "dst-headless": 8086, "policy": 8090}[part]}"'
    for part, short in (("identity-headless", "identity"), ("dst-headless", "destination"), ("policy", "policy")):
        gone = bool(errors) and expires
        family(f"control_{short}_balancer_endpoints", "gauge", "The number of endpoints currently in a HTTP request balancer",
               (f"control_{short}_balancer_endpoints", '{endpoint_state="ready",' + address(part) + "}", 0 if gone else 1),
               (f"control_{short}_balancer_endpoints", '{endpoint_state="pending",' + address(part) + "}", 1 if gone else 0))
    family("proxy_build_info", "gauge", "Proxy build info", ("proxy_build_info", labels(date="2026-09-10T16:02:11Z", git_sha="a1f0c7d2e", profile="release", vendor="linkerd", version="2.371.0"), 1))
    for name, value in (("process_start_time_seconds", f"{epoch - uptime}.3107"), ("process_clock_time_seconds", f"{epoch}.0"), ("process_uptime_seconds_total", f"{uptime}.18"),
                        ("process_resident_memory_bytes", memory), ("process_open_fds", fds), ("process_max_fds", 1048576), ("process_threads", 2)):
        family(name.replace("_total", ""), "counter" if name.endswith("total") else "gauge", {"process_resident_memory_bytes": "Resident memory size in bytes"}.get(name, name), (name, "", value))
    return "\n".join(out) + "\n# EOF\n"


def start_log(app, ns):
    dst = "linkerd-dst-headless.linkerd.svc.cluster.local:8086"
    return f"""[     0.000412s]  INFO ThreadId(01) linkerd2_proxy: release 2.371.0 (a1f0c7d2e) by linkerd on 2026-09-10T16:02:11Z
[     0.001810s]  INFO ThreadId(01) linkerd2_proxy::rt: Using single-threaded proxy runtime
[     0.002904s]  INFO ThreadId(01) linkerd2_proxy: Admin interface on 0.0.0.0:4191
[     0.002911s]  INFO ThreadId(01) linkerd2_proxy: Inbound interface on 0.0.0.0:4143
[     0.002914s]  INFO ThreadId(01) linkerd2_proxy: Outbound interface on 127.0.0.1:4140
[     0.002917s]  INFO ThreadId(01) linkerd2_proxy: Tap DISABLED
[     0.002920s]  INFO ThreadId(01) linkerd2_proxy: SNI is {app}.{ns}.{DOMAIN}
[     0.002923s]  INFO ThreadId(01) linkerd2_proxy: Local identity is {app}.{ns}.{DOMAIN}
[     0.002926s]  INFO ThreadId(01) linkerd2_proxy: Destinations resolved via {dst} (linkerd-destination.linkerd.{DOMAIN})
[     0.007371s]  INFO ThreadId(01) dst:controller{{addr={dst}}}: linkerd_pool_p2c: Adding endpoint addr=10.42.1.21:8086
[     0.007980s]  INFO ThreadId(01) policy:controller{{addr=linkerd-policy.linkerd.svc.cluster.local:8090}}: linkerd_pool_p2c: Adding endpoint addr=10.42.1.21:8090
[     0.008114s]  INFO ThreadId(02) identity:identity{{server.addr=linkerd-identity-headless.linkerd.svc.cluster.local:8080}}:controller{{addr=linkerd-identity-headless.linkerd.svc.cluster.local:8080}}: linkerd_pool_p2c: Adding endpoint addr=10.42.1.20:8080
[     0.061733s]  INFO ThreadId(02) daemon:identity: linkerd_app: Certified identity id={app}.{ns}.{DOMAIN}
"""
