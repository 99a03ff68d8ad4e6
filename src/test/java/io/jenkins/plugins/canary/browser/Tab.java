package io.jenkins.plugins.canary.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A tab of a browser: goes somewhere, looks, clicks and types as a person does, and remembers every complaint of the page. */
public final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int HEIGHT = 900;

    private final DevTools wire;
    private final String session;
    private final String context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    Tab(DevTools wire, String session, String context) {
        this.wire = wire;
        this.session = session;
        this.context = context;
        wire.listen(session, this::happened);
        List.of("Page", "Runtime", "Log", "Network").forEach(domain -> send(domain + ".enable", Map.of()));
        size(1280, HEIGHT);
    }

    private void happened(String event, JsonNode parameters) {
        switch (event) {
            case "Page.loadEventFired" -> loads.incrementAndGet();
            case "Runtime.exceptionThrown" ->
                complaints.add(parameters
                        .at("/exceptionDetails/exception/description")
                        .asText(parameters.at("/exceptionDetails/text").asText()));
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "assert").contains(parameters.path("type").asText())) {
                    complaints.add(parameters.path("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (parameters.at("/entry/level").asText().equals("error")) {
                    complaints.add(parameters.at("/entry/text").asText() + " "
                            + parameters.at("/entry/url").asText());
                }
            }
            default -> {
                // nothing to remember
            }
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return wire.send(session, method, parameters);
    }

    /** What the page has complained of: exceptions, errors in the console, breaches of its content security policy. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Forgets them. */
    public void forgive() {
        complaints.clear();
    }

    /** Goes to a page, and waits until it is loaded. */
    public Tab go(String address) {
        return loading(() -> send("Page.navigate", Map.of("url", address)));
    }

    /** Does what loads another page, and waits until that is loaded. */
    public Tab loading(Runnable deed) {
        int before = loads.get();
        deed.run();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> loads.get() > before);
        return this;
    }

    /** What an expression of JavaScript comes to; a promise is waited for. */
    public JsonNode ask(String expression) {
        JsonNode answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": "
                    + answer.at("/exceptionDetails/exception/description").asText());
        }
        return answer.at("/result/value");
    }

    /** The same as text. */
    public String text(String expression) {
        return ask(expression).asText();
    }

    /** Waits until an expression is true. */
    public Tab until(String expression) {
        Awaitility.await(expression)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> ask(expression).asBoolean());
        return this;
    }

    /** The inner width and height of the window, in pixels of style sheets. */
    public Tab size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** What the person likes, as media features: {@code prefers-color-scheme} and its like. */
    public Tab likes(Map<String, String> features) {
        List<Map<String, String>> all = features.entrySet().stream()
                .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue()))
                .toList();
        send("Emulation.setEmulatedMedia", Map.of("features", all));
        return this;
    }

    /** Which languages the person reads, best first, as browsers say it to servers. */
    public Tab reads(String languages) {
        send(
                "Emulation.setUserAgentOverride",
                Map.of("userAgent", text("navigator.userAgent"), "acceptLanguage", languages));
        return this;
    }

    /** Clicks in the middle of the first element that a selector finds, as a mouse does. */
    public Tab click(String selector) {
        JsonNode at = ask("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getBoundingClientRect();"
                + " return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.path("x").doubleValue(),
                            "y",
                            at.path("y").doubleValue(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
        return this;
    }

    /** Presses a key that writes nothing, such as Tab, or Enter. */
    public Tab press(String key) {
        int code =
                switch (key) {
                    case "Tab" -> 9;
                    case "Enter" -> 13;
                    case "Space" -> 32;
                    case "ArrowUp" -> 38;
                    default -> throw new IllegalArgumentException(key);
                };
        String name = key.equals("Space") ? " " : key;
        String text = key.equals("Enter") ? "\r" : key.equals("Space") ? " " : "";
        send(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", name, "code", key, "windowsVirtualKeyCode", code, "text", text));
        send(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", name, "code", key, "windowsVirtualKeyCode", code));
        return this;
    }

    /** Writes where the cursor is. */
    public Tab write(String text) {
        send("Input.insertText", Map.of("text", text));
        return this;
    }

    /** The page as a picture: as much of it as the window shows. */
    public byte[] picture() {
        String data = send("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", false))
                .path("data")
                .asText();
        return Base64.getDecoder().decode(data);
    }

    /** The same into a file. */
    public void picture(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, picture());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as JavaScript writes it. */
    public static String quoted(String text) {
        return DevTools.JSON.valueToTree(text).toString();
    }

    @Override
    public void close() {
        wire.send("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
    }
}
