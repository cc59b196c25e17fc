"""Kubernetes objects and what kubectl prints of them. Everything follows from the scenario's name and capture time."""

import base64
import hashlib
import json
from datetime import datetime, timedelta

import yaml

from .shop import word


def parse(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def stamp(t):
    return t.strftime("%Y-%m-%dT%H:%M:%SZ")


def age(seconds):
    """As kubectl prints durations."""
    s = int(seconds)
    m, h, d = s // 60, s // 3600, s // 86400
    if s < 120:
        return f"{s}s"
    if m < 10:
        return f"{m}m{s % 60}s" if s % 60 else f"{m}m"
    if m < 180:
        return f"{m}m"
    if h < 8:
        return f"{h}h{m % 60}m" if m % 60 else f"{h}h"
    if h < 48:
        return f"{h}h"
    if d < 8:
        return f"{d}d{h % 24}h" if h % 24 else f"{d}d"
    return f"{d}d" if d < 730 else f"{d // 365}y{d % 365}d"


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def _text(dumper, value):
    if "\n" in value:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    plain = dumper.resolve(yaml.ScalarNode, value, (True, False)) == "tag:yaml.org,2002:str"
    odd = value in ("", "y", "n", "Y", "N", "yes", "no", "on", "off", "true", "false", "null", "~") or not plain
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if odd else None)


_Dumper.add_representer(str, _text)


def to_yaml(value):
    return yaml.dump(value, Dumper=_Dumper, width=10 ** 9, allow_unicode=True)


def as_json(objects):
    """kubectl get ... -o json"""
    return json.dumps({"apiVersion": "v1", "items": objects, "kind": "List", "metadata": {"resourceVersion": ""}},
                      indent=4, sort_keys=True) + "\n"


def as_yaml(objects):
    """kubectl get ... -o yaml"""
    return to_yaml({"apiVersion": "v1", "items": objects, "kind": "List", "metadata": {"resourceVersion": ""}})


def as_documents(objects):
    return "---\n".join(to_yaml(o) for o in objects)


def as_dump(kind, objects, version="v1"):
    """kubectl cluster-info dump: a typed list whose items have neither kind nor apiVersion."""
    items = [{k: v for k, v in o.items() if k not in ("kind", "apiVersion")} for o in objects]
    return json.dumps({"kind": kind, "apiVersion": version, "metadata": {"resourceVersion": "918243"}, "items": items},
                      indent=4) + "\n"


def table(rows, gap=3):
    widths = [max(len(str(r[i])) for r in rows) for i in range(len(rows[0]))]
    return "".join("".join(str(c).ljust(w + gap) for c, w in zip(row, widths)).rstrip() + "\n" for row in rows)


