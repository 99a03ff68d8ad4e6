package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that follow from content alone, so that every run has the same. */
final class Hashes {
    /** Label that tells the pods of one ReplicaSet of a Deployment from those of another. */
    static final String TEMPLATE_HASH = "pod-template-hash";

    /** The letters that Kubernetes makes names of: none that could spell a word. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final ObjectMapper SORTED =
            Serialization.jsonMapper().copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private Hashes() {}

    /** SHA-256 in hexadecimal digits. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A part of a name, as Kubernetes generates them. */
    static String name(String text, int length) {
        String digest = sha256(text);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int value = Integer.parseInt(digest.substring(4 * i, 4 * i + 4), 16);
            name.append(LETTERS.charAt(value % LETTERS.length()));
        }
        return name.toString();
    }

    /** The template's content in one fixed order, without the label that is made of it: equal texts are equal templates. */
    static String canonical(PodTemplateSpec template) {
        ObjectNode tree = SORTED.valueToTree(template);
        ObjectNode metadata = tree.withObject("metadata");
        if (metadata.get("labels") instanceof ObjectNode labels) {
            labels.remove(TEMPLATE_HASH);
            if (labels.isEmpty()) {
                metadata.remove("labels");
            }
        }
        return tree.toString();
    }
}
