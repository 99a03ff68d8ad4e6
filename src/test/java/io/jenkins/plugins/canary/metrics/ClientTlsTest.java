package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that wants to know who asks, with keys that are made for each test. */
class ClientTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private KeyStore server;
    private KeyStore client;
    private HttpsServer https;

    @BeforeEach
    void listen() throws Exception {
        server = keys("server");
        client = keys("client");
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(server, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("client", client.getCertificate("client"));
        trusted.init(known);
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        https.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        https.start();
    }

    @AfterEach
    void stop() {
        https.stop(0);
    }

    private KeyStore keys(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor())
                .as(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private String authority() throws Exception {
        return pem("CERTIFICATE", server.getCertificate("server").getEncoded());
    }

    private int ask(ClientTls tls) throws Exception {
        OkHttpClient asking = tls.on(new OkHttpClient.Builder()).build();
        String url = "https://localhost:" + https.getAddress().getPort() + "/";
        try (Response response =
                asking.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.code();
        }
    }

    @Test
    void aCertificateInPemIsShown() throws Exception {
        String certificate = pem("CERTIFICATE", client.getCertificate("client").getEncoded());
        String key = pem("PRIVATE KEY", client.getKey("client", PASSWORD).getEncoded());

        assertThat(ask(ClientTls.NONE.trusting(authority()).showing(certificate, key)))
                .isEqualTo(204);
    }

    @Test
    void aCertificateOfACredentialsStoreIsShown() throws Exception {
        assertThat(ask(ClientTls.NONE.trusting(authority()).showing(client, PASSWORD)))
                .isEqualTo(204);
    }

    @Test
    void whoShowsNoneIsTurnedAway() {
        assertThatThrownBy(() -> ask(ClientTls.NONE.trusting(authority()))).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void aServerThatNobodyVouchesForIsNotBelieved() {
        assertThatThrownBy(() -> ask(ClientTls.NONE.showing(client, PASSWORD))).isInstanceOf(SSLException.class);
    }

    @Test
    void whatIsNoKeyIsRefusedWithWhatItShouldBe() throws Exception {
        String certificate = pem("CERTIFICATE", client.getCertificate("client").getEncoded());

        assertThatThrownBy(() -> ClientTls.NONE.showing(certificate, "-----BEGIN EC PRIVATE KEY-----"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no private key", "PKCS#8", "openssl pkcs8 -topk8 -nocrypt");
        assertThatThrownBy(() -> ask(ClientTls.NONE.trusting("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate");
    }
}
