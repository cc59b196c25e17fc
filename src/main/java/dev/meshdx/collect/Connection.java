package dev.meshdx.collect;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the cluster as kubectl does: {@code --kubeconfig}, the files of {@code KUBECONFIG}, {@code ~/.kube/config}, or the pod we run in. */
final class Connection {

    private Connection() {}

    /**
     * Opens the client; no call is made.
     *
     * @param kubeconfig file to use, none for the usual places
     * @param context context, empty for the current one
     * @throws CollectException when there is no kubeconfig or no such context
     */
    static KubernetesClient open(Optional<Path> kubeconfig, String context, Pace pace) {
        Config config = config(kubeconfig, context);
        List<String> contexts = contexts(config);
        if (!context.isEmpty() && !contexts.contains(context)) {
            throw new CollectException("the kubeconfig has no context '" + context + "'; it has "
                    + (contexts.isEmpty() ? "none" : String.join(", ", contexts))
                    + ". Try: kubectl config get-contexts");
        }
        // Tries are counted, slowed down and ended by ApiServer: the client makes one only, and its own limit comes
        // later.
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout((int) pace.call().toMillis() * 2);
        config.setConnectionTimeout((int) Math.min(10_000, pace.call().toMillis()));
        config.setUserAgent("meshdx-collect");
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Name of the cluster in the kubeconfig, "in-cluster" without one. */
    static String clusterName(Config config) {
        NamedContext current = config.getCurrentContext();
        return current == null
                        || current.getContext() == null
                        || current.getContext().getCluster() == null
                ? "in-cluster"
                : current.getContext().getCluster();
    }

    private static Config config(Optional<Path> kubeconfig, String context) {
        String wanted = context.isEmpty() ? null : context;
        try {
            if (kubeconfig.isPresent()) {
                File file = kubeconfig.get().toFile();
                if (!Files.isReadable(kubeconfig.get())) {
                    throw new CollectException(
                            "cannot read the kubeconfig " + file + ". Check its path and permissions.");
                }
                return wanted == null ? Config.fromKubeconfig(file) : Config.fromKubeconfig(wanted, file);
            }
            boolean somewhere = inCluster()
                    || Config.getKubeconfigFilenames().stream().anyMatch(name -> new File(name).isFile())
                    || System.getProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY) != null;
            if (!somewhere) {
                throw new CollectException(
                        "there is no kubeconfig: neither " + String.join(", ", Config.getKubeconfigFilenames())
                                + " exists, nor does this run in a pod. Give one with --kubeconfig FILE or KUBECONFIG.");
            }
            return Config.autoConfigure(wanted);
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new CollectException(
                    "the kubeconfig can't be used: " + e.getMessage() + "\nTry: kubectl config view");
        }
    }

    private static boolean inCluster() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }

    private static List<String> contexts(Config config) {
        return config.getContexts() == null
                ? List.of()
                : config.getContexts().stream()
                        .map(NamedContext::getName)
                        .sorted()
                        .toList();
    }
}
