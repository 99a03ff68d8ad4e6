package io.jenkins.plugins.canary.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.beans.Introspector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;

/** Whether {@code docs/openapi.yaml} says what the code says; what Jenkins answers is compared with it in {@code RestTest}. */
class OpenApiTest {
    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        Path root = Path.of(System.getProperty("canary.root", "."));
        document = new YAMLMapper().readTree(root.resolve("docs/openapi.yaml").toFile());
    }

    @Test
    void namesEveryAddressThatIsThereAndNoOther() {
        Set<String> addresses = new TreeSet<>();
        document.path("paths").fieldNames().forEachRemaining(addresses::add);

        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                Stream.of("/{build}/canary/api/json"),
                                methods(CanaryPage.class).map(name -> "/{build}/canary/" + name),
                                methods(OrderPage.class).map(name -> "/{build}/canary/order/{order}/" + name),
                                methods(JobTrend.class).map(name -> "/{job}/canary-trend/" + name),
                                methods(CanaryOverview.class).map(name -> "/canary-releases/" + name))
                        .flatMap(each -> each)
                        .toList());
    }

    @Test
    void namesEveryOrderThatCanBeGiven() {
        List<String> orders = new ArrayList<>();
        document.at("/paths/~1{build}~1canary~1order~1{order}~1give/post/parameters/1/schema/enum")
                .forEach(order -> orders.add(order.asText()));

        assertThat(orders)
                .containsExactlyElementsOf(
                        Arrays.stream(PageOrder.values()).map(PageOrder::word).toList());
    }

    @Test
    void namesEveryFieldOfAReleaseAndOfADeed() {
        assertThat(fields("Release")).isEqualTo(exported(ReleaseLine.class));
        assertThat(fields("Deed")).isEqualTo(exported(DeedLine.class));
        assertThat(fields("Releases")).isEqualTo(exported(CanaryPage.class));
    }

    private Set<String> fields(String schema) {
        Set<String> fields = new TreeSet<>();
        document.at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(fields::add);
        fields.remove("_class");
        return fields;
    }

    private static Set<String> exported(Class<?> bean) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(bean.getMethods())
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .forEach(method ->
                        names.add(Introspector.decapitalize(method.getName().replaceFirst("^(get|is)", ""))));
        return names;
    }

    private static Stream<String> methods(Class<?> page) {
        return Arrays.stream(page.getMethods())
                .filter(method -> method.isAnnotationPresent(WebMethod.class))
                .flatMap(method ->
                        Arrays.stream(method.getAnnotation(WebMethod.class).name()));
    }
}
