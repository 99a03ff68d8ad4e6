package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.builder.VisitorListener;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSourceBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelectorBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapProjectionBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretEnvSourceBuilder;
import io.fabric8.kubernetes.api.model.SecretKeySelectorBuilder;
import io.fabric8.kubernetes.api.model.SecretProjectionBuilder;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceBuilder;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The places of a pod template that name ConfigMaps and Secrets: variables, whole environments, volumes and projected volumes, of
 * initial containers too.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps">Kubernetes: using ConfigMaps</a>
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret">Kubernetes: using Secrets</a>
 */
final class ConfigReferences {
    static {
        // The first two threads that visit a builder at the same time break each other's loop over a set that is being
        // filled.
        VisitorListener.getListeners();
    }

    private ConfigReferences() {}

    /** The names of the ConfigMaps that the template refers to. */
    static Set<String> configMaps(PodTemplateSpec template) {
        Set<String> names = new TreeSet<>();
        rewritten(template, noted(names), UnaryOperator.identity());
        return names;
    }

    /** The names of the Secrets that the template refers to. */
    static Set<String> secrets(PodTemplateSpec template) {
        Set<String> names = new TreeSet<>();
        rewritten(template, UnaryOperator.identity(), noted(names));
        return names;
    }

    private static UnaryOperator<String> noted(Set<String> names) {
        return name -> {
            if (name != null) {
                names.add(name);
            }
            return name;
        };
    }

    /** The template with other names. */
    static PodTemplateSpec rewritten(
            PodTemplateSpec template, UnaryOperator<String> configMaps, UnaryOperator<String> secrets) {
        return new PodTemplateSpecBuilder(template)
                .accept(ConfigMapKeySelectorBuilder.class, one -> one.withName(configMaps.apply(one.getName())))
                .accept(ConfigMapEnvSourceBuilder.class, one -> one.withName(configMaps.apply(one.getName())))
                .accept(ConfigMapVolumeSourceBuilder.class, one -> one.withName(configMaps.apply(one.getName())))
                .accept(ConfigMapProjectionBuilder.class, one -> one.withName(configMaps.apply(one.getName())))
                .accept(SecretKeySelectorBuilder.class, one -> one.withName(secrets.apply(one.getName())))
                .accept(SecretEnvSourceBuilder.class, one -> one.withName(secrets.apply(one.getName())))
                .accept(SecretVolumeSourceBuilder.class, one -> one.withSecretName(secrets.apply(one.getSecretName())))
                .accept(SecretProjectionBuilder.class, one -> one.withName(secrets.apply(one.getName())))
                .build();
    }
}
