package io.jenkins.plugins.canary.metrics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * How a source and we prove to each other who we are: by a client certificate (mTLS), and by a certificate authority of its own.
 *
 * @param keys the client's certificate with its private key; empty: none is shown
 * @param password of the private key
 * @param authority certificates in PEM of those who may vouch for the server; empty: those that Java trusts
 */
public record ClientTls(Optional<KeyStore> keys, char[] password, Optional<String> authority) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** Nothing but what Java does by itself. */
    public static final ClientTls NONE = new ClientTls(Optional.empty(), new char[0], Optional.empty());

    /** The same with the certificates in PEM of those who alone may vouch for the server. */
    public ClientTls trusting(String pem) {
        return new ClientTls(keys, password, Optional.of(pem));
    }

    /** The same with keys as a credentials store holds them. */
    public ClientTls showing(KeyStore store, char[] itsPassword) {
        return new ClientTls(Optional.of(store), itsPassword.clone(), authority);
    }

    /**
     * The same with a certificate (and what vouches for it) and its private key, both in PEM.
     *
     * @param key PKCS#8, not encrypted
     * @throws IllegalArgumentException if one of them cannot be read
     */
    public ClientTls showing(String certificate, String key) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
            store.setKeyEntry("client", privateKey(key), new char[0], chain);
            return showing(store, new char[0]);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the client certificate and its key cannot be used: " + e.getMessage()
                    + "; both must be PEM, and the key PKCS#8 without a password (openssl pkcs8 -topk8 -nocrypt)");
        }
    }

    /**
     * A client that does so.
     *
     * @throws IllegalArgumentException if keys or certificates cannot be read
     */
    public OkHttpClient.Builder on(OkHttpClient.Builder builder) {
        if (keys.isEmpty() && authority.isEmpty()) {
            return builder;
        }
        try {
            X509TrustManager trust = trust();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), new TrustManager[] {trust}, new SecureRandom());
            return builder.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificates cannot be used: " + e.getMessage());
        }
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException {
        if (keys.isEmpty()) {
            return new KeyManager[0];
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys.get(), password);
        return factory.getKeyManagers();
    }

    private X509TrustManager trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = null; // those that Java trusts
        if (authority.isPresent()) {
            trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(authority.get())) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        if (found.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new GeneralSecurityException("there is no private key in it");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException another) {
                continue;
            }
        }
        throw new GeneralSecurityException("the key is none of RSA, EC and Ed25519");
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "ClientTls[keys=" + keys.isPresent() + ", authority=" + authority.isPresent() + "]";
    }
}
