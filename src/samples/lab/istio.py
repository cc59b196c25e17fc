"""Istio's objects, logs and command-line output in the shape of the real ones."""

import json
import random
from datetime import timedelta

from . import kube
from .shop import word

MESH = """accessLogFile: /dev/stdout
defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
defaultProviders:
  metrics:
  - prometheus
enablePrometheusMerge: true
rootNamespace: istio-system
trustDomain: cluster.local
"""


def control_plane(w, version, root_pem, mesh=MESH, revision="default", istiod=None, namespaces=("shop",), ca="istio-ca-secret"):
    """Namespace, ConfigMaps, webhooks and istiod itself. istiod: keywords of the container status."""
    labels = {"app": "istiod", "istio": "pilot", "istio.io/rev": revision, "app.kubernetes.io/name": "istiod",
              "app.kubernetes.io/part-of": "istio", "release": "istio", "operator.istio.io/component": "Pilot"}
    w.namespace("istio-system")
    w.config_map("istio-system", "istio", {"mesh": mesh, "meshNetworks": "networks: {}"},
                 labels={"istio.io/rev": revision, "release": "istio"})
    for ns in ("istio-system", *namespaces):
        w.config_map(ns, "istio-ca-root-cert", {"root-cert.pem": root_pem}, labels={"istio.io/config": "true"})
    istiod = dict(istiod or {})
    created = istiod.pop("created", w.ago(days=12, hours=5))
    template = word(w.scenario + "istiod", 10)
    name = f"istiod-{template}-{word(w.scenario + 'istiod pod', 5)}"
    container = w.container(
        "discovery", f"docker.io/istio/pilot:{version}",
        args=["discovery", "--monitoringAddr=:15014", "--log_output_level=default:info", "--domain", "cluster.local",
              "--keepaliveMaxServerConnectionAge", "30m"],
        env=[{"name": "REVISION", "value": revision}, {"name": "PILOT_CERT_PROVIDER", "value": "istiod"},
             {"name": "CLUSTER_ID", "value": "Kubernetes"}],
        ports=[{"containerPort": 8080, "name": "http-debug", "protocol": "TCP"}, {"containerPort": 15010, "name": "grpc-xds", "protocol": "TCP"},
               {"containerPort": 15012, "name": "tls-xds", "protocol": "TCP"}, {"containerPort": 15017, "name": "https-webhooks", "protocol": "TCP"},
               {"containerPort": 15014, "name": "http-monitoring", "protocol": "TCP"}],
        readinessProbe={"failureThreshold": 3, "httpGet": {"path": "/ready", "port": 8080, "scheme": "HTTP"},
                        "initialDelaySeconds": 1, "periodSeconds": 3, "successThreshold": 1, "timeoutSeconds": 5},
        resources={"requests": {"cpu": "500m", "memory": "2Gi"}})
    status = w.status(container, istiod.pop("started", created + timedelta(seconds=4)), **istiod)
    pod = w.pod("istio-system", "istiod", name, "10.42.1.5", "worker-a", {**labels, "pod-template-hash": template,
                "sidecar.istio.io/inject": "false", "istio.io/dataplane-mode": "none"}, [container], [status], created,
                annotations={"prometheus.io/port": "15014", "prometheus.io/scrape": "true", "sidecar.istio.io/inject": "false"},
                sa="istiod")
    w.deployment([pod], "istiod", {**labels, "pod-template-hash": template}, [container])
    w.service("istio-system", "istiod", "10.43.7.15", 15010, {"app": "istiod", "istio": "pilot"}, port_name="grpc-xds", pods=[pod],
              more_ports=[{"name": "https-dns", "port": 15012, "protocol": "TCP", "targetPort": 15012},
                          {"name": "https-webhook", "port": 443, "protocol": "TCP", "targetPort": 15017},
                          {"name": "http-monitoring", "port": 15014, "protocol": "TCP", "targetPort": 15014}])
    webhooks(w, kube.b64(root_pem), revision)
    return pod


