"""Configuration of a sidecar in the form that istiod generates it, as JSON for Envoy's protobufs.

A mesh is a dict: services {host-short: {ns, port, ip, subsets{name: [(pod ip, tls)]}, endpoints[(ip, tls)], sa}},
limits {host: thresholds}, tls per host. Left out, because plain Envoy lacks them: istio.stats, istio.alpn,
metadata exchange.
"""

ANY = "type.googleapis.com/"
FORMAT = (
    '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% '
    '%RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% "%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% '
    '%BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" '
    '"%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER_RAW% %UPSTREAM_LOCAL_ADDRESS% '
    '%DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%\n')
# MeshConfig accessLogEncoding: JSON without a format of one's own
JSON_FORMAT = {
    "authority": "%REQ(:AUTHORITY)%", "bytes_received": "%BYTES_RECEIVED%", "bytes_sent": "%BYTES_SENT%",
    "connection_termination_details": "%CONNECTION_TERMINATION_DETAILS%",
    "downstream_local_address": "%DOWNSTREAM_LOCAL_ADDRESS%", "downstream_remote_address": "%DOWNSTREAM_REMOTE_ADDRESS%",
    "duration": "%DURATION%", "method": "%REQ(:METHOD)%", "path": "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%",
    "protocol": "%PROTOCOL%", "request_id": "%REQ(X-REQUEST-ID)%", "requested_server_name": "%REQUESTED_SERVER_NAME%",
    "response_code": "%RESPONSE_CODE%", "response_code_details": "%RESPONSE_CODE_DETAILS%",
    "response_flags": "%RESPONSE_FLAGS%", "route_name": "%ROUTE_NAME%", "start_time": "%START_TIME%",
    "upstream_cluster": "%UPSTREAM_CLUSTER_RAW%", "upstream_host": "%UPSTREAM_HOST%",
    "upstream_local_address": "%UPSTREAM_LOCAL_ADDRESS%",
    "upstream_service_time": "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%",
    "upstream_transport_failure_reason": "%UPSTREAM_TRANSPORT_FAILURE_REASON%",
    "user_agent": "%REQ(USER-AGENT)%", "x_forwarded_for": "%REQ(X-FORWARDED-FOR)%"}
NO_LIMIT = {"max_connections": 4294967295, "max_pending_requests": 4294967295,
            "max_requests": 4294967295, "max_retries": 4294967295, "track_remaining": True}
RETRIES = {"retry_on": "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes",
           "num_retries": 2, "retriable_status_codes": [503],
           "retry_host_predicate": [{"name": "envoy.retry_host_predicates.previous_hosts", "typed_config": {
               "@type": ANY + "envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"}}],
           "host_selection_retry_max_attempts": "5"}


def fqdn(short, service):
    return f"{short}.{service['ns']}.svc.cluster.local"


def access_log(mesh, only=None):
    log_format = ({"json_format": JSON_FORMAT} if mesh.get("log") == "JSON"
                  else {"text_format_source": {"inline_string": FORMAT}})
    log = {"name": "envoy.access_loggers.file", "typed_config": {
        "@type": ANY + "envoy.extensions.access_loggers.file.v3.FileAccessLog",
        "path": "/dev/stdout", "log_format": log_format}}
    if only:
        log["filter"] = {"response_flag_filter": {"flags": only}}
    return [log]


def _sds(name):
    return {"name": name, "sds_config": {"api_config_source": {
        "api_type": "GRPC", "grpc_services": [{"envoy_grpc": {"cluster_name": "sds-grpc"}}],
        "set_node_on_first_message_only": True, "transport_api_version": "V3"},
        "initial_fetch_timeout": "0s", "resource_api_version": "V3"}}


def _tls_params():
    return {"tls_minimum_protocol_version": "TLSv1_2", "tls_maximum_protocol_version": "TLSv1_3"}


