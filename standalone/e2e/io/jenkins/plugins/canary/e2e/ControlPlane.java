package io.jenkins.plugins.canary.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Clients;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * etcd, the API server, and those of its controllers that a release has to do with, on free ports of the loopback address. There
 * is no scheduler and no kubelet: {@link Kubelet} plays both.
 *
 * @see <a href="https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/">kube-apiserver</a>
 */
final class ControlPlane implements AutoCloseable {
    private static final String CONTROLLERS =
            "deployment,replicaset,statefulset,daemonset,endpointslice,garbagecollector,namespace,disruption,horizontalpodautoscaling";

    private final Scratch scratch = new Scratch("cluster");
    private final int port = Server.freePort();
    private final String token = UUID.randomUUID().toString();
    private final Server etcd;
    private final Server apiServer;
    private final Server controllers;

    /** A control plane that is up. */
    ControlPlane() {
        int etcdPort = Server.freePort();
        this.etcd = etcd(etcdPort).start();
        this.apiServer = apiServer(etcdPort).start();
        scratch.write("kubeconfig", kubeconfig());
        this.controllers = controllers().start();
    }

    private Server etcd(int client) {
        String url = "http://127.0.0.1:" + client;
        String peer = "http://127.0.0.1:" + Server.freePort();
        return new Server(
                "etcd",
                scratch.directory(),
                () -> isListening(client),
                "--data-dir=" + scratch.path("etcd"),
                "--listen-client-urls=" + url,
                "--advertise-client-urls=" + url,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--log-level=warn");
    }

    private Server apiServer(int etcdPort) {
        Path key = scratch.write("service-accounts.pem", key());
        Path tokens = scratch.write("tokens.csv", token + ",admin,admin,system:masters\n");
        return new Server(
                "kube-apiserver",
                scratch.directory(),
                this::isReady,
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + scratch.path("certificates"),
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--service-cluster-ip-range=10.96.0.0/16",
                // Pods do nothing here, so that they need no token; and nobody has to find this server by its Service.
                "--disable-admission-plugins=ServiceAccount",
                "--endpoint-reconciler-type=none",
                "--profiling=false");
    }

    private Server controllers() {
        return new Server(
                "kube-controller-manager",
                scratch.directory(),
                () -> true,
                "--kubeconfig=" + scratch.path("kubeconfig"),
                "--controllers=" + CONTROLLERS,
                "--leader-elect=false",
                "--port=0",
                "--secure-port=0",
                "--kube-api-qps=200",
                "--kube-api-burst=400",
                "--horizontal-pod-autoscaler-sync-period=1s",
                "--horizontal-pod-autoscaler-use-rest-clients=false");
    }

    private static boolean isListening(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    private boolean isReady() {
        try (KubernetesClient client = Clients.ofKubeconfig(kubeconfig())) {
            return "ok".equals(client.raw("/readyz"));
        }
    }

    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** How to get there, with all rights. The server made its certificate itself. */
    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: e2e
                contexts:
                - name: e2e
                  context: {cluster: e2e, user: admin, namespace: default}
                clusters:
                - name: e2e
                  cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}
                users:
                - name: admin
                  user: {token: %s}
                """.formatted(port, Base64.getEncoder().encodeToString(certificate()), token);
    }

    private byte[] certificate() {
        try {
            return Files.readAllBytes(scratch.path("certificates").resolve("apiserver.crt"));
        } catch (IOException e) {
            return "".getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Ends the API server in the middle of what it does. */
    void stopApiServer() {
        apiServer.kill();
    }

    /** Starts it again, and the controllers, which give up without it. */
    void startApiServer() {
        apiServer.start();
        controllers.kill();
        controllers.start();
    }

    @Override
    public void close() {
        controllers.kill();
        apiServer.kill();
        etcd.kill();
        scratch.close();
    }
}