def webhooks(w, bundle, revision="default"):
    rule = lambda group, resource, operations: [{"apiGroups": [group], "apiVersions": ["v1"] if group == "" else ["*"],
                                                 "operations": operations, "resources": [resource], "scope": "*"}]
    expr = lambda key, op, *values: {"key": key, "operator": op, **({"values": list(values)} if values else {})}
    def hook(name, namespaces, objects):
        return {"admissionReviewVersions": ["v1"], "clientConfig": {"caBundle": bundle, "service": {
            "name": "istiod" if revision == "default" else f"istiod-{revision}", "namespace": "istio-system",
            "path": "/inject", "port": 443}}, "failurePolicy": "Fail", "matchPolicy": "Equivalent",
            "name": f"{name}.sidecar-injector.istio.io", "namespaceSelector": {"matchExpressions": namespaces},
            "objectSelector": {"matchExpressions": objects}, "reinvocationPolicy": "Never",
            "rules": rule("", "pods", ["CREATE"]), "sideEffects": "None", "timeoutSeconds": 10}
    not_false = expr("sidecar.istio.io/inject", "NotIn", "false")
    hooks = [hook("rev.namespace", [expr("istio.io/rev", "In", revision), expr("istio-injection", "DoesNotExist")], [not_false]),
             hook("rev.object", [expr("istio.io/rev", "DoesNotExist"), expr("istio-injection", "DoesNotExist")],
                  [not_false, expr("istio.io/rev", "In", revision)])]
    if revision == "default":
        hooks += [hook("namespace", [expr("istio-injection", "In", "enabled")], [not_false]),
                  hook("object", [expr("istio-injection", "DoesNotExist"), expr("istio.io/rev", "DoesNotExist")],
                       [expr("sidecar.istio.io/inject", "In", "true"), expr("istio.io/rev", "DoesNotExist")])]
    suffix = "" if revision == "default" else f"-{revision}"
    w.add({"apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingWebhookConfiguration",
           "metadata": w.meta("MutatingWebhookConfiguration", f"istio-sidecar-injector{suffix}", labels={
               "app": "sidecar-injector", "istio.io/rev": revision, "release": "istio"}, generation=3), "webhooks": hooks})
    w.add({"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
           "metadata": w.meta("ValidatingWebhookConfiguration", f"istio-validator{suffix}-istio-system", labels={
               "app": "istiod", "istio.io/rev": revision, "release": "istio"}, generation=3),
           "webhooks": [{"admissionReviewVersions": ["v1"], "clientConfig": {"caBundle": bundle, "service": {
               "name": "istiod" if revision == "default" else f"istiod-{revision}", "namespace": "istio-system",
               "path": "/validate", "port": 443}}, "failurePolicy": "Fail", "matchPolicy": "Equivalent",
               "name": "rev.validation.istio.io", "namespaceSelector": {},
               "objectSelector": {"matchExpressions": [expr("istio.io/rev", "In", revision)]},
               "rules": rule("networking.istio.io", "*", ["CREATE", "UPDATE"]), "sideEffects": "None", "timeoutSeconds": 10}]})


