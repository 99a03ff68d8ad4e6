package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A Role that grants some rights and no others, and a binding of it to a service account.
 *
 * @param namespace of both objects
 * @param name of both objects
 */
public record LeastRole(String namespace, String name, List<Right> rights) {
    private static final String RBAC = "rbac.authorization.k8s.io";

    /** Both objects as YAML, ready to be applied. */
    public String yaml(String accountNamespace, String account) {
        RoleBinding binding = new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "Role", name)
                .addNewSubject(null, "ServiceAccount", account, accountNamespace)
                .build();
        return Serialization.asYaml(role()) + Serialization.asYaml(binding);
    }

    /** The Role: one rule for all resources of a group that take the same verbs. */
    Role role() {
        return new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withRules(rules())
                .build();
    }

    private List<PolicyRule> rules() {
        Map<Resource, TreeSet<String>> verbs = new LinkedHashMap<>();
        rights.forEach(right -> verbs.computeIfAbsent(
                        new Resource(right.group(), right.resource(), right.name()), key -> new TreeSet<>())
                .add(right.verb()));
        Map<Access, List<String>> resources = new LinkedHashMap<>();
        verbs.forEach((resource, some) -> resources
                .computeIfAbsent(
                        new Access(resource.group(), resource.object(), List.copyOf(some)), key -> new ArrayList<>())
                .add(resource.plural()));
        return resources.entrySet().stream()
                .map(entry -> entry.getKey().rule(entry.getValue()))
                .toList();
    }

    private record Resource(String group, String plural, String object) {}

    private record Access(String group, String object, List<String> verbs) {
        PolicyRule rule(List<String> resources) {
            return new PolicyRuleBuilder()
                    .withApiGroups(group)
                    .withResources(resources)
                    .withResourceNames(object.isEmpty() ? List.of() : List.of(object))
                    .withVerbs(verbs)
                    .build();
        }
    }
}
