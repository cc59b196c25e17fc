"""A stand-in for istiod and the agent: delta ADS and SDS over the two Unix sockets of a sidecar."""

import hashlib
import threading
import time
import queue
from concurrent import futures

import grpc
from google.protobuf import any_pb2, json_format
from envoy.config.cluster.v3 import cluster_pb2  # noqa: F401  (registers the types that json_format resolves)
from envoy.config.endpoint.v3 import endpoint_pb2  # noqa: F401
from envoy.config.listener.v3 import listener_pb2  # noqa: F401
from envoy.config.route.v3 import route_pb2  # noqa: F401
from envoy.extensions.access_loggers.file.v3 import file_pb2  # noqa: F401
from envoy.extensions.filters.http.cors.v3 import cors_pb2  # noqa: F401
from envoy.extensions.filters.http.fault.v3 import fault_pb2  # noqa: F401
from envoy.extensions.filters.http.grpc_stats.v3 import config_pb2  # noqa: F401
from envoy.extensions.filters.http.lua.v3 import lua_pb2  # noqa: F401
from envoy.extensions.filters.http.router.v3 import router_pb2  # noqa: F401
from envoy.extensions.filters.listener.http_inspector.v3 import http_inspector_pb2  # noqa: F401
from envoy.extensions.filters.listener.original_dst.v3 import original_dst_pb2  # noqa: F401
from envoy.extensions.filters.listener.tls_inspector.v3 import tls_inspector_pb2  # noqa: F401
from envoy.extensions.filters.network.http_connection_manager.v3 import http_connection_manager_pb2  # noqa: F401
from envoy.extensions.filters.network.tcp_proxy.v3 import tcp_proxy_pb2  # noqa: F401
from envoy.extensions.request_id.uuid.v3 import uuid_pb2  # noqa: F401
from envoy.extensions.retry.host.previous_hosts.v3 import previous_hosts_pb2  # noqa: F401
from envoy.extensions.transport_sockets.raw_buffer.v3 import raw_buffer_pb2  # noqa: F401
from envoy.extensions.transport_sockets.tls.v3 import secret_pb2, tls_pb2  # noqa: F401
from envoy.extensions.upstreams.http.v3 import http_protocol_options_pb2  # noqa: F401
from envoy.service.discovery.v3 import ads_pb2_grpc, discovery_pb2
from envoy.service.secret.v3 import sds_pb2_grpc

from . import proxyconf

TYPES = {"cluster": "envoy.config.cluster.v3.Cluster", "listener": "envoy.config.listener.v3.Listener",
         "route": "envoy.config.route.v3.RouteConfiguration",
         "endpoint": "envoy.config.endpoint.v3.ClusterLoadAssignment"}
URL = {kind: proxyconf.ANY + name for kind, name in TYPES.items()}


def _now():
    t = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(t)) + ".%09dZ" % int(t % 1 * 1e9)


def _any(resource):
    packed = any_pb2.Any()
    json_format.ParseDict(resource, packed)
    return packed


