package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastRoleTest {
    @Test
    void rightsWithTheSameVerbsStandInOneRuleAndNamedObjectsInTheirOwn() {
        List<Right> rights = new ArrayList<>(Right.toAny(Kind.DEPLOYMENT, "create"));
        rights.addAll(Right.to(Kind.DEPLOYMENT, "checkout", "update", "get"));
        rights.addAll(Right.toAny(Kind.POD, "list"));
        rights.addAll(Right.toAny(Kind.SERVICE, "list"));
        rights.add(new Right("get", "", "pods/log", ""));
        assertThat(new LeastRole("shop", "canary", rights).yaml("ci", "jenkins"))
                .isEqualTo("""
                ---
                apiVersion: "rbac.authorization.k8s.io/v1"
                kind: "Role"
                metadata:
                  name: "canary"
                  namespace: "shop"
                rules:
                - apiGroups:
                  - "apps"
                  resources:
                  - "deployments"
                  verbs:
                  - "create"
                - apiGroups:
                  - "apps"
                  resourceNames:
                  - "checkout"
                  resources:
                  - "deployments"
                  verbs:
                  - "get"
                  - "update"
                - apiGroups:
                  - ""
                  resources:
                  - "pods"
                  - "services"
                  verbs:
                  - "list"
                - apiGroups:
                  - ""
                  resources:
                  - "pods/log"
                  verbs:
                  - "get"
                ---
                apiVersion: "rbac.authorization.k8s.io/v1"
                kind: "RoleBinding"
                metadata:
                  name: "canary"
                  namespace: "shop"
                roleRef:
                  kind: "Role"
                  apiGroup: "rbac.authorization.k8s.io"
                  name: "canary"
                subjects:
                - kind: "ServiceAccount"
                  name: "jenkins"
                  namespace: "ci"
                """);
    }
}
