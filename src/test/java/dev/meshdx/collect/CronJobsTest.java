package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs in {@code docs/} are objects that an API server takes, and the audit reads what the collection writes. */
class CronJobsTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String COLLECT = "docs/collect-cronjob.yaml";
    private static final String AUDIT = "docs/audit-cronjob.yaml";

    @ParameterizedTest
    @ValueSource(strings = {COLLECT, AUDIT})
    void everyFieldIsOneOfKubernetes(String file) throws IOException {
        for (HasMetadata object : objects(file)) {
            assertThat(unknown(object))
                    .as("unknown fields of %s in %s", object.getKind(), file)
                    .isEmpty();
        }
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsNoticed() throws IOException {
        String typo = Files.readString(Path.of(AUDIT)).replace("restartPolicy:", "restartPolice:");
        assertThat(objects(List.of(typo.split("(?m)^---$"))).stream().flatMap(each -> unknown(each).stream()))
                .containsExactly("restartPolice");
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECT, AUDIT})
    void aJobHasNoRightsThatItDoesNotNeed(String file) throws IOException {
        PodSpec pod = pod(file);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getContainers()).hasSize(1).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(
                        pod.getVolumes().stream().map(Volume::getName).toList());
    }

    @Test
    void theAuditReadsTheVolumeThatTheCollectionWrites() throws IOException {
        List<String> claims = new ArrayList<>();
        for (String file : List.of(COLLECT, AUDIT)) {
            objects(file).stream()
                    .filter(PersistentVolumeClaim.class::isInstance)
                    .forEach(claim -> claims.add(claim.getMetadata().getName()));
        }
        for (String file : List.of(COLLECT, AUDIT)) {
            assertThat(claims)
                    .containsAll(pod(file).getVolumes().stream()
                            .filter(volume -> volume.getPersistentVolumeClaim() != null)
                            .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                            .toList());
        }
        assertThat(pod(AUDIT).getAutomountServiceAccountToken())
                .as("it asks no cluster")
                .isFalse();
        assertThat(pod(AUDIT).getContainers().get(0).getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("captures"))
                .extracting(VolumeMount::getReadOnly)
                .containsExactly(true);
    }

    private static PodSpec pod(String file) throws IOException {
        return objects(file).stream()
                .filter(CronJob.class::isInstance)
                .map(job -> ((CronJob) job)
                        .getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getTemplate()
                        .getSpec())
                .findFirst()
                .orElseThrow();
    }

    private static List<HasMetadata> objects(String file) throws IOException {
        return objects(List.of(Files.readString(Path.of(file)).split("(?m)^---$")));
    }

    private static List<HasMetadata> objects(List<String> documents) {
        return documents.stream()
                .map(text -> (HasMetadata) YAML.unmarshal(text))
                .toList();
    }

    /** The client keeps fields that its model does not know, apart from the others. */
    private static List<String> unknown(Object bean) {
        List<String> unknown = new ArrayList<>();
        if (bean instanceof Map<?, ?> map) {
            map.values().forEach(value -> unknown.addAll(unknown(value)));
        } else if (bean instanceof Iterable<?> items) {
            items.forEach(item -> unknown.addAll(unknown(item)));
        } else if (bean != null && bean.getClass().getName().startsWith("io.fabric8.")) {
            Stream.of(bean.getClass().getMethods())
                    .filter(method ->
                            method.getParameterCount() == 0 && method.getName().startsWith("get"))
                    .filter(method -> !method.getName().equals("getClass"))
                    .forEach(method -> {
                        Object value = value(bean, method);
                        if (method.getName().equals("getAdditionalProperties") && value instanceof Map<?, ?> extra) {
                            extra.keySet().forEach(key -> unknown.add(String.valueOf(key)));
                        } else {
                            unknown.addAll(unknown(value));
                        }
                    });
        }
        return unknown;
    }

    private static @org.jspecify.annotations.Nullable Object value(Object bean, java.lang.reflect.Method getter) {
        try {
            return getter.invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(bean.getClass() + "." + getter.getName(), e);
        }
    }
}
