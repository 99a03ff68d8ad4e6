package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A release's own copies of ConfigMaps and Secrets whose contents change. Stable's are never touched: stable's pods would see new
 * contents in their volumes before they are released, and the old ones would be lost. The canary's references name the copies; a
 * promotion takes them over with the template, a rollback deletes them. Contents go from object to object and nowhere else.
 *
 * <p>Copies belong to the workload, so that they go with it. Those of earlier promotions stay for as long as the workload's
 * history names them, because a way back leads there.
 */
final class ConfigCopies {
    /** Annotation on a copy: the name that users know its contents by. */
    static final String COPY_OF = "canary.jenkins.io/copy-of";

    /** Annotation on a copy: what stable referred to before. */
    static final String INSTEAD_OF = "canary.jenkins.io/instead-of";

    private static final int LONGEST_HISTORY = 100;

    private final KubernetesApi api;
    private final String namespace;
    private final String workload;

    ConfigCopies(KubernetesApi api, String namespace, String workload) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    /**
     * Why the copies cannot be made; sentences, empty if they can.
     *
     * @param stable the workload's template
     */
    List<String> problems(Changes changes, PodTemplateSpec stable) {
        if (changes.manifests().isEmpty()) {
            return problemsOf(changes, stable);
        }
        ManifestTemplate own = new ManifestTemplate(changes.manifests().get());
        return own.problems().isEmpty() ? problemsOf(changes, own.read()) : List.of();
    }

    private List<String> problemsOf(Changes changes, PodTemplateSpec template) {
        Set<String> referred = ConfigReferences.configMaps(template);
        List<String> problems = new ArrayList<>();
        new TreeMap<>(changes.config().configMaps())
                .forEach(
                        (name, next) -> problems.addAll(problems(Kind.CONFIG_MAP, "configMaps", name, next, referred)));
        new TreeMap<>(changes.config().secrets())
                .forEach((name, next) -> problems.addAll(
                        problems(Kind.SECRET, "secrets", name, next, ConfigReferences.secrets(template))));
        changes.manifests().stream()
                .flatMap(manifests -> manifests.configMaps().keySet().stream())
                .sorted()
                .forEach(name -> {
                    if (!referred.contains(name)) {
                        problems.add("manifests: nothing in the pod template refers to ConfigMap " + name
                                + "; apply it by itself and leave it out");
                    }
                    if (changes.config().configMaps().containsKey(name)) {
                        problems.add("config.configMaps." + name + ": manifests have this ConfigMap too");
                    }
                });
        return problems;
    }

    private List<String> problems(
            Kind<GenericKubernetesResource> kind, String field, String name, String next, Set<String> referred) {
        List<String> problems = new ArrayList<>();
        String where = "config." + field + "." + name + ": ";
        if (instead(kind, name, referred).isEmpty()) {
            problems.add(where + workload + " refers to no " + kind.kind() + " " + name + "; it refers to "
                    + (referred.isEmpty() ? "none" : String.join(", ", referred)));
        }
        if (api.get(kind, namespace, next).isEmpty()) {
            problems.add(where + "there is no " + kind.kind() + " " + next + " in namespace " + namespace
                    + "; create it with the new contents");
        }
        return problems;
    }

    /** The name that the template has for what users call that: the very name, or that of an earlier release's copy. */
    private Optional<String> instead(Kind<GenericKubernetesResource> kind, String name, Set<String> referred) {
        if (referred.contains(name)) {
            return Optional.of(name);
        }
        return referred.stream()
                .filter(other -> isCopy(api.get(kind, namespace, other), name))
                .findFirst();
    }

    private static boolean isCopy(Optional<GenericKubernetesResource> object, String name) {
        return object.map(found -> annotation(found, COPY_OF))
                .filter(name::equals)
                .isPresent();
    }

    /**
     * Makes the copies that are missing.
     *
     * @param owner the workload, with which they go
     * @param stable its template
     * @return the template with the changes, and references to the copies
     * @throws RefusedException if they cannot be made
     */
    PodTemplateSpec made(Changes changes, String release, HasMetadata owner, PodTemplateSpec stable) {
        PodTemplateSpec template = new TemplateChanges(changes, workload).applied(stable);
        List<String> problems = problemsOf(changes, template);
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        CopiedConfig copied = CopiedConfig.of(changes);
        Copying maps = new Copying(Kind.CONFIG_MAP, release, owner, ConfigReferences.configMaps(stable));
        Copying secrets = new Copying(Kind.SECRET, release, owner, ConfigReferences.secrets(stable));
        Map<String, String> newMaps = new TreeMap<>();
        copied.configMaps().forEach(name -> {
            newMaps.put(referred(maps, name, ConfigReferences.configMaps(template)), copy(name, release));
            make(maps, name, () -> ManifestTemplate.configMap(changes.manifests(), name)
                    .orElseGet(
                            () -> contents(maps, changes.config().configMaps().get(name))));
        });
        Map<String, String> newSecrets = new TreeMap<>();
        copied.secrets().forEach(name -> {
            newSecrets.put(referred(secrets, name, ConfigReferences.secrets(template)), copy(name, release));
            make(
                    secrets,
                    name,
                    () -> contents(secrets, changes.config().secrets().get(name)));
        });
        return ConfigReferences.rewritten(
                template, old -> newMaps.getOrDefault(old, old), old -> newSecrets.getOrDefault(old, old));
    }

