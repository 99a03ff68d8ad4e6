package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A Kubernetes quantity ({@code 500m}, {@code 1Gi}, {@code 2}), as its API conventions define it. */
public record Quantity() implements Type {
    private static final Text TEXT = Text.of(
            "a quantity such as '500m' or '1Gi'",
            "^[0-9]{1,18}(\\.[0-9]{1,9})?(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$",
            32);

    @Override
    public Optional<Object> read(Place place, Object value) {
        Optional<BigDecimal> number = Numbers.exact(value);
        return TEXT.read(
                place, number.isPresent() ? number.get().stripTrailingZeros().toPlainString() : value);
    }

    @Override
    public ObjectNode schema() {
        return Schemas.anyOf(List.of(TEXT.schema(), Schemas.typed("number").put("minimum", 0)));
    }

    @Override
    public String words() {
        return "quantity";
    }
}