def upstream_tls(service, sni):
    return {"name": "envoy.transport_sockets.tls", "typed_config": {
        "@type": ANY + "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "common_tls_context": {
            "tls_params": _tls_params(), "alpn_protocols": ["istio-peer-exchange", "istio"],
            "tls_certificate_sds_secret_configs": [_sds("default")],
            "combined_validation_context": {
                "default_validation_context": {"match_typed_subject_alt_names": [
                    {"san_type": "URI", "matcher": {"exact": f"spiffe://cluster.local/ns/{service['ns']}/sa/{service['sa']}"}}]},
                "validation_context_sds_secret_config": _sds("ROOTCA")}},
        "sni": sni}}


def outbound_cluster(short, service, subset, limits):
    host, port = fqdn(short, service), service["port"]
    name = f"outbound|{port}|{subset}|{host}"
    istio = {"services": [{"host": host, "name": short, "namespace": service["ns"]}]}
    if service.get("dr"):
        istio["config"] = f"/apis/networking.istio.io/v1/namespaces/{service['ns']}/destination-rule/{service['dr']}"
    if subset:
        istio["subset"] = subset
    cluster = {
        "@type": ANY + "envoy.config.cluster.v3.Cluster", "name": name, "type": "EDS",
        "eds_cluster_config": {"eds_config": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
                               "service_name": name},
        "connect_timeout": "10s", "lb_policy": "LEAST_REQUEST",
        "circuit_breakers": {"thresholds": [{**NO_LIMIT, **limits}]},
        "metadata": {"filter_metadata": {"istio": istio}},
        "common_lb_config": {"healthy_panic_threshold": {}},
        "alt_stat_name": name + ";",
        "transport_socket_matches": [
            {"name": "tlsMode-istio", "match": {"tlsMode": "istio"},
             "transport_socket": upstream_tls(service, f"outbound_.{port}_.{subset}_.{host}")},
            {"name": "tlsMode-disabled", "match": {}, "transport_socket": {
                "name": "envoy.transport_sockets.raw_buffer", "typed_config": {
                    "@type": ANY + "envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer"}}}]}
    if service.get("outlier"):
        cluster["outlier_detection"] = service["outlier"]
    if service.get("h2"):
        cluster["typed_extension_protocol_options"] = {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
            "@type": ANY + "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
            "explicit_http_config": {"http2_protocol_options": {"max_concurrent_streams": 2147483647}}}}
    return name, cluster


def _original_dst(name, **more):
    return name, {"@type": ANY + "envoy.config.cluster.v3.Cluster", "name": name, "type": "ORIGINAL_DST",
                  "connect_timeout": "10s", "lb_policy": "CLUSTER_PROVIDED",
                  "circuit_breakers": {"thresholds": [NO_LIMIT]}, "alt_stat_name": name + ";", **more}