class World:
    """One cluster at one time."""

    def __init__(self, scenario, now, nodes=("worker-a", "worker-b")):
        self.scenario, self.now = scenario, parse(now) if isinstance(now, str) else now
        self.objects, self.events = [], []
        self._version = 410000 + int(hashlib.md5(scenario.encode()).hexdigest()[:4], 16)
        self.node_ips = {}
        for i, name in enumerate(nodes):
            self._node(name, f"10.240.0.{11 + i}", i)

    # times and names
    def ago(self, **delta):
        return self.now - timedelta(**delta)

    def uid(self, seed):
        h = hashlib.sha256(f"{self.scenario}/{seed}".encode()).hexdigest()
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"

    def version(self):
        self._version += 37
        return str(self._version)

    def meta(self, kind, name, ns=None, labels=None, annotations=None, created=None, **more):
        made = {"name": name, "uid": self.uid(f"{kind}/{ns}/{name}"), "resourceVersion": self.version(),
                "creationTimestamp": stamp(created or self.ago(days=41, hours=3))}
        if ns:
            made["namespace"] = ns
        if labels:
            made["labels"] = labels
        if annotations:
            made["annotations"] = annotations
        made.update(more)
        return made

    def add(self, made):
        self.objects.append(made)
        return made

    def of(self, *kinds, ns=None):
        return [o for o in self.objects if o["kind"] in kinds and (ns is None or o["metadata"].get("namespace") == ns)]

    # objects
    def _node(self, name, ip, i):
        self.node_ips[name] = ip
        beat = stamp(self.ago(seconds=41 + 17 * i))
        condition = lambda kind, status, reason, message: {
            "type": kind, "status": status, "reason": reason, "message": message, "lastHeartbeatTime": beat,
            "lastTransitionTime": stamp(self.ago(days=41, hours=4))}
        self.add({"apiVersion": "v1", "kind": "Node", "metadata": self.meta("Node", name, labels={
            "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": name, "kubernetes.io/os": "linux",
            "topology.kubernetes.io/region": "eu-central-1", "topology.kubernetes.io/zone": "eu-central-1" + "abc"[i % 3]},
            created=self.ago(days=41, hours=4)),
            "spec": {"podCIDR": f"10.42.{i + 1}.0/24", "podCIDRs": [f"10.42.{i + 1}.0/24"],
                     "providerID": f"aws:///eu-central-1{'abc'[i % 3]}/i-0{hashlib.md5(name.encode()).hexdigest()[:16]}"},
            "status": {"addresses": [{"address": ip, "type": "InternalIP"}, {"address": name, "type": "Hostname"}],
                       "allocatable": {"cpu": "3920m", "memory": "15155372Ki", "pods": "58"},
                       "capacity": {"cpu": "4", "memory": "16131244Ki", "pods": "58"},
                       "conditions": [
                           condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                           condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                           condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                           condition("Ready", "True", "KubeletReady", "kubelet is posting ready status")],
                       "nodeInfo": {"architecture": "amd64", "containerRuntimeVersion": "containerd://2.1.4",
                                    "kernelVersion": "6.12.46", "kubeletVersion": "v1.33.5", "operatingSystem": "linux",
                                    "osImage": "Bottlerocket OS 1.49.0 (aws-k8s-1.33)"}}})

    def namespace(self, name, labels=None, created=None):
        return self.add({"apiVersion": "v1", "kind": "Namespace", "metadata": self.meta(
            "Namespace", name, labels={"kubernetes.io/metadata.name": name, **(labels or {})}, created=created),
            "spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}})

    def config_map(self, ns, name, data, created=None, **more):
        return self.add({"apiVersion": "v1", "data": data, "kind": "ConfigMap",
                         "metadata": self.meta("ConfigMap", name, ns, created=created, **more)})

    def secret(self, ns, name, data, kind="Opaque", **more):
        return self.add({"apiVersion": "v1", "data": data, "kind": "Secret", "type": kind,
                         "metadata": self.meta("Secret", name, ns, **more)})

    def service(self, ns, name, ip, port, selector, target=None, port_name="http", pods=(), more_ports=(), **more):
        ports = [{"name": port_name, "port": port, "protocol": "TCP", "targetPort": target or port}, *more_ports]
        made = self.add({"apiVersion": "v1", "kind": "Service", "metadata": self.meta(
            "Service", name, ns, labels={"app": name}, **more),
            "spec": {"clusterIP": ip, "clusterIPs": [ip], "internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"],
                     "ipFamilyPolicy": "SingleStack", "ports": ports, "selector": selector,
                     "sessionAffinity": "None", "type": "ClusterIP"}, "status": {"loadBalancer": {}}})
        def ready(pod):
            return next(c["status"] == "True" for c in pod["status"]["conditions"] if c["type"] == "Ready")
        self.add({"addressType": "IPv4", "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
                  "metadata": self.meta("EndpointSlice", f"{name}-{word(self.scenario + ns + name, 5)}", ns, labels={
                      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
                      "kubernetes.io/service-name": name}, generateName=f"{name}-", generation=3,
                      ownerReferences=[{"apiVersion": "v1", "blockOwnerDeletion": True, "controller": True,
                                        "kind": "Service", "name": name, "uid": made["metadata"]["uid"]}]),
                  "endpoints": [{"addresses": [p["status"]["podIP"]], "nodeName": p["spec"]["nodeName"],
                                 "conditions": {"ready": ready(p), "serving": ready(p), "terminating": False},
                                 "targetRef": {"kind": "Pod", "name": p["metadata"]["name"], "namespace": ns,
                                               "uid": p["metadata"]["uid"]}} for p in pods],
                  "ports": [{"name": p["name"], "port": p["targetPort"], "protocol": "TCP"} for p in ports]})
        return made

    def container(self, name, image, **more):
        return {"image": image, "imagePullPolicy": "IfNotPresent", "name": name, "resources": {},
                "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File", **more}

    def status(self, container, started, state=None, ready=True, restarts=0, last=None, init=False):
        """state: None = running; ("waiting", reason, message) or ("terminated", reason, code, start, end)."""
        image = container["image"]
        made = {"containerID": "containerd://" + hashlib.sha256(f"{self.scenario}{container['name']}{image}{started}".encode()).hexdigest(),
                "image": image, "imageID": image.split(":")[0] + "@sha256:" + hashlib.sha256(image.encode()).hexdigest(),
                "lastState": {}, "name": container["name"], "ready": ready, "restartCount": restarts, "started": ready}
        end = lambda reason, code, a, b: {"terminated": {
            "containerID": made["containerID"], "exitCode": code, "finishedAt": stamp(b), "reason": reason, "startedAt": stamp(a)}}
        if state and state[0] == "waiting":
            made["state"] = {"waiting": {"message": state[2], "reason": state[1]}}
        elif state:
            made["state"] = end(*state[1:])
            made["started"] = False
        else:
            made["state"] = {"running": {"startedAt": stamp(started)}}
            made["started"] = True
        if last:
            made["lastState"] = end(*last)
        return made

    def pod(self, ns, workload, name, ip, node, labels, containers, statuses, created, init=(), init_statuses=(),
            annotations=None, sa=None, **spec):
        ready = all(s["ready"] for s in statuses) and all(
            s["ready"] for s, c in zip(init_statuses, init) if c.get("restartPolicy") == "Always")
        changed = max([created] + [parse(s["state"].get("running", {}).get("startedAt", stamp(created))) for s in statuses])
        unready = [s["name"] for s in statuses if not s["ready"]]
        condition = lambda kind, ok, when, **more: {"lastProbeTime": None, "lastTransitionTime": stamp(when),
                                                    **({} if ok else more), "status": "True" if ok else "False", "type": kind}
        not_ready = {"message": f"containers with unready status: [{' '.join(unready)}]", "reason": "ContainersNotReady"}
        template = labels.get("pod-template-hash")
        return self.add({
            "apiVersion": "v1", "kind": "Pod", "metadata": self.meta(
                "Pod", name, ns, labels, annotations, created, generateName=name.rsplit("-", 1)[0] + "-",
                ownerReferences=[{"apiVersion": "apps/v1", "blockOwnerDeletion": True, "controller": True,
                                  "kind": "ReplicaSet", "name": f"{workload}-{template}",
                                  "uid": self.uid(f"ReplicaSet/{ns}/{workload}-{template}")}]),
            "spec": {"containers": list(containers), **({"initContainers": list(init)} if init else {}),
                     "dnsPolicy": "ClusterFirst", "enableServiceLinks": True, "nodeName": node,
                     "preemptionPolicy": "PreemptLowerPriority", "priority": 0, "restartPolicy": "Always",
                     "schedulerName": "default-scheduler", "securityContext": {}, "serviceAccount": sa or workload,
                     "serviceAccountName": sa or workload, "terminationGracePeriodSeconds": 30, **spec},
            "status": {"conditions": [
                condition("PodReadyToStartContainers", True, created + timedelta(seconds=3)),
                condition("Initialized", True, created + timedelta(seconds=3)),
                condition("Ready", ready, changed + timedelta(seconds=3), **not_ready),
                condition("ContainersReady", ready, changed + timedelta(seconds=3), **not_ready),
                condition("PodScheduled", True, created)],
                "containerStatuses": sorted(statuses, key=lambda s: s["name"]),
                **({"initContainerStatuses": list(init_statuses)} if init_statuses else {}),
                "hostIP": self.node_ips[node], "hostIPs": [{"ip": self.node_ips[node]}], "phase": "Running",
                "podIP": ip, "podIPs": [{"ip": ip}], "qosClass": "Burstable", "startTime": stamp(created)}})

    def deployment(self, pods, workload, template_labels, containers, replicas=None, created=None, annotations=None, ready=None):
        """Deployment and ReplicaSet of pods that are already there."""
        ns = pods[0]["metadata"]["namespace"] if pods else template_labels["_ns"]
        template = template_labels["pod-template-hash"]
        labels = {k: v for k, v in template_labels.items() if k not in ("pod-template-hash", "_ns")}
        created = created or self.ago(days=41, hours=3)
        replicas = len(pods) if replicas is None else replicas
        if ready is None:
            ready = sum(1 for p in pods for c in p["status"]["conditions"] if c["type"] == "Ready" and c["status"] == "True")
        spec = {"replicas": replicas, "selector": {"matchLabels": {"app": labels["app"]} if "app" in labels else labels},
                "template": {"metadata": {"labels": labels, **({"annotations": annotations} if annotations else {})},
                             "spec": {"containers": containers, "dnsPolicy": "ClusterFirst", "restartPolicy": "Always",
                                      "serviceAccountName": labels.get("app", workload)}}}
        rs_name = f"{workload}-{template}"
        d_uid = self.uid(f"Deployment/{ns}/{workload}")
        counts = {"observedGeneration": 2, "replicas": len(pods), **({"readyReplicas": ready, "availableReplicas": ready} if ready else {})}
        self.add({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": self.meta(
            "Deployment", workload, ns, labels, {"deployment.kubernetes.io/revision": "4"}, created, generation=2),
            "spec": {**spec, "progressDeadlineSeconds": 600, "revisionHistoryLimit": 10, "strategy": {
                "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}, "type": "RollingUpdate"}},
            "status": {**counts, "updatedReplicas": len(pods),
                       **({"unavailableReplicas": replicas - ready} if replicas > ready else {}),
                       "conditions": [
                           {"lastTransitionTime": stamp(created), "lastUpdateTime": stamp(created), "status": "True",
                            "message": f'ReplicaSet "{rs_name}" has successfully progressed.',
                            "reason": "NewReplicaSetAvailable", "type": "Progressing"},
                           {"lastTransitionTime": stamp(self.ago(minutes=19)), "lastUpdateTime": stamp(self.ago(minutes=19)),
                            **({"message": "Deployment has minimum availability.", "reason": "MinimumReplicasAvailable", "status": "True"}
                               if ready else {"message": "Deployment does not have minimum availability.",
                                              "reason": "MinimumReplicasUnavailable", "status": "False"}), "type": "Available"}]}})
        self.add({"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": self.meta(
            "ReplicaSet", rs_name, ns, {**labels, "pod-template-hash": template}, {"deployment.kubernetes.io/desired-replicas": str(replicas),
                                                "deployment.kubernetes.io/revision": "4"}, created, generation=1,
            ownerReferences=[{"apiVersion": "apps/v1", "blockOwnerDeletion": True, "controller": True,
                              "kind": "Deployment", "name": workload, "uid": d_uid}]),
            "spec": {"replicas": replicas, "selector": {"matchLabels": {**labels, "pod-template-hash": template}}},
            "status": {**counts, "fullyLabeledReplicas": len(pods)}})

    def event(self, ns, kind, name, reason, message, first, last=None, count=1, type="Normal", component="kubelet",
              host=None, path=None):
        """first and last are timedelta keywords ago, such as dict(minutes=4)."""
        first = self.ago(**first)
        last = self.ago(**last) if last is not None else first
        api = {"Pod": "v1", "Node": "v1", "Service": "v1"}.get(kind, "apps/v1")
        if kind == "HorizontalPodAutoscaler":
            api = "autoscaling/v2"
        involved = {"apiVersion": api, "kind": kind, "name": name, "namespace": ns,
                    "resourceVersion": self.version(), "uid": self.uid(f"{kind}/{ns}/{name}")}
        if path:
            involved["fieldPath"] = path
        h = hashlib.sha256(f"{name}{reason}{message}".encode()).hexdigest()[:14]
        scheduler = component == "default-scheduler"
        made = {"apiVersion": "v1", "kind": "Event", "metadata": self.meta("Event", f"{name}.18{h}", ns, created=first),
                "involvedObject": involved, "reason": reason, "message": message, "type": type,
                "eventTime": stamp(first)[:-1] + ".118204Z" if scheduler else None,
                "firstTimestamp": None if scheduler else stamp(first), "lastTimestamp": None if scheduler else stamp(last),
                "reportingComponent": component, "reportingInstance": host or "",
                "source": {} if scheduler else {"component": component, **({"host": host} if host else {})}}
        if scheduler:
            made["action"] = "Binding"
        else:
            made["count"] = count
        self.events.append((last, first, made))
        return made

    def start_events(self, pod):
        """The ordinary events of a pod that has just started."""
        ns, name, node = pod["metadata"]["namespace"], pod["metadata"]["name"], pod["spec"]["nodeName"]
        seconds = int((self.now - parse(pod["metadata"]["creationTimestamp"])).total_seconds())
        back = lambda s: {"seconds": max(1, seconds - s)}
        rs = pod["metadata"]["ownerReferences"][0]["name"]
        self.event(ns, "ReplicaSet", rs, "SuccessfulCreate", f"Created pod: {name}", back(0), component="replicaset-controller")
        self.event(ns, "Pod", name, "Scheduled", f"Successfully assigned {ns}/{name} to {node}", back(0), component="default-scheduler")
        for part in ("initContainers", "containers"):
            for c in pod["spec"].get(part, []):
                path = f"spec.{part}{{{c['name']}}}"
                self.event(ns, "Pod", name, "Pulled", f'Container image "{c["image"]}" already present on machine', back(2), host=node, path=path)
                self.event(ns, "Pod", name, "Created", f"Created container: {c['name']}", back(2), host=node, path=path)
                self.event(ns, "Pod", name, "Started", f"Started container {c['name']}", back(3), host=node, path=path)

    # what kubectl prints
    def event_objects(self):
        return [e for _, _, e in sorted(self.events, key=lambda x: x[0])]

    def events_table(self, ns=None):
        rows = [("NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE")]
        for last, _, e in sorted(self.events, key=lambda x: x[0]):
            rows.append((e["metadata"]["namespace"], age((self.now - last).total_seconds()), e["type"], e["reason"],
                         f"{e['involvedObject']['kind'].lower()}/{e['involvedObject']['name']}", e["message"]))
        return table(rows)

    def events_command(self):
        """kubectl events -A, which counts."""
        rows = [("NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE")]
        for last, first, e in sorted(self.events, key=lambda x: x[0]):
            seen = age((self.now - last).total_seconds())
            if e.get("count", 1) > 1:
                seen += f" (x{e['count']} over {age((self.now - first).total_seconds())})"
            rows.append((e["metadata"]["namespace"], seen, e["type"], e["reason"],
                         f"{e['involvedObject']['kind']}/{e['involvedObject']['name']}", e["message"]))
        return table(rows)

    def pods_table(self, wide=False):
        rows = [("NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "AGE")
                + (("IP", "NODE", "NOMINATED NODE", "READINESS GATES") if wide else ())]
        for pod in sorted(self.of("Pod"), key=lambda p: (p["metadata"]["namespace"], p["metadata"]["name"])):
            statuses = list(pod["status"]["containerStatuses"])
            sidecars = [c["name"] for c in pod["spec"].get("initContainers", []) if c.get("restartPolicy") == "Always"]
            statuses += [s for s in pod["status"].get("initContainerStatuses", []) if s["name"] in sidecars]
            state = "Running"
            for s in statuses:
                state = s["state"].get("waiting", s["state"].get("terminated", {})).get("reason", state)
            restarts = sum(s["restartCount"] for s in statuses)
            ends = [parse(s["lastState"]["terminated"]["finishedAt"]) for s in statuses if s["lastState"]]
            shown = f"{restarts} ({age((self.now - max(ends)).total_seconds())} ago)" if restarts and ends else str(restarts)
            rows.append((pod["metadata"]["namespace"], pod["metadata"]["name"],
                         f"{sum(s['ready'] for s in statuses)}/{len(statuses)}", state, shown,
                         age((self.now - parse(pod["metadata"]["creationTimestamp"])).total_seconds()))
                        + ((pod["status"]["podIP"], pod["spec"]["nodeName"], "<none>", "<none>") if wide else ()))
        return table(rows)


def b64(text):
    return base64.b64encode(text.encode()).decode()