    /**
     * What is the same for all copies of a kind.
     *
     * @param before what stable refers to
     */
    private record Copying(
            Kind<GenericKubernetesResource> kind, String release, HasMetadata owner, Set<String> before) {}

    private String referred(Copying copying, String name, Set<String> names) {
        return instead(copying.kind(), name, names).orElseThrow();
    }

    private GenericKubernetesResource contents(Copying copying, String next) {
        return api.get(copying.kind(), namespace, next)
                .orElseThrow(() -> new RefusedException(
                        "config: " + copying.kind().kind() + " " + next + " in namespace " + namespace + " is gone"));
    }

    private String copy(String name, String release) {
        return CanaryNames.copy(name, workload, release);
    }

    private void make(Copying copying, String name, Supplier<GenericKubernetesResource> contents) {
        String copy = copy(name, copying.release());
        Optional<GenericKubernetesResource> found = api.get(copying.kind(), namespace, copy);
        if (found.isEmpty()) {
            String old = instead(copying.kind(), name, copying.before()).orElse(name);
            api.create(
                    copying.kind(),
                    copied(
                            contents.get(),
                            copy,
                            copying.release(),
                            copying.owner(),
                            Map.of(COPY_OF, name, INSTEAD_OF, old)));
        } else if (!DeploymentArms.isOf(found.get(), copying.release())) {
            throw new RefusedException("config: " + copying.kind().kind() + " " + copy + " does not belong to release "
                    + copying.release() + ", which needs that name; rename or delete it");
        }
    }

    private GenericKubernetesResource copied(
            GenericKubernetesResource contents,
            String copy,
            String release,
            HasMetadata owner,
            Map<String, String> annotations) {
        GenericKubernetesResource made = new GenericKubernetesResource();
        made.setApiVersion(contents.getApiVersion());
        made.setKind(contents.getKind());
        contents.getAdditionalProperties().forEach(made::setAdditionalProperty);
        made.setAdditionalProperty("immutable", true);
        made.setMetadata(new ObjectMetaBuilder()
                .withName(copy)
                .withNamespace(namespace)
                .addToLabels(CanaryNames.RELEASE, release)
                .withAnnotations(annotations)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .build())
                .build());
        return made;
    }

    /**
     * Deletes a release's copies, but not those that stable refers to by now, and of earlier releases' those that nothing refers
     * to any more.
     *
     * @param used stable's template; empty if stable is gone
     * @param history the templates to which a way back leads
     */
    void delete(
            CopiedConfig made, String release, Optional<PodTemplateSpec> used, Collection<PodTemplateSpec> history) {
        made.configMaps()
                .forEach(name -> delete(
                        Kind.CONFIG_MAP,
                        copy(name, release),
                        release,
                        used.map(ConfigReferences::configMaps).orElse(Set.of()),
                        history.stream().map(ConfigReferences::configMaps).toList()));
        made.secrets()
                .forEach(name -> delete(
                        Kind.SECRET,
                        copy(name, release),
                        release,
                        used.map(ConfigReferences::secrets).orElse(Set.of()),
                        history.stream().map(ConfigReferences::secrets).toList()));
    }

    private void delete(
            Kind<GenericKubernetesResource> kind,
            String copy,
            String release,
            Set<String> used,
            List<Set<String>> history) {
        Optional<GenericKubernetesResource> found =
                api.get(kind, namespace, copy).filter(one -> DeploymentArms.isOf(one, release));
        if (found.isEmpty()) {
            return;
        }
        if (!used.contains(copy)) {
            delete(kind, found.get());
            return;
        }
        String name = annotation(found.get(), COPY_OF);
        Function<GenericKubernetesResource, Optional<GenericKubernetesResource>> before =
                one -> api.get(kind, namespace, annotation(one, INSTEAD_OF))
                        .filter(old -> name.equals(annotation(old, COPY_OF)));
        Optional<GenericKubernetesResource> old = before.apply(found.get());
        for (int i = 0; old.isPresent() && i < LONGEST_HISTORY; i++) {
            String known = old.get().getMetadata().getName();
            Optional<GenericKubernetesResource> older = before.apply(old.get());
            if (history.stream().noneMatch(names -> names.contains(known))) {
                delete(kind, old.get());
            }
            old = older;
        }
    }

    private void delete(Kind<GenericKubernetesResource> kind, GenericKubernetesResource object) {
        api.delete(
                kind,
                namespace,
                object.getMetadata().getName(),
                object.getMetadata().getUid());
    }

    private static String annotation(HasMetadata object, String key) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(key, "");
    }
}