def clusters(mesh, pod):
    made = {}
    for short, service in mesh["services"].items():
        for subset in ["", *service.get("subsets", {})]:
            name, cluster = outbound_cluster(short, service, subset, mesh.get("limits", {}).get(short, {}))
            made[name] = cluster
    made["BlackHoleCluster"] = {"@type": ANY + "envoy.config.cluster.v3.Cluster", "name": "BlackHoleCluster",
                                "type": "STATIC", "connect_timeout": "10s", "alt_stat_name": "BlackHoleCluster;"}
    local = {"upstream_bind_config": {"source_address": {"address": "127.0.0.6", "port_value": 0}}}
    for name, cluster in (_original_dst("PassthroughCluster"), _original_dst("InboundPassthroughCluster", **local)):
        made[name] = cluster
    for port in pod["ports"]:
        service = next(((s, v) for s, v in mesh["services"].items() if s == pod["app"]), None)
        extra = dict(local)
        if service:
            extra["metadata"] = {"filter_metadata": {"istio": {"services": [
                {"host": fqdn(*service), "name": service[0], "namespace": service[1]["ns"]}]}}}
        if service and service[1].get("h2"):
            extra["typed_extension_protocol_options"] = {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
                "@type": ANY + "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                "explicit_http_config": {"http2_protocol_options": {}}}}
        name, cluster = _original_dst(f"inbound|{port}||", **extra)
        made[name] = cluster
    return made


def assignments(mesh):
    made = {}
    for short, service in mesh["services"].items():
        for subset in ["", *service.get("subsets", {})]:
            name = f"outbound|{service['port']}|{subset}|{fqdn(short, service)}"
            hosts = service["subsets"][subset] if subset else service["endpoints"]
            made[name] = {"@type": ANY + "envoy.config.endpoint.v3.ClusterLoadAssignment", "cluster_name": name,
                          "endpoints": [{"locality": {}, "load_balancing_weight": len(hosts), "lb_endpoints": [{
                              "endpoint": {"address": {"socket_address": {"address": ip, "port_value": service["port"]}}},
                              "metadata": {"filter_metadata": {
                                  "envoy.transport_socket_match": {"tlsMode": "istio"} if tls else {},
                                  "istio": {"workload": f"{workload};{service['ns']};{short};;Kubernetes"}}},
                              "load_balancing_weight": 1} for ip, tls, workload in hosts]}] if hosts else []}
    return made


def _http_filters(mesh, inbound):
    all_methods = bool(mesh.get("grpc_all_methods"))
    filters = [
        {"name": "envoy.filters.http.grpc_stats", "typed_config": {
            "@type": ANY + "envoy.extensions.filters.http.grpc_stats.v3.FilterConfig",
            "emit_filter_state": True, "stats_for_all_methods": all_methods}},
        {"name": "envoy.filters.http.fault", "typed_config": {
            "@type": ANY + "envoy.extensions.filters.http.fault.v3.HTTPFault"}},
        {"name": "envoy.filters.http.cors", "typed_config": {
            "@type": ANY + "envoy.extensions.filters.http.cors.v3.Cors"}}]
    if inbound and mesh.get("lua"):
        filters.insert(0, {"name": "envoy.filters.http.lua", "typed_config": {
            "@type": ANY + "envoy.extensions.filters.http.lua.v3.Lua",
            "default_source_code": {"inline_string": mesh["lua"]}}})
    filters.append({"name": "envoy.filters.http.router", "typed_config": {
        "@type": ANY + "envoy.extensions.filters.http.router.v3.Router"}})
    return filters


def _hcm(mesh, prefix, inbound, **routing):
    config = {"@type": ANY + "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
              "stat_prefix": prefix, **routing, "http_filters": _http_filters(mesh, inbound),
              "access_log": access_log(mesh), "use_remote_address": False, "proxy_100_continue": True,
              "upgrade_configs": [{"upgrade_type": "websocket"}], "stream_idle_timeout": "0s", "normalize_path": True,
              "path_with_escaped_slashes_action": "KEEP_UNCHANGED",
              "request_id_extension": {"typed_config": {
                  "@type": ANY + "envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig",
                  "use_request_id_for_trace_sampling": True}}}
    if inbound:
        config.update({"server_name": "istio-envoy", "forward_client_cert_details": "APPEND_FORWARD",
                       "set_current_client_cert_details": {"subject": True, "dns": True, "uri": True}})
    return {"name": "envoy.filters.network.http_connection_manager", "typed_config": config}


def _tcp(mesh, cluster, log=True):
    config = {"@type": ANY + "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
              "stat_prefix": cluster, "cluster": cluster}
    if log:
        config["access_log"] = access_log(mesh)
    return {"name": "envoy.filters.network.tcp_proxy", "typed_config": config}


def _listener(name, address, port, direction, **more):
    return name, {"@type": ANY + "envoy.config.listener.v3.Listener", "name": name,
                  "address": {"socket_address": {"address": address, "port_value": port}},
                  "traffic_direction": direction, **more}


def _inspector(kind):
    upper = {"tls": "TlsInspector", "http": "HttpInspector"}[kind]
    return {"name": f"envoy.filters.listener.{kind}_inspector", "typed_config": {
        "@type": ANY + f"envoy.extensions.filters.listener.{kind}_inspector.v3.{upper}"}}


def listeners(mesh, pod):
    made = {}
    outbound_ports = sorted({s["port"] for s in mesh["services"].values()})
    for port in outbound_ports:
        rds = {"config_source": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
               "route_config_name": str(port)}
        name, listener = _listener(
            f"0.0.0.0_{port}", "0.0.0.0", port, "OUTBOUND", bind_to_port=False,
            filter_chains=[{"filter_chain_match": {"transport_protocol": "raw_buffer",
                                                   "application_protocols": ["http/1.1", "h2c"]},
                            "filters": [_hcm(mesh, f"outbound_0.0.0.0_{port};", False, rds=rds)]}],
            default_filter_chain={"filter_chain_match": {}, "filters": [_tcp(mesh, "PassthroughCluster")],
                                  "name": "PassthroughFilterChain"},
            listener_filters=[_inspector("http")], listener_filters_timeout="0s",
            continue_on_listener_filters_timeout=True)
        made[name] = listener
    name, listener = _listener(
        "virtualOutbound", "0.0.0.0", 15001, "OUTBOUND", use_original_dst=True,
        access_log=access_log(mesh, ["NR"]), filter_chains=[
            {"filter_chain_match": {"destination_port": 15001}, "filters": [_tcp(mesh, "BlackHoleCluster", False)],
             "name": "virtualOutbound-blackhole"},
            {"filters": [_tcp(mesh, "PassthroughCluster")], "name": "virtualOutbound-catchall-tcp"}])
    made[name] = listener
    chains = [{"filter_chain_match": {"destination_port": 15006}, "filters": [_tcp(mesh, "BlackHoleCluster", False)],
               "name": "virtualInbound-blackhole"}]
    for port in pod["ports"]:
        route = {"name": f"inbound|{port}||", "virtual_hosts": [{
            "name": f"inbound|http|{port}", "domains": ["*"], "routes": [{
                "match": {"prefix": "/"}, "name": "default", "decorator": {
                    "operation": f"{pod['app']}.{pod['ns']}.svc.cluster.local:{port}/*"},
                "route": {"cluster": f"inbound|{port}||", "timeout": "0s", "retry_policy": {
                    "retry_on": "reset-before-request", "num_retries": 2},
                    "max_stream_duration": {"max_stream_duration": "0s", "grpc_timeout_header_max": "0s"}}}]}],
            "validate_clusters": False}
        hcm = _hcm(mesh, f"inbound_0.0.0.0_{port};", True, route_config=route)
        socket = {"name": "envoy.transport_sockets.tls", "typed_config": {
            "@type": ANY + "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context": {
                "tls_params": {**_tls_params(), "cipher_suites": [
                    "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256",
                    "ECDHE-RSA-AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-GCM-SHA256"]},
                "alpn_protocols": ["istio-peer-exchange", "istio", "h2", "http/1.1"],
                "tls_certificate_sds_secret_configs": [_sds("default")],
                "combined_validation_context": {
                    "default_validation_context": {"match_typed_subject_alt_names": [
                        {"san_type": "URI", "matcher": {"prefix": "spiffe://cluster.local/"}}]},
                    "validation_context_sds_secret_config": _sds("ROOTCA")}},
            "require_client_certificate": True}}
        chains.append({"filter_chain_match": {"destination_port": port, "transport_protocol": "tls"},
                       "filters": [hcm], "transport_socket": socket, "transport_socket_connect_timeout": "15s",
                       "name": f"0.0.0.0_{port}"})
        if mesh.get("mtls", "PERMISSIVE") != "STRICT":
            chains.append({"filter_chain_match": {"destination_port": port, "transport_protocol": "raw_buffer"},
                           "filters": [hcm], "name": f"0.0.0.0_{port}"})
    name, listener = _listener(
        "virtualInbound", "0.0.0.0", 15006, "INBOUND", filter_chains=chains,
        access_log=access_log(mesh, ["NR"]), listener_filters_timeout="0s", continue_on_listener_filters_timeout=True,
        listener_filters=[{"name": "envoy.filters.listener.original_dst", "typed_config": {
            "@type": ANY + "envoy.extensions.filters.listener.original_dst.v3.OriginalDst"}}, _inspector("tls")])
    made[name] = listener
    return made


def routes(mesh):
    made = {}
    for port in sorted({s["port"] for s in mesh["services"].values()}):
        hosts = []
        for short, service in mesh["services"].items():
            if service["port"] != port:
                continue
            name = fqdn(short, service)
            target = {"cluster": f"outbound|{port}||{name}"}
            subset = mesh.get("routes", {}).get(short)
            if isinstance(subset, str):
                target = {"cluster": f"outbound|{port}|{subset}|{name}"}
            elif subset:
                target = {"weighted_clusters": {"clusters": [
                    {"name": f"outbound|{port}|{s}|{name}", "weight": w} for s, w in subset.items()]}}
            route = {"match": {"prefix": "/"}, "name": "default" if not subset else "", "decorator": {
                "operation": f"{name}:{port}/*"}, "route": {
                    **target, "timeout": "0s", "retry_policy": RETRIES,
                    "max_stream_duration": {"max_stream_duration": "0s", "grpc_timeout_header_max": "0s"}}}
            if subset:
                del route["name"]
                route["metadata"] = {"filter_metadata": {"istio": {
                    "config": f"/apis/networking.istio.io/v1/namespaces/{service['ns']}/virtual-service/{short}"}}}
            hosts.append({"name": f"{name}:{port}", "include_request_attempt_count": True, "domains": [
                name, f"{short}", f"{short}.{service['ns']}", f"{short}.{service['ns']}.svc", service["ip"]],
                "routes": [route]})
        hosts.append({"name": "allow_any", "include_request_attempt_count": True, "domains": ["*"], "routes": [{
            "match": {"prefix": "/"}, "name": "allow_any", "route": {
                "cluster": "PassthroughCluster", "timeout": "0s", "max_stream_duration": {
                    "max_stream_duration": "0s", "grpc_timeout_header_max": "0s"}}}]})
        made[str(port)] = {"@type": ANY + "envoy.config.route.v3.RouteConfiguration", "name": str(port),
                           "virtual_hosts": hosts, "validate_clusters": False,
                           "max_direct_response_body_size_bytes": 1048576, "ignore_port_in_host_matching": True}
    return made


# what Istio keeps without a proxyStatsMatcher
DEFAULT_STATS = [{"prefix": p} for p in ("cluster_manager", "listener_manager", "server", "cluster.xds-grpc", "wasm",
                                         "component", "istio", "workload_discovery")] + [
    {"suffix": s} for s in ("rbac.allowed", "rbac.denied", "shadow_allowed", "shadow_denied", "downstream_cx_active")]


def bootstrap(mesh, pod):
    matcher = {"stats_matcher": {"inclusion_list": {"patterns": DEFAULT_STATS + pod.get("stats", [])}}}
    pipe = lambda path: {"endpoint": {"address": {"pipe": {"path": path}}}}
    h2 = {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": ANY + "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        "explicit_http_config": {"http2_protocol_options": {}}}}
    static = lambda name, path: {
        "name": name, "alt_stat_name": name + ";", "type": "STATIC", "connect_timeout": "1s",
        "typed_extension_protocol_options": h2,
        "load_assignment": {"cluster_name": name, "endpoints": [{"lb_endpoints": [pipe(path)]}]}}
    local = lambda name, port: {
        "name": name, "alt_stat_name": name + ";", "type": "STATIC", "connect_timeout": "0.250s", "lb_policy": "ROUND_ROBIN",
        "load_assignment": {"cluster_name": name, "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {
            "socket_address": {"address": "127.0.0.1", "port_value": port}}}}]}]}}
    door = lambda port, path, cluster, prefix: {
        "name": f"0.0.0.0_{port}",
        "address": {"socket_address": {"address": "0.0.0.0", "port_value": port}}, "filter_chains": [{"filters": [{
            "name": "envoy.filters.network.http_connection_manager", "typed_config": {
                "@type": ANY + "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                "stat_prefix": prefix, "route_config": {"virtual_hosts": [{"name": "backend", "domains": ["*"], "routes": [
                    {"match": {"prefix": path}, "route": {"cluster": cluster}}]}]},
                "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {
                    "@type": ANY + "envoy.extensions.filters.http.router.v3.Router"}}]}}]}]}
    version = mesh["version"]
    return {
        "node": {"id": f"sidecar~{pod['ip']}~{pod['name']}.{pod['ns']}~{pod['ns']}.svc.cluster.local",
                 "cluster": f"{pod['app']}.{pod['ns']}", "locality": {}, "metadata": {
                     "CLUSTER_ID": "Kubernetes", "ENVOY_PROMETHEUS_PORT": 15090, "ENVOY_STATUS_PORT": 15021,
                     "INSTANCE_IPS": pod["ip"], "INTERCEPTION_MODE": "REDIRECT", "ISTIO_VERSION": version,
                     "LABELS": pod["labels"], "MESH_ID": "cluster.local", "NAME": pod["name"], "NAMESPACE": pod["ns"],
                     "NODE_NAME": pod["node"], "PILOT_SAN": ["istiod.istio-system.svc"],
                     "PROXY_CONFIG": {"discoveryAddress": "istiod.istio-system.svc:15012", "proxyAdminPort": 15000,
                                      "statusPort": 15020, "concurrency": 2, **pod.get("proxyConfig", {})},
                     "SERVICE_ACCOUNT": pod["sa"], "WORKLOAD_NAME": pod["workload"]}},
        "stats_config": {"use_all_default_tags": False, "stats_tags": [
            {"tag_name": "cluster_name", "regex": "^cluster\\.((.+?(\\..+?\\.svc\\.cluster\\.local)?);\\.)"},
            {"tag_name": "response_code", "regex": "(response_code=\\.=(.+?);\\.;)|_rq(_(\\.d{3}))$"}], **matcher},
        "layered_runtime": {"layers": [
            {"name": "global config", "static_layer": {
                "overload.global_downstream_max_connections": "2147483647", "re2.max_program_size.error_level": "32768"}},
            {"name": "admin", "admin_layer": {}}]},
        "admin": {"access_log": [{"name": "envoy.access_loggers.file", "typed_config": {
            "@type": ANY + "envoy.extensions.access_loggers.file.v3.FileAccessLog", "path": "/dev/null"}}],
            "profile_path": "/var/lib/istio/data/envoy.prof",
            "address": {"socket_address": {"address": "127.0.0.1", "port_value": 15000}}},
        "dynamic_resources": {
            "lds_config": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
            "cds_config": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
            "ads_config": {"api_type": "DELTA_GRPC", "set_node_on_first_message_only": True,
                           "transport_api_version": "V3",
                           "grpc_services": [{"envoy_grpc": {"cluster_name": "xds-grpc"}}]}},
        "static_resources": {
            "clusters": [local("prometheus_stats", 15000), local("agent", 15020),
                         static("sds-grpc", "./var/run/secrets/workload-spiffe-uds/socket"),
                         static("xds-grpc", "./etc/istio/proxy/XDS")],
            "listeners": [door(15090, "/stats/prometheus", "prometheus_stats", "stats"),
                          door(15021, "/healthz/ready", "agent", "agent")]}}