def sidecar(w, version, limit="1Gi"):
    resources = {"limits": {"cpu": "2", "memory": limit}, "requests": {"cpu": "100m", "memory": "128Mi"}}
    init = w.container("istio-init", f"docker.io/istio/proxyv2:{version}", args=[
        "istio-iptables", "-p", "15001", "-z", "15006", "-u", "1337", "-m", "REDIRECT", "-i", "*", "-x", "", "-b", "*",
        "-d", "15090,15021,15020", "--log_output_level=default:info"], resources=resources,
        securityContext={"capabilities": {"add": ["NET_ADMIN", "NET_RAW"], "drop": ["ALL"]}, "runAsNonRoot": False, "runAsUser": 0})
    probe = {"httpGet": {"path": "/healthz/ready", "port": 15021, "scheme": "HTTP"}, "successThreshold": 1, "timeoutSeconds": 3}
    proxy = w.container("istio-proxy", f"docker.io/istio/proxyv2:{version}", args=[
        "proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local", "--proxyLogLevel=warning",
        "--proxyComponentLogLevel=misc:error", "--log_output_level=default:info"],
        env=[{"name": "PILOT_CERT_PROVIDER", "value": "istiod"}, {"name": "CA_ADDR", "value": "istiod.istio-system.svc:15012"},
             {"name": "TRUST_DOMAIN", "value": "cluster.local"}, {"name": "ISTIO_META_MESH_ID", "value": "cluster.local"}],
        ports=[{"containerPort": 15090, "name": "http-envoy-prom", "protocol": "TCP"}], resources=resources,
        readinessProbe={"failureThreshold": 4, "periodSeconds": 15, **probe},
        startupProbe={"failureThreshold": 600, "periodSeconds": 1, **probe},
        securityContext={"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}, "readOnlyRootFilesystem": True,
                         "runAsGroup": 1337, "runAsNonRoot": True, "runAsUser": 1337})
    return init, proxy


def workload(w, pod, version=None, image=None, created=None, app=None, proxy=None, native=False, annotations=None,
             limit="1Gi", revision="default", deploy=True, env=None):
    """A Deployment with one pod; version None = no sidecar. app, proxy: keywords of the container status."""
    created = created or w.ago(days=6, hours=2)
    start = created + timedelta(seconds=3)
    app, proxy = dict(app or {}), dict(proxy or {})
    main = w.container(pod["app"], image or f"registry.example.com/shop/{pod['app']}:2.4.1",
                       ports=[{"containerPort": p, "protocol": "TCP"} for p in pod["ports"]],
                       resources={"limits": {"memory": "512Mi"}, "requests": {"cpu": "100m", "memory": "128Mi"}},
                       **({"env": env} if env else {}))
    statuses = [w.status(main, app.pop("started", start), **app)]
    containers, init, init_statuses = [main], [], []
    notes = dict(annotations or {})
    labels = dict(pod["labels"])
    if version:
        setup, side = sidecar(w, version, limit)
        init, init_statuses = [setup], [w.status(setup, created, ("terminated", "Completed", 0, created + timedelta(seconds=1),
                                                                  created + timedelta(seconds=1)))]
        side_status = w.status(side, proxy.pop("started", start), **proxy)
        if native:
            side = {**side, "restartPolicy": "Always"}
            init.append(side)
            init_statuses.append(side_status)
        else:
            containers.append(side)
            statuses.append(side_status)
        labels.update({"security.istio.io/tlsMode": "istio", "service.istio.io/canonical-name": pod["app"],
                       "service.istio.io/canonical-revision": pod["labels"].get("version", "latest")})
        notes.update({"istio.io/rev": revision, "kubectl.kubernetes.io/default-container": pod["app"],
                      "kubectl.kubernetes.io/default-logs-container": pod["app"], "prometheus.io/path": "/stats/prometheus",
                      "prometheus.io/port": "15020", "prometheus.io/scrape": "true", "sidecar.istio.io/status": json.dumps(
                          {"initContainers": ["istio-init"] + (["istio-proxy"] if native else []),
                           "containers": [] if native else ["istio-proxy"],
                           "volumes": ["workload-socket", "credential-socket", "workload-certs", "istio-envoy", "istio-data",
                                       "istio-podinfo", "istio-token", "istiod-ca-cert"],
                           "imagePullSecrets": None, "revision": revision}, separators=(",", ":"))})
    made = w.pod(pod["ns"], pod["workload"], pod["name"], pod["ip"], pod["node"], labels, containers, statuses, created,
                 init, init_statuses, notes or None, pod["sa"])
    if deploy:
        w.deployment([made], pod["workload"], pod["labels"] | {"_ns": pod["ns"]}, [main], annotations=annotations)
    return made


