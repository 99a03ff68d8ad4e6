package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;

/** An Istio VirtualService that leads to both versions already; where it does not, {@link IstioRouter} knows more. */
record IstioForm() implements RouteForm {
    @Override
    public RouterKind router() {
        return RouterKind.ISTIO;
    }

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return IstioObjects.virtualServices();
    }

    @Override
    public String product() {
        return "Istio";
    }

    @Override
    public String nameOption() {
        return "virtualService";
    }

    @Override
    public String serviceField() {
        return "host";
    }

    @Override
    public Arms arms(String namespace, String stable, String canary) {
        return new HostArms(new ServiceHost(stable, namespace), new ServiceHost(canary, namespace));
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return IstioOriginals.DIALECT;
    }

    @Override
    public Acceptance acceptance(RouteObject route) {
        return new RouteStatus(route).byValidation();
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        return MissingRoute.virtualService(apiVersion, name, service);
    }
}
