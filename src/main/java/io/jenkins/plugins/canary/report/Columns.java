package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for eyes: rounded to what can be seen, and null for what is not a finite number. */
final class Columns {
    private static final MathContext SEEN = new MathContext(5);
    private static final double WHOLE = 1e15;

    private Columns() {}

    /** Counts and times: as they are. */
    static JsonNode exact(double value) {
        if (!Double.isFinite(value)) {
            return NullNode.instance;
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE;
        return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
    }

    /** Shares, ratios and evidence: to five digits. */
    static JsonNode rounded(double value) {
        if (!Double.isFinite(value)) {
            return NullNode.instance;
        }
        return value == Math.rint(value)
                ? exact(value)
                : DecimalNode.valueOf(BigDecimal.valueOf(value).round(SEEN));
    }

    static ArrayNode exact(double[] values) {
        ArrayNode column = JsonNodeFactory.instance.arrayNode();
        for (double value : values) {
            column.add(exact(value));
        }
        return column;
    }

    static ArrayNode rounded(double[] values) {
        ArrayNode column = JsonNodeFactory.instance.arrayNode();
        for (double value : values) {
            column.add(rounded(value));
        }
        return column;
    }
}
