package io.jenkins.plugins.canary.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that look at pages in a genuine Chromium; a test method or constructor can ask for a {@link Tab}. Not run where there is none. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("chromium")
@ExtendWith(ChromiumExtension.class)
public @interface InChromium {}
