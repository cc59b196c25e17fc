package dev.meshdx.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of workloads as pod names tell them, and the components of meshes and clusters. */
final class Workloads {

    /** Suffixes that controllers append: ReplicaSet hash and pod suffix use the alphabet without vowels and look-alikes. */
    private static final Pattern DEPLOYMENT_POD = Pattern.compile("(.+)-[0-9bcdf-hj-np-tv-xz]{6,10}-[a-z0-9]{5}");

    private static final Pattern REPLICA_SET = Pattern.compile("(.+)-[0-9bcdf-hj-np-tv-xz]{6,10}");
    private static final Pattern DAEMON_SET_POD = Pattern.compile("(.+)-[bcdf-hj-np-tv-xz2-9]{5}");
    private static final Pattern STATEFUL_SET_POD = Pattern.compile("(.+)-[0-9]{1,4}");

    private Workloads() {}

    /** The workload that a pod of this name belongs to, as far as the name tells. */
    static String ofPod(String pod) {
        for (Pattern pattern : new Pattern[] {DEPLOYMENT_POD, DAEMON_SET_POD, STATEFUL_SET_POD}) {
            Matcher matcher = pattern.matcher(pod);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return pod;
    }

    /** The Deployment that a ReplicaSet of this name belongs to, else the name itself. */
    static String ofReplicaSet(String replicaSet) {
        Matcher matcher = REPLICA_SET.matcher(replicaSet);
        return matcher.matches() ? matcher.group(1) : replicaSet;
    }

    /** The mesh or cluster component that a workload name stands for; empty for an application. */
    static String component(String namespace, String workload) {
        if (workload.equals("istiod") || workload.startsWith("istiod-")) {
            return "istiod";
        }
        if (workload.equals("ztunnel") || workload.startsWith("istio-cni") || workload.equals("kube-proxy")) {
            return workload.startsWith("istio-cni") ? "istio-cni" : workload;
        }
        if (workload.equals("waypoint") || workload.endsWith("-waypoint")) {
            return "waypoint";
        }
        if (workload.startsWith("istio-ingressgateway")
                || workload.startsWith("istio-egressgateway")
                || workload.startsWith("istio-eastwestgateway")) {
            return "istio-gateway";
        }
        if (workload.startsWith("linkerd-identity")) {
            return "linkerd-identity";
        }
        if (workload.startsWith("linkerd-destination")) {
            return "linkerd-destination";
        }
        if (workload.startsWith("linkerd-proxy-injector")) {
            return "linkerd-proxy-injector";
        }
        if (workload.equals("coredns") || workload.equals("kube-dns")) {
            return "coredns";
        }
        if (workload.contains("consul-server")) {
            return "consul-server";
        }
        if (workload.contains("consul-connect-injector")) {
            return "consul-connect-injector";
        }
        if (workload.startsWith("gloo-mesh-mgmt-server") || workload.startsWith("gloo-mesh-agent")) {
            return workload.startsWith("gloo-mesh-agent") ? "gloo-mesh-agent" : "gloo-mesh-mgmt-server";
        }
        return "";
    }
}
