package io.jenkins.plugins.canary.analysis;

/**
 * How a ratio canary:baseline is read where events are frequent: there, the exact conditional distribution knows only odds
 * ratios, and a ratio of shares and one of odds are no longer the same. Each side reads it so that its verdict gets harder.
 */
enum Odds {
    /** The ratio is one of shares. Used against "at most tolerated": such odds are larger, so less is blamed. */
    OF_SHARES {
        /**
         * Up to a share of one half, where enumeration over small tables shows that the margins are a good enough guide from
         * shares to odds; above, the binomial is used, which is then too careful.
         */
        @Override
        boolean apply(Counts counts, double nullRatio) {
            double share = nullRatio * counts.events() / (nullRatio * counts.canaryTotal() + counts.baselineTotal());
            return share <= 0.5;
        }

        @Override
        double at(Counts counts, double ratio) {
            double others = counts.canaryTotal() * ratio + counts.baselineTotal();
            double left = others - ratio * counts.events();
            return left > 0 ? StrictMath.min(HUGE, ratio * (others - counts.events()) / left) : HUGE;
        }
    },

    /** The ratio is one of odds. Used against "at least harmful": then the ratio of shares is smaller still. */
    PLAIN {
        @Override
        boolean apply(Counts counts, double nullRatio) {
            return true;
        }

        @Override
        double at(Counts counts, double ratio) {
            return ratio;
        }
    };

    /** Odds as good as infinite: beyond it their powers overflow. */
    private static final double HUGE = 1e6;

    /** Whether the exact distribution can be used for these counts. */
    abstract boolean apply(Counts counts, double nullRatio);

    /** The odds ratio that a ratio means, given the margins of these counts. */
    abstract double at(Counts counts, double ratio);
}
