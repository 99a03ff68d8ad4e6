package io.jenkins.plugins.canary.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.XStream2;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptReleaseTest {
    private static final Target TARGET = new Target("prod", "shop", WorkloadName.parse("checkout"));
    private static final String METRIC = """
            {"errorRatio":{"name":"route-%d","total":"http_requests_total{namespace=\\"shop\\",route=\\"/%d\\"}",\
            "bad":"http_requests_total{namespace=\\"shop\\",route=\\"/%d\\",code=~\\"5..\\"}","critical":true}}""";
    private static final String FIFTY_METRICS = IntStream.range(0, 50)
            .mapToObj(i -> METRIC.formatted(i, i, i))
            .collect(Collectors.joining(",", "{\"metrics\":[", "]}"));

    private final XStream2 xml = new XStream2();

    @Test
    void aReleaseWithFiftyMetricsAddsLessThanTenKilobytesToItsBuild() {
        assertThat(FIFTY_METRICS).hasSizeGreaterThan(8_000);

        assertThat(xml.toXML(new KeptRelease("b1-0123456789", TARGET, FIFTY_METRICS)))
                .hasSizeLessThan(10_000);
    }

    @Test
    void whatIsLoadedSaysWhatWasSaved() {
        String saved = xml.toXML(new KeptRelease("b1-0123456789", TARGET, FIFTY_METRICS));

        assertThat(((KeptRelease) xml.fromXML(saved)).specification()).isEqualTo(FIFTY_METRICS);
    }

    @Test
    void whatIsShortIsKeptAsItIs() {
        String saved = xml.toXML(new KeptRelease("b1-0123456789", TARGET, "{\"weight\":20}"));

        assertThat(saved).contains("weight");
        assertThat(((KeptRelease) xml.fromXML(saved)).specification()).isEqualTo("{\"weight\":20}");
    }
}