class Control(ads_pb2_grpc.AggregatedDiscoveryServiceServicer, sds_pb2_grpc.SecretDiscoveryServiceServicer):
    """Serves one sidecar."""

    def __init__(self, pod, mesh, secrets, root):
        self.pod, self.root = pod, root
        self.secrets = secrets
        self.version = 1
        self.state = {url: {} for url in URL.values()}
        self.rejections = []
        self.streams = []
        self.refusal = None
        self.server = None
        self.load(mesh)

    def load(self, mesh):
        self.resources = {URL["cluster"]: proxyconf.clusters(mesh, self.pod),
                          URL["listener"]: proxyconf.listeners(mesh, self.pod),
                          URL["route"]: proxyconf.routes(mesh), URL["endpoint"]: proxyconf.assignments(mesh)}
        self.pushed = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def start(self):
        self.server = grpc.server(futures.ThreadPoolExecutor(24))
        ads_pb2_grpc.add_AggregatedDiscoveryServiceServicer_to_server(self, self.server)
        self.server.add_insecure_port(f"unix:{self.root}/etc/istio/proxy/XDS")
        self.server.start()
        if not hasattr(self, "sds"):
            self.sds = grpc.server(futures.ThreadPoolExecutor(24))
            sds_pb2_grpc.add_SecretDiscoveryServiceServicer_to_server(self, self.sds)
            self.sds.add_insecure_port(f"unix:{self.root}/var/run/secrets/workload-spiffe-uds/socket")
            self.sds.start()

    def stop(self):
        for stream in self.streams:
            stream.put(None)
        self.streams.clear()
        self.server.stop(0)

    def refuse(self, reason):
        """Ends the streams as the agent does when it has no istiod behind it; None serves again."""
        self.refusal = reason
        if reason:
            for stream in self.streams:
                stream.put(None)
            self.streams.clear()

    def push(self, mesh, kinds):
        self.version += 1
        self.load(mesh)
        for stream in self.streams:
            for kind in kinds:
                stream.put((URL[kind], None))

    def _respond(self, url, names):
        resources = self.resources.get(url, {})
        chosen = {n: r for n, r in resources.items() if not names or n in names}
        nonce = f"{self.pushed}/{self.version}" + hashlib.md5(f"{url}{time.time()}".encode()).hexdigest()
        state = self.state.setdefault(url, {})
        state.update(sent=nonce, sentTime=_now())
        return discovery_pb2.DeltaDiscoveryResponse(
            type_url=url, nonce=nonce, system_version_info=f"{self.pushed}/{self.version}",
            resources=[discovery_pb2.Resource(name=n, version=f"{self.pushed}/{self.version}", resource=_any(r))
                       for n, r in chosen.items()])

    def DeltaAggregatedResources(self, requests, context):
        if self.refusal:
            context.abort(grpc.StatusCode.UNAVAILABLE, self.refusal)
        work = queue.Queue()
        self.streams.append(work)
        wanted = {}

        def listen():
            try:
                for request in requests:
                    work.put((request.type_url, request))
            except Exception:
                pass
            work.put(None)

        threading.Thread(target=listen, daemon=True).start()
        while True:
            item = work.get()
            if item is None and self.refusal:
                context.abort(grpc.StatusCode.UNAVAILABLE, self.refusal)
            if item is None:
                return
            url, request = item
            if request is None:
                if url in wanted:
                    yield self._respond(url, wanted[url])
                continue
            names = set(request.resource_names_subscribe)
            if request.response_nonce:
                state = self.state.setdefault(url, {})
                if request.HasField("error_detail"):
                    state["lastError"] = request.error_detail.message
                    self.rejections.append({"time": _now(), "type": url, "code": request.error_detail.code,
                                            "message": request.error_detail.message})
                else:
                    state["acked"] = request.response_nonce
                if not names:
                    continue
            if url not in URL.values():
                continue
            wanted.setdefault(url, set()).update(names)
            yield self._respond(url, names)

    def StreamSecrets(self, requests, context):
        for request in requests:
            if request.response_nonce:
                continue
            for name in request.resource_names:
                secret = secret_pb2.Secret(name=name)
                if name == "default":
                    secret.tls_certificate.certificate_chain.inline_bytes = self.secrets["chain"].encode()
                    secret.tls_certificate.private_key.inline_bytes = self.secrets["key"].encode()
                else:
                    secret.validation_context.trusted_ca.inline_bytes = self.secrets["root"].encode()
                packed = any_pb2.Any()
                packed.Pack(secret)
                yield discovery_pb2.DiscoveryResponse(
                    version_info=_now(), nonce=_now(), type_url=packed.type_url, resources=[packed])

    def syncz(self, mesh):
        short = {"cluster": "cluster", "listener": "listener", "route": "route", "endpoint": "endpoint"}
        entry = {"cluster_id": "Kubernetes", "proxy": f"{self.pod['name']}.{self.pod['ns']}", "proxy_type": "sidecar",
                 "istio_version": mesh["version"]}
        for kind, key in short.items():
            state = self.state[URL[kind]]
            for field in ("sent", "acked"):
                if field in state:
                    entry[f"{key}_{field}"] = state[field]
        entry["resources"] = {url: {k: s[k] for k in ("sent", "acked", "sentTime", "lastError") if k in s}
                              for url, s in self.state.items() if s}
        return entry