def resource(w, kind, ns, name, spec, api="networking.istio.io/v1", created=None, **more):
    return w.add({"apiVersion": api, "kind": kind, "metadata": w.meta(kind, name, ns, created=created, generation=1, **more), "spec": spec})


def catalog_rules(w, ns="shop", routes=None):
    resource(w, "DestinationRule", ns, "catalog", {"host": "catalog", "subsets": [
        {"labels": {"version": "v1"}, "name": "v1"}, {"labels": {"version": "v2"}, "name": "v2"}]})
    resource(w, "VirtualService", ns, "catalog", {"hosts": ["catalog"], "http": routes or [{"route": [
        {"destination": {"host": "catalog", "subset": "v1"}, "weight": 80},
        {"destination": {"host": "catalog", "subset": "v2"}, "weight": 20}]}]})


def peer_authentication(w, ns, name="default", mode="STRICT"):
    resource(w, "PeerAuthentication", ns, name, {"mtls": {"mode": mode}}, api="security.istio.io/v1")


def agent_log(pod, t, version, ready_after=2.4, certificate="ok", hosts="istiod.istio-system.svc:15012"):
    """The first lines of container istio-proxy, before Envoy's own."""
    rng = random.Random(pod["name"])
    clock = [t]
    def at(seconds):
        clock[0] = t + timedelta(seconds=seconds, microseconds=rng.randrange(900))
        return clock[0].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    lines = [
        f"{at(0)}\tinfo\tFLAG: --concurrency=\"0\"", f"{at(0)}\tinfo\tFLAG: --domain=\"{pod['ns']}.svc.cluster.local\"",
        f"{at(0)}\tinfo\tFLAG: --proxyComponentLogLevel=\"misc:error\"", f"{at(0)}\tinfo\tFLAG: --proxyLogLevel=\"warning\"",
        f"{at(0)}\tinfo\tVersion {version}-5ac3bd8e7ec2d9b2b7e1c3d0d9a4c2b1f0e6a7d8-Clean",
        f"{at(0.001)}\tinfo\tProxy role\tips=[{pod['ip']}] type=sidecar id={pod['name']}.{pod['ns']} domain={pod['ns']}.svc.cluster.local",
        f"{at(0.003)}\tinfo\tJWT policy is third-party-jwt", f"{at(0.003)}\tinfo\tusing credential fetcher of JWT type in cluster.local trust domain",
        f"{at(0.11)}\tinfo\tOpening status port 15020", f"{at(0.11)}\tinfo\tStarting default Istio SDS Server",
        f"{at(0.11)}\tinfo\tCA Endpoint {hosts}, provider Citadel",
        f"{at(0.11)}\tinfo\tUsing CA {hosts} cert with certs: var/run/secrets/istio/root-cert.pem",
        f"{at(0.12)}\tinfo\txdsproxy\tInitializing with upstream address \"{hosts}\" and cluster \"Kubernetes\"",
        f"{at(0.12)}\tinfo\tPilot SAN: [istiod.istio-system.svc]", f"{at(0.13)}\tinfo\tStarting proxy agent",
        f"{at(0.14)}\tinfo\tEnvoy command: [-c etc/istio/proxy/envoy-rev.json --drain-time-s 45 --drain-strategy immediate "
        "--local-address-ip-version v4 --file-flush-interval-msec 1000 --disable-hot-restart --allow-unknown-static-fields "
        "-l warning --component-log-level misc:error --skip-deprecated-logs --concurrency 2]",
        f"{at(0.15)}\tinfo\tsds\tStarting SDS grpc server"]
    if certificate == "ok":
        lines += [f"{at(0.42)}\tinfo\tcache\tgenerated new workload certificate\tresourceName=default latency=291.{rng.randrange(999):03d}ms ttl=23h59m59.58s",
                  f"{at(0.42)}\tinfo\tcache\tRoot cert has changed, start rotating root cert",
                  f"{at(0.61)}\tinfo\txdsproxy\tconnected to delta upstream XDS server: {hosts}\tid=1",
                  f"{at(0.9)}\tinfo\tads\tADS: new connection for node:1", f"{at(0.9)}\tinfo\tcache\treturned workload certificate from cache\tttl=23h59m59.1s",
                  f"{at(0.91)}\tinfo\tads\tADS: new connection for node:2", f"{at(0.91)}\tinfo\tcache\treturned workload trust anchor from cache\tttl=23h59m59.1s",
                  f"{at(ready_after)}\tinfo\tReadiness succeeded in {ready_after - 0.11:.6f}s", f"{at(ready_after)}\tinfo\tEnvoy proxy is ready"]
    return "\n".join(lines) + "\n"


