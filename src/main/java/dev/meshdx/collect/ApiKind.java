package dev.meshdx.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A kind of objects as the API server serves it.
 *
 * @param kind kind, "VirtualService"
 * @param group API group, empty for the core group
 * @param plural name in paths, "virtualservices"
 * @param namespaced whether its objects lie in namespaces
 */
record ApiKind(String kind, String group, String plural, boolean namespaced) {

    /** The only namespace whose leases tell the time of the nodes. */
    static final String NODE_LEASES = "kube-node-lease";

    /** Kinds that the readers need to know whose a file is, what runs where and when. */
    private static final Set<String> ALWAYS = Set.of(
            "Pod",
            "Namespace",
            "Node",
            "Event",
            "Lease",
            "Service",
            "Endpoints",
            "EndpointSlice",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "ConfigMap",
            "Secret",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "CustomResourceDefinition",
            "NetworkPolicy",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget",
            "GatewayClass");

    private static final String ISTIO = "networking.istio.io";
    private static final String ISTIO_SECURITY = "security.istio.io";
    private static final String GATEWAY_API = "gateway.networking.k8s.io";
    private static final String LINKERD_POLICY = "policy.linkerd.io";
    private static final String CONSUL = "consul.hashicorp.com";
    private static final String GLOO_ADMIN = "admin.gloo.solo.io";

    /** Every kind that is known without asking a cluster, so that the role for it can be printed anywhere. */
    static final List<ApiKind> KNOWN = List.of(
            namespaced("Pod", "", "pods"),
            cluster("Namespace", "", "namespaces"),
            cluster("Node", "", "nodes"),
            namespaced("Event", "", "events"),
            namespaced("Service", "", "services"),
            namespaced("Endpoints", "", "endpoints"),
            namespaced("ConfigMap", "", "configmaps"),
            namespaced("Secret", "", "secrets"),
            namespaced("ServiceAccount", "", "serviceaccounts"),
            namespaced("ResourceQuota", "", "resourcequotas"),
            namespaced("LimitRange", "", "limitranges"),
            namespaced("EndpointSlice", "discovery.k8s.io", "endpointslices"),
            namespaced("Lease", "coordination.k8s.io", "leases"),
            namespaced("Deployment", "apps", "deployments"),
            namespaced("StatefulSet", "apps", "statefulsets"),
            namespaced("DaemonSet", "apps", "daemonsets"),
            namespaced("ReplicaSet", "apps", "replicasets"),
            namespaced("Job", "batch", "jobs"),
            namespaced("HorizontalPodAutoscaler", "autoscaling", "horizontalpodautoscalers"),
            namespaced("PodDisruptionBudget", "policy", "poddisruptionbudgets"),
            namespaced("NetworkPolicy", "networking.k8s.io", "networkpolicies"),
            namespaced("Ingress", "networking.k8s.io", "ingresses"),
            cluster("MutatingWebhookConfiguration", "admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
            cluster(
                    "ValidatingWebhookConfiguration",
                    "admissionregistration.k8s.io",
                    "validatingwebhookconfigurations"),
            cluster("CustomResourceDefinition", "apiextensions.k8s.io", "customresourcedefinitions"),
            cluster("GatewayClass", GATEWAY_API, "gatewayclasses"),
            namespaced("Gateway", GATEWAY_API, "gateways"),
            namespaced("HTTPRoute", GATEWAY_API, "httproutes"),
            namespaced("GRPCRoute", GATEWAY_API, "grpcroutes"),
            namespaced("ReferenceGrant", GATEWAY_API, "referencegrants"),
            namespaced("Gateway", ISTIO, "gateways"),
            namespaced("VirtualService", ISTIO, "virtualservices"),
            namespaced("DestinationRule", ISTIO, "destinationrules"),
            namespaced("ServiceEntry", ISTIO, "serviceentries"),
            namespaced("Sidecar", ISTIO, "sidecars"),
            namespaced("EnvoyFilter", ISTIO, "envoyfilters"),
            namespaced("WorkloadEntry", ISTIO, "workloadentries"),
            namespaced("ProxyConfig", ISTIO, "proxyconfigs"),
            namespaced("PeerAuthentication", ISTIO_SECURITY, "peerauthentications"),
            namespaced("AuthorizationPolicy", ISTIO_SECURITY, "authorizationpolicies"),
            namespaced("RequestAuthentication", ISTIO_SECURITY, "requestauthentications"),
            namespaced("Telemetry", "telemetry.istio.io", "telemetries"),
            namespaced("WasmPlugin", "extensions.istio.io", "wasmplugins"),
            namespaced("IstioOperator", "install.istio.io", "istiooperators"),
            namespaced("Server", LINKERD_POLICY, "servers"),
            namespaced("ServerAuthorization", LINKERD_POLICY, "serverauthorizations"),
            namespaced("AuthorizationPolicy", LINKERD_POLICY, "authorizationpolicies"),
            namespaced("MeshTLSAuthentication", LINKERD_POLICY, "meshtlsauthentications"),
            namespaced("NetworkAuthentication", LINKERD_POLICY, "networkauthentications"),
            namespaced("HTTPRoute", LINKERD_POLICY, "httproutes"),
            namespaced("ServiceProfile", "linkerd.io", "serviceprofiles"),
            namespaced("Link", "multicluster.linkerd.io", "links"),
            namespaced("ServiceDefaults", CONSUL, "servicedefaults"),
            namespaced("ServiceIntentions", CONSUL, "serviceintentions"),
            namespaced("ServiceResolver", CONSUL, "serviceresolvers"),
            namespaced("ServiceRouter", CONSUL, "servicerouters"),
            namespaced("ServiceSplitter", CONSUL, "servicesplitters"),
            namespaced("ProxyDefaults", CONSUL, "proxydefaults"),
            namespaced("Mesh", CONSUL, "meshes"),
            namespaced("KubernetesCluster", GLOO_ADMIN, "kubernetesclusters"),
            namespaced("Workspace", GLOO_ADMIN, "workspaces"),
            namespaced("WorkspaceSettings", GLOO_ADMIN, "workspacesettings"),
            namespaced("RootTrustPolicy", GLOO_ADMIN, "roottrustpolicies"),
            namespaced("Certificate", "cert-manager.io", "certificates"),
            namespaced("CertificateRequest", "cert-manager.io", "certificaterequests"),
            namespaced("Issuer", "cert-manager.io", "issuers"));

    /** The kinds that a run lists: those of the inventory, and those that packs need. */
    static List<ApiKind> wanted(Set<String> needed) {
        List<ApiKind> wanted = new ArrayList<>();
        for (ApiKind kind : KNOWN) {
            if (ALWAYS.contains(kind.kind) || needed.contains(kind.kind)) {
                wanted.add(kind);
            }
        }
        return wanted;
    }

    /** Path of the list, of one namespace or of all when that is empty. */
    String path(String version, String namespace) {
        String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return base + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural;
    }

    /** As kubectl names it: "pods", "gateways.networking.istio.io". */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    private static ApiKind namespaced(String kind, String group, String plural) {
        return new ApiKind(kind, group, plural, true);
    }

    private static ApiKind cluster(String kind, String group, String plural) {
        return new ApiKind(kind, group, plural, false);
    }
}
