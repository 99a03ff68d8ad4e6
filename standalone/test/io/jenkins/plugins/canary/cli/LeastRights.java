package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lets a world's users do what {@code canary rbac} prints for its specification, and nothing else. */
final class LeastRights {
    private LeastRights() {}

    static void grant(Simulation simulation, SimulatedSurroundings world, Path folder) {
        List<HasMetadata> printed = objects(
                world.runAlone("rbac", folder.resolve("canary.yaml").toString()).out());
        RoleBinding binding = (RoleBinding) printed.get(1);
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(printed.get(0).getMetadata().getName());
        simulation.cluster().grantOnly(rights((Role) printed.get(0)));
    }

    private static List<HasMetadata> objects(String yaml) {
        return Stream.of(yaml.split("(?m)^---$"))
                .filter(document -> !document.isBlank())
                .map(document -> (HasMetadata) Serialization.unmarshal(document))
                .toList();
    }

    private static List<Right> rights(Role role) {
        return role.getRules().stream().flatMap(LeastRights::rights).toList();
    }

    private static Stream<Right> rights(PolicyRule rule) {
        List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
        return rule.getVerbs().stream()
                .flatMap(verb -> rule.getResources().stream().flatMap(resource -> names.stream()
                        .map(name -> new Right(verb, rule.getApiGroups().get(0), resource, name))));
    }
}