def istiod_log(w, start, pods, version, push=True):
    rng = random.Random(w.scenario)
    def at(seconds):
        return (start + timedelta(seconds=seconds, microseconds=rng.randrange(900000))).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    lines = [f"{at(0)}\tinfo\tFLAG: --domain=\"cluster.local\"", f"{at(0)}\tinfo\tFLAG: --keepaliveMaxServerConnectionAge=\"30m0s\"",
             f"{at(0)}\tinfo\tinitializing Istiod admin server", f"{at(0)}\tinfo\tstarting HTTP service at [::]:8080",
             f"{at(1)}\tinfo\tinitializing mesh configuration ./etc/istio/config/mesh",
             f"{at(1)}\tinfo\tControllable plugins: []", f"{at(1)}\tinfo\tUse self-signed certificate as the CA certificate",
             f"{at(1)}\tinfo\tinitializing secure discovery service", f"{at(2)}\tinfo\tStarting validation controller",
             f"{at(2)}\tinfo\tads\tAll caches have been synced up in 1.9{rng.randrange(999999):06d}s, marking server ready",
             f"{at(3)}\tinfo\tads\tPush debounce stable[1] 4 for config DestinationRule/shop/catalog and 3 more configs: 100.2ms since last change, 118.9ms since last push, forced=true",
             f"{at(3)}\tinfo\tads\tXDS: Pushing Services:14 ConnectedEndpoints:0 Version:{kube.stamp(start + timedelta(seconds=3))}/1"]
    for i, pod in enumerate(pods):
        node = f"{pod['name']}.{pod['ns']}"
        lines += [f"{at(4 + i)}\tinfo\tdelta\tADS: new delta connection for node:{node}-{i + 1}",
                  f"{at(4 + i)}\tinfo\tdelta\tCDS: PUSH request for node:{node} resources:12 removed:0 size:9.7kB cached:0/8",
                  f"{at(4 + i)}\tinfo\tdelta\tEDS: PUSH request for node:{node} resources:6 removed:0 size:1.4kB empty:0 cached:0/6 filtered:0",
                  f"{at(4 + i)}\tinfo\tdelta\tLDS: PUSH request for node:{node} resources:3 removed:0 size:24.8kB",
                  f"{at(4 + i)}\tinfo\tdelta\tRDS: PUSH request for node:{node} resources:1 removed:0 size:3.1kB cached:0/1 filtered:0"]
    return lines


def proxy_status_old(pods, istiod, version, states=None):
    """istioctl up to 1.2x: one column per type."""
    rows = [("NAME", "CLUSTER", "CDS", "LDS", "EDS", "RDS", "ECDS", "ISTIOD", "VERSION")]
    for p in pods:
        s = (states or {}).get(p["app"], {})
        cell = lambda t: s.get(t, "SYNCED")
        rows.append((f"{p['name']}.{p['ns']}", "Kubernetes", cell("CDS"), cell("LDS"), cell("EDS"), cell("RDS"), cell("ECDS") if "ECDS" in s else "NOT SENT",
                     istiod, version))
    return kube.table(rows, 5)


