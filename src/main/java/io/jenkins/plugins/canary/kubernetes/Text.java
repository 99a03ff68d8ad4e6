package io.jenkins.plugins.canary.kubernetes;

/** Text of unknown origin, made fit for messages. */
final class Text {
    private Text() {}

    /** One line without control characters, cut at that length. */
    static String line(String text, int longest) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").trim();
        return clean.length() <= longest ? clean : clean.substring(0, longest - 1) + "…";
    }
}
