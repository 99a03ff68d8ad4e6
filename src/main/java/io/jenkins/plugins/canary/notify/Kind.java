package io.jenkins.plugins.canary.notify;

import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** The kinds of destination that are reached by HTTP; the one table of them, which configuration and reference are made from. */
public enum Kind {
    /** Any receiver. */
    WEBHOOK(
            "webhook",
            "any receiver: everything there is, as signed JSON",
            Severity.INFO,
            "",
            List.of(Option.URL),
            List.of(Option.SECRET),
            "a secret of your own, which requests are signed with; without, they are not signed") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new Webhook(wire, said.url(), said.text(Option.SECRET), clock);
        }
    },
    /** Slack and its like. */
    SLACK(
            "slack",
            "a message in a channel of Slack, Mattermost or Rocket.Chat",
            Severity.INFO,
            "",
            List.of(Option.SECRET),
            List.of(),
            "the address of an incoming webhook") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new Slack(wire, said.secretUrl());
        }
    },
    /** Microsoft Teams. */
    TEAMS(
            "teams",
            "an Adaptive Card in a chat or channel of Microsoft Teams",
            Severity.INFO,
            "",
            List.of(Option.SECRET),
            List.of(),
            "the address of a workflow that begins with \"When a Teams webhook request is received\"") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new Teams(wire, said.secretUrl());
        }
    },
    /** PagerDuty. */
    PAGERDUTY(
            "pagerduty",
            "one alert for a release: severity critical pages, warning is a ticket; a promotion resolves it",
            Severity.WARNING,
            "https://events.pagerduty.com/",
            List.of(Option.SECRET),
            List.of(Option.URL),
            "the integration key of a service (Events API v2)") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new PagerDuty(wire, said.url(), said.text(Option.SECRET));
        }

        @Override
        boolean carries(News news) {
            return PagerDuty.isProblemOrItsEnd(news);
        }
    },
    /** Opsgenie. */
    OPSGENIE(
            "opsgenie",
            "one alert for a release: P1 pages, P3 is a ticket; a promotion closes it",
            Severity.WARNING,
            "https://api.opsgenie.com/",
            List.of(Option.SECRET),
            List.of(Option.URL),
            "the key of an API integration") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new Opsgenie(wire, said.url(), said.text(Option.SECRET));
        }

        @Override
        boolean carries(News news) {
            return PagerDuty.isProblemOrItsEnd(news);
        }
    },
    /** Alertmanager. */
    ALERTMANAGER(
            "alertmanager",
            "the alert `CanaryRelease` with a label `severity`, for Alertmanager's own rules",
            Severity.WARNING,
            "",
            List.of(Option.URL),
            List.of(Option.SECRET),
            "a bearer token, where one is asked for") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new Alertmanager(wire, said.url(), said.text(Option.SECRET));
        }

        @Override
        boolean carries(News news) {
            return PagerDuty.isProblemOrItsEnd(news);
        }
    },
    /** GitHub. */
    GITHUB(
            "github",
            "a deployment beside the commit, with its statuses",
            Severity.INFO,
            "https://api.github.com/",
            List.of(Option.REPOSITORY, Option.ENVIRONMENT, Option.SECRET),
            List.of(Option.URL),
            "a token that may write deployments") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new GithubDeployment(
                    wire,
                    said.url(),
                    said.text(Option.REPOSITORY),
                    said.text(Option.ENVIRONMENT),
                    said.text(Option.SECRET));
        }

        @Override
        boolean carries(News news) {
            return GithubDeployment.isOfDeployment(news);
        }
    },
    /** GitLab. */
    GITLAB(
            "gitlab",
            "a deployment in an environment, from its beginning to its end",
            Severity.INFO,
            "https://gitlab.com/",
            List.of(Option.PROJECT, Option.ENVIRONMENT, Option.SECRET),
            List.of(Option.URL),
            "a token with the scope `api`") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new GitlabDeployment(
                    wire,
                    said.url(),
                    said.text(Option.PROJECT),
                    said.text(Option.ENVIRONMENT),
                    said.text(Option.SECRET));
        }

        @Override
        boolean carries(News news) {
            return GitlabDeployment.isBeginningOrEnd(news);
        }
    },
    /** Grafana. */
    GRAFANA(
            "grafana",
            "annotations: beginning, each weight, verdicts, and a region over the whole release",
            Severity.INFO,
            "",
            List.of(Option.URL, Option.SECRET),
            List.of(Option.DASHBOARD),
            "a service account's token that may write annotations") {
        @Override
        Channel channel(Said said, Wire wire, Clock clock) {
            return new GrafanaAnnotations(wire, said.url(), said.text(Option.DASHBOARD), said.text(Option.SECRET));
        }

        @Override
        boolean carries(News news) {
            return GrafanaAnnotations.isDrawn(news);
        }
    };

    private final String word;
    private final String meaning;
    private final Severity least;
    private final String server;
    private final List<Option> needed;
    private final List<Option> optional;
    private final String secret;

    Kind(
            String word,
            String meaning,
            Severity least,
            String server,
            List<Option> needed,
            List<Option> optional,
            String secret) {
        this.word = word;
        this.meaning = meaning;
        this.least = least;
        this.server = server;
        this.needed = needed;
        this.optional = optional;
        this.secret = secret;
    }

    abstract Channel channel(Said said, Wire wire, Clock clock);

    /** Whether such things are told this way at all. */
    boolean carries(News news) {
        return true;
    }

    /**
     * A channel of this kind that is opened whenever there is something to deliver, on the thread that delivers it: looking up a
     * secret may take time.
     *
     * @param opening may throw {@link DeliveryException}
     */
    public Channel late(Supplier<Channel> opening) {
        return new Channel() {
            @Override
            public boolean carries(News news) {
                return Kind.this.carries(news);
            }

            @Override
            public void deliver(News news) {
                opening.get().deliver(news);
            }
        };
    }

    /**
     * Makes a channel of this kind. Nothing is sent yet.
     *
     * @param options what was said of it; blank counts as not said
     * @throws IllegalArgumentException with a sentence for what is missing, wrong or too much
     */
    public Channel open(Map<Option, String> options, OkHttpClient client, Clock clock) {
        Map<Option, String> given = new EnumMap<>(Option.class);
        options.forEach((option, value) -> {
            if (value != null && !value.isBlank()) {
                given.put(option, value.strip());
            }
        });
        for (Option option : needed) {
            if (!given.containsKey(option)) {
                throw new IllegalArgumentException(word + " needs " + option.word() + ": " + explained(option));
            }
        }
        given.keySet().stream()
                .filter(option -> !needed.contains(option) && !optional.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException(word + " has no " + option.word());
                });
        Said said = new Said(this, given);
        return channel(said, Wire.of(client, said.text(Option.SECRET)), clock);
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    /** What arrives there, for people. */
    public String meaning() {
        return meaning;
    }

    /** What is less grave is not told where nothing else is said. */
    public Severity least() {
        return least;
    }

    /** What must be said of it. */
    public List<Option> needed() {
        return needed;
    }

    /** What may be said of it. */
    public List<Option> optional() {
        return optional;
    }

    /** What an option says here. */
    public String explained(Option option) {
        return switch (option) {
            case SECRET -> secret;
            case URL -> server.isEmpty() ? option.meaning() : option.meaning() + "; without, `" + server + "`";
            default -> option.meaning();
        };
    }

    /** The one that is written so, if there is one. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** What was said of one destination. */
    record Said(Kind kind, Map<Option, String> options) {
        String text(Option option) {
            return options.getOrDefault(option, "");
        }

        HttpUrl url() {
            return parsed(options.getOrDefault(Option.URL, kind.server), true);
        }

        HttpUrl secretUrl() {
            return parsed(text(Option.SECRET), false);
        }

        /** A secret address is not repeated. */
        private HttpUrl parsed(String text, boolean shown) {
            HttpUrl url = HttpUrl.parse(text);
            if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
                throw new IllegalArgumentException(kind.word + ": " + (shown ? "'" + text + "'" : "the secret")
                        + " is not an address such as https://example.org/path, without user and password");
            }
            return url;
        }
    }
}
