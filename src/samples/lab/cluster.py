"""Pods of the laboratory: one network namespace each, Istio's iptables rules, Envoy as uid 1337, the application."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request

from . import control, pki, proxyconf

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = "/tmp/meshdx-lab"
LOG_FORMAT = "%Y-%m-%dT%T.%fZ\t%l\tenvoy %n %g:%#\t%v\tthread=%t"


def sh(*args, check=True):
    return subprocess.run(args, check=check, capture_output=True, text=True).stdout


class Lab:
    def __init__(self, mesh, pods, secrets, envoy):
        self.mesh, self.pods, self.envoy = mesh, pods, envoy
        self.secrets = secrets
        self.processes, self.controls, self.apps = [], {}, {}

    def __enter__(self):
        shutil.rmtree(WORK, ignore_errors=True)
        sh("ip", "netns", "add", "mxhub")
        sh("ip", "-n", "mxhub", "link", "add", "br0", "type", "bridge")
        sh("ip", "-n", "mxhub", "link", "set", "br0", "up")
        for i, pod in enumerate(self.pods):
            pod["netns"] = f"mx{i}"
            pod["root"] = f"{WORK}/{pod['name']}"
            self._network(i, pod)
            self._files(pod)
        for pod in self.pods:
            self.start_app(pod)
            if pod.get("proxy", True):
                server = control.Control(pod, self.mesh, self.secrets[pod["name"]], pod["root"])
                server.start()
                self.controls[pod["name"]] = server
                os.chmod(f"{pod['root']}/etc/istio/proxy/XDS", 0o777)
                os.chmod(f"{pod['root']}/var/run/secrets/workload-spiffe-uds/socket", 0o777)
                self._envoy(pod)
        time.sleep(4)
        return self

    def __exit__(self, *_):
        for process in self.processes + list(self.apps.values()):
            process.kill()
            process.wait()
        for server in self.controls.values():
            server.stop()
        for pod in self.pods:
            sh("ip", "netns", "del", pod["netns"], check=False)
        sh("ip", "netns", "del", "mxhub", check=False)

    def _network(self, i, pod):
        ns = pod["netns"]
        sh("ip", "netns", "add", ns)
        sh("ip", "-n", "mxhub", "link", "add", f"v{i}", "type", "veth", "peer", "name", "eth0", "netns", ns)
        sh("ip", "-n", "mxhub", "link", "set", f"v{i}", "master", "br0", "up")
        sh("ip", "-n", ns, "addr", "add", pod["ip"] + "/16", "dev", "eth0")
        for link in ("lo", "eth0"):
            sh("ip", "-n", ns, "link", "set", link, "up")
        sh("ip", "-n", ns, "route", "add", "default", "via", "10.42.0.1")
        if not pod.get("proxy", True):
            return
        rules = """-t nat -N ISTIO_REDIRECT