def proxy_status_plain(pods, istiod, version):
    rows = [("NAME", "CLUSTER", "ISTIOD", "VERSION", "SUBSCRIBED TYPES")]
    return kube.table(rows + [(f"{p['name']}.{p['ns']}", "Kubernetes", istiod, version, "4 (CDS,LDS,EDS,RDS)") for p in pods], 5)


def proxy_status_verbose(pods, istiod, version, states=None, since="3m12s"):
    rows = [("NAME", "CLUSTER", "CDS", "ECDS", "EDS", "LDS", "RDS", "ISTIOD", "VERSION")]
    for p in pods:
        s = (states or {}).get(p["app"], {})
        cell = lambda t: s.get(t, f"SYNCED ({since})")
        rows.append((f"{p['name']}.{p['ns']}", "Kubernetes", cell("CDS"), "IGNORED", cell("EDS"), cell("LDS"), cell("RDS"), istiod, version))
    return kube.table(rows, 5)


def proxy_status_json(w, pods, version, states=None):
    """states: {app: {type: (status, details)}}"""
    types = {"CDS": "cluster.v3.Cluster", "EDS": "endpoint.v3.ClusterLoadAssignment", "LDS": "listener.v3.Listener",
             "RDS": "route.v3.RouteConfiguration"}
    resources = []
    for i, p in enumerate(pods):
        configs = []
        for kind, name in types.items():
            status, details = (states or {}).get(p["app"], {}).get(kind, ("SYNCED", None))
            entry = {"typeUrl": f"type.googleapis.com/envoy.config.{name}",
                     "lastUpdated": kube.stamp(w.ago(minutes=3, seconds=i))[:-1] + ".204118033Z", "configStatus": status}
            if details:
                entry["errorState"] = {"lastUpdateAttempt": entry["lastUpdated"], "details": details}
            configs.append(entry)
        resources.append({"@type": "type.googleapis.com/envoy.service.status.v3.ClientConfig", "node": {
            "id": f"{p['name']}.{p['ns']}", "metadata": {"CLUSTER_ID": "Kubernetes", "ISTIO_VERSION": version, "NAMESPACE": p["ns"]}},
            "genericXdsConfigs": configs})
    return json.dumps({"versionInfo": kube.stamp(w.ago(minutes=4)) + "/9", "resources": resources}, indent=4) + "\n"


def proxy_secret(rows):
    """istioctl proxy-config secret: (name, type, valid, serial, not after, not before)."""
    head = ("RESOURCE NAME", "TYPE", "STATUS", "VALID CERT", "SERIAL NUMBER", "NOT AFTER", "NOT BEFORE")
    return kube.table([head] + [(n, t, "ACTIVE", "true" if v else "false", s, a, b) for n, t, v, s, a, b in rows], 5)


def message(code, level, text, origin):
    return {"code": code, "documentationUrl": f"https://istio.io/v1.31/docs/reference/config/analysis/{code.lower()}/?ref=istioctl-analyze",
            "level": level, "message": text, "origin": origin}


def not_injected(ns):
    return message("IST0102", "Info", "The namespace is not enabled for Istio injection. Run 'kubectl label namespace "
                   f"{ns} istio-injection=enabled' to enable it, or 'kubectl label namespace {ns} istio-injection=disabled' "
                   "to explicitly mark it as not needing injection.", f"Namespace {ns}")


def analyze_json(messages):
    return json.dumps(messages, indent="\t") + "\n"


def analyze_log(messages):
    names = {"IST0101": "ReferencedResourceNotFound", "IST0102": "NamespaceNotInjected", "IST0151": "EnvoyFilterUsesRelativeOperation",
             "IST0103": "PodMissingProxy", "IST0173": "DestinationRuleSubsetNotSelectPods"}
    return "".join(f"{m['level']} [{m['code']}] ({m['origin']}) {m['message']}\n" for m in messages)


def version_text(client, control, proxies):
    return f"client version: {client}\ncontrol plane version: {control}\ndata plane version: {control} ({proxies} proxies)\n"
