package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.Optional;

/** What the containers of simulated pods have written. */
final class PodLog {
    private PodLog() {}

    /** The answer to {@code GET …/pods/<name>/log}, from the pod's first container. */
    static MockResponse answer(NamespaceObjects objects, String name) {
        Optional<Pod> pod = objects.find(Kind.POD, name);
        if (pod.isEmpty()) {
            return Answers.notFound("pods \"" + name + "\"");
        }
        return pod.get().getStatus().getContainerStatuses().stream()
                .filter(container -> !container.getImageID().isEmpty())
                .findFirst()
                .map(container -> new MockResponse()
                        .setResponseCode(200)
                        .setHeader("Content-Type", "text/plain")
                        .setBody(text(container)))
                .orElseGet(() -> Answers.status(
                        400,
                        "BadRequest",
                        "container in pod \"" + name + "\" is waiting to start: image can't be pulled"));
    }

    private static String text(ContainerStatus container) {
        String started = "starting " + container.getImage() + "\n";
        return container.getRestartCount() > 0 || container.getState().getWaiting() != null
                ? started + "fatal: simulated crash\n"
                : started + "listening on port 8080\n";
    }
}
