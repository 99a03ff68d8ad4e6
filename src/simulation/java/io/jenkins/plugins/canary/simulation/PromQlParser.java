package io.jenkins.plugins.canary.simulation;

import io.jenkins.plugins.canary.simulation.PromQl.Aggregate;
import io.jenkins.plugins.canary.simulation.PromQl.Binary;
import io.jenkins.plugins.canary.simulation.PromQl.Call;
import io.jenkins.plugins.canary.simulation.PromQl.Fold;
import io.jenkins.plugins.canary.simulation.PromQl.Function;
import io.jenkins.plugins.canary.simulation.PromQl.Matcher;
import io.jenkins.plugins.canary.simulation.PromQl.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Reads PromQL, by recursive descent; refuses with Prometheus' kind of message what it does not know. */
final class PromQlParser {
    private final PromQlTokens tokens;

    private PromQlParser(String query) {
        this.tokens = new PromQlTokens(query);
    }

    /**
     * Reads a query.
     *
     * @throws PromQlException if it is not one, or not one that is known here
     */
    static PromQl parse(String query) {
        PromQlParser parser = new PromQlParser(query);
        PromQl expression = parser.sum();
        parser.tokens.expectEnd();
        return expression;
    }

    private PromQl sum() {
        PromQl left = product();
        while (tokens.at("+") || tokens.at("-")) {
            left = new Binary(tokens.next().charAt(0), left, product());
        }
        return left;
    }

    private PromQl product() {
        PromQl left = primary();
        while (tokens.at("*") || tokens.at("/")) {
            left = new Binary(tokens.next().charAt(0), left, primary());
        }
        return left;
    }

    private PromQl primary() {
        if (tokens.take("(")) {
            PromQl inner = sum();
            tokens.expect(")");
            return inner;
        }
        if (tokens.take("-")) {
            return new Binary('-', new PromQl.Number(0), primary());
        }
        if (tokens.atNumber()) {
            return new PromQl.Number(Double.parseDouble(tokens.next()));
        }
        if (tokens.at("{")) {
            return selector(Optional.empty());
        }
        String name = tokens.name();
        Optional<Fold> fold = named(Fold.values(), name);
        if (fold.isPresent() && (tokens.at("(") || tokens.at("by"))) {
            return aggregate(fold.get());
        }
        if (name.equals("topk") && tokens.take("(")) {
            int count = Integer.parseInt(tokens.next());
            tokens.expect(",");
            PromQl argument = sum();
            tokens.expect(")");
            return new PromQl.Largest(count, argument);
        }
        if (tokens.at("(")) {
            return call(name);
        }
        return selector(Optional.of(name));
    }

    private PromQl aggregate(Fold fold) {
        Optional<Set<String>> by = by();
        tokens.expect("(");
        PromQl argument = sum();
        tokens.expect(")");
        return new Aggregate(fold, by.or(this::by).orElse(Set.of()), argument);
    }

    private Optional<Set<String>> by() {
        if (!tokens.take("by")) {
            return Optional.empty();
        }
        Set<String> labels = new LinkedHashSet<>();
        tokens.expect("(");
        while (!tokens.take(")")) {
            labels.add(tokens.name());
            if (!tokens.at(")")) {
                tokens.expect(",");
            }
        }
        return Optional.of(labels);
    }

    private PromQl call(String name) {
        Function function = named(Function.values(), name)
                .orElseThrow(() -> tokens.wrong("unknown function with name \"" + name + "\""));
        tokens.expect("(");
        PromQl argument = sum();
        boolean range =
                argument instanceof Selector selector && selector.rangeMillis().isPresent();
        if (range != function.takesRange()) {
            throw tokens.wrong("expected type %s vector in call to function \"%s\""
                    .formatted(function.takesRange() ? "range" : "instant", name));
        }
        tokens.expect(")");
        return new Call(function, argument);
    }

    private PromQl selector(Optional<String> name) {
        List<Matcher> matchers = new ArrayList<>();
        name.ifPresent(metric -> matchers.add(Matcher.equal(Series.NAME, true, metric)));
        if (tokens.take("{")) {
            while (!tokens.take("}")) {
                matchers.add(matcher());
                if (!tokens.at("}")) {
                    tokens.expect(",");
                }
            }
        }
        if (matchers.isEmpty()) {
            throw tokens.wrong("vector selector must contain at least one non-empty matcher");
        }
        Optional<Long> range = Optional.empty();
        if (tokens.take("[")) {
            range = Optional.of(tokens.duration());
            tokens.expect("]");
        }
        return new Selector(List.copyOf(matchers), range);
    }

    private Matcher matcher() {
        String label = tokens.name();
        String operator = tokens.next();
        String value = tokens.string();
        try {
            return switch (operator) {
                case "=" -> Matcher.equal(label, true, value);
                case "!=" -> Matcher.equal(label, false, value);
                case "=~" -> Matcher.like(label, true, value);
                case "!~" -> Matcher.like(label, false, value);
                default -> throw tokens.wrong("unexpected \"" + operator + "\" in label matching");
            };
        } catch (PatternSyntaxException e) {
            throw tokens.wrong("error parsing regexp: " + e.getDescription());
        }
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