-t nat -A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001
-t nat -N ISTIO_IN_REDIRECT
-t nat -A ISTIO_IN_REDIRECT -p tcp -j REDIRECT --to-ports 15006
-t nat -N ISTIO_INBOUND
-t nat -A PREROUTING -p tcp -j ISTIO_INBOUND
-t nat -A ISTIO_INBOUND -p tcp --dport 15008 -j RETURN
-t nat -A ISTIO_INBOUND -p tcp --dport 15090 -j RETURN
-t nat -A ISTIO_INBOUND -p tcp --dport 15021 -j RETURN
-t nat -A ISTIO_INBOUND -p tcp --dport 15020 -j RETURN
-t nat -A ISTIO_INBOUND -p tcp -j ISTIO_IN_REDIRECT
-t nat -N ISTIO_OUTPUT
-t nat -A OUTPUT -p tcp -j ISTIO_OUTPUT
-t nat -A ISTIO_OUTPUT -s 127.0.0.6/32 -o lo -j RETURN
-t nat -A ISTIO_OUTPUT -m owner --uid-owner 1337 -j RETURN
-t nat -A ISTIO_OUTPUT -d 127.0.0.1/32 -j RETURN
-t nat -A ISTIO_OUTPUT -j ISTIO_REDIRECT"""
        for rule in rules.splitlines():
            sh("ip", "netns", "exec", ns, "iptables", *rule.split())

    def drop(self, pod, port):
        """What a NetworkPolicy of most CNIs does: the packet is dropped before it is redirected."""
        sh("ip", "netns", "exec", pod["netns"], "iptables", "-t", "mangle", "-A", "PREROUTING", "-p", "tcp",
           "--dport", str(port), "-i", "eth0", "-j", "DROP")

    def unplug(self, pod):
        """The pod is gone: nothing answers at its address."""
        sh("ip", "-n", pod["netns"], "link", "set", "eth0", "down")

    def _files(self, pod):
        for part in ("etc/istio/proxy", "var/run/secrets/workload-spiffe-uds"):
            os.makedirs(f"{pod['root']}/{part}")
        with open(f"{pod['root']}/etc/istio/proxy/envoy-rev.json", "w") as out:
            json.dump(proxyconf.bootstrap(self.mesh, pod), out)
        for where, _, files in os.walk(pod["root"]):
            os.chmod(where, 0o777)
        os.chmod(WORK, 0o777)

    def _envoy(self, pod):
        path = f"{pod['root']}/istio-proxy.log"
        log = open(path, "ab")
        os.chown(path, 1337, 1337)
        self.processes.append(subprocess.Popen(
            ["ip", "netns", "exec", pod["netns"], "setpriv", "--reuid", "1337", "--regid", "1337", "--clear-groups",
             self.envoy, "-c", "etc/istio/proxy/envoy-rev.json", "--drain-time-s", "45", "--drain-strategy", "immediate",
             "--local-address-ip-version", "v4", "--file-flush-interval-msec", "1000", "--disable-hot-restart",
             "--allow-unknown-static-fields", "-l", "warning", "--component-log-level", "misc:error",
             "--skip-deprecated-logs", "--concurrency", "2", "--log-format", LOG_FORMAT],
            cwd=pod["root"], stdout=log, stderr=log))

    def start_app(self, pod, *options):
        if not pod.get("ports") or pod.get("no_app"):
            return
        self.stop_app(pod)
        self.apps[pod["name"]] = subprocess.Popen(
            ["ip", "netns", "exec", pod["netns"], sys.executable, f"{HERE}/app.py", pod["ip"], str(pod["ports"][0]),
             pod["app"], *options, *pod.get("app_options", [])], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.4)

    def stop_app(self, pod):
        process = self.apps.pop(pod["name"], None)
        if process:
            process.kill()
            process.wait()

    def call(self, pod, jobs):
        for job in jobs:
            service = self.mesh["services"][job["to"]]
            job.setdefault("ip", service["ip"])
            job.setdefault("port", service["port"])
            job.setdefault("host", f"{job['to']}:{service['port']}" if service["ns"] == pod["ns"]
                           else f"{job['to']}.{service['ns']}:{service['port']}")
        sh("ip", "netns", "exec", pod["netns"], sys.executable, f"{HERE}/client.py", json.dumps(jobs))

    def admin(self, pod, path):
        return subprocess.run(["ip", "netns", "exec", pod["netns"], "curl", "-s", f"http://127.0.0.1:15000/{path}"],
                              capture_output=True, text=True).stdout

    def dump(self, pod, out, parts):
        """Writes admin pages: parts maps a file name to an admin path."""
        os.makedirs(out, exist_ok=True)
        for name, path in parts.items():
            with open(f"{out}/{name}", "w") as f:
                f.write(self.admin(pod, path))

    def log(self, pod):
        with open(f"{pod['root']}/istio-proxy.log") as f:
            return f.read()
