package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A whole number.
 *
 * @param least the least that is allowed
 * @param most the most that is allowed
 */
public record Whole(int least, int most) implements Type {
    @Override
    public Optional<Object> read(Place place, Object value) {
        Optional<BigDecimal> number = Numbers.exact(value).filter(Numbers::isWhole);
        if (number.isEmpty()) {
            place.wrong(Type.describe(value) + " is not a whole number");
            return Optional.empty();
        }
        if (number.get().compareTo(BigDecimal.valueOf(most)) > 0) {
            place.wrong(Type.describe(value) + " is over " + most);
            return Optional.empty();
        }
        if (number.get().compareTo(BigDecimal.valueOf(least)) < 0) {
            place.wrong(Type.describe(value) + " is under " + least);
            return Optional.empty();
        }
        return number.map(BigDecimal::intValueExact);
    }

    @Override
    public ObjectNode schema() {
        return Schemas.typed("integer").put("minimum", least).put("maximum", most);
    }

    @Override
    public String words() {
        return "whole number, " + least + " to " + most;
    }
}
