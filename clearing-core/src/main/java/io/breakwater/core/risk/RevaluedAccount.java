package io.breakwater.core.risk;

import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.risk.Nomination.Direction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An account that is valued whole: exactly, and again only when a bound can no longer say that nothing was crossed. */
final class RevaluedAccount {

    /** One threshold of the account: its form at the last valuation. */
    private static final class Kept {
        private final int watch;
        private BigDecimal form;
        private boolean isNominated;
        private long nominatedAtMicros;

        private Kept(int watch) {
            this.watch = watch;
        }

        private boolean isCrossed() {
            return form.signum() < 0 || Watches.isBetter(watch) && form.signum() == 0;
        }
    }

    private static final int MICRO_DECIMALS = 6;
    private static final long MOST_MICROS = 1L << 62;

    private final Exposure exposure;
    private final List<Kept> kept;
    private MarketView valuedAt;

    RevaluedAccount(Exposure exposure) {
        this.exposure = exposure;
        this.kept = List.of(Watches.worse(exposure.state()), Watches.better(exposure.state())).stream()
                .filter(watch -> watch != Watches.NONE)
                .map(Kept::new)
                .toList();
    }

    Exposure exposure() {
        return exposure;
    }

    /**
     * Values the account at a view.
     *
     * @throws IllegalArgumentException when its holdings are against the rules of its mode; the message names them
     */
    void value(MarketView view, MarginCalculator calculator, Watches watches) {
        MarginResult margin = calculator.calculate(Valuation.join(exposure, view));
        for (Kept each : kept) {
            each.form = margin.equity()
                    .multiply(BigDecimal.valueOf(watches.equity(each.watch)))
                    .subtract(margin.maintenance().multiply(BigDecimal.valueOf(watches.requirement(each.watch))));
        }
        valuedAt = view;
    }

    /**
     * Values the account at a view unless nothing can have been crossed since its last valuation.
     *
     * @return whether it was valued
     */
    boolean advance(MarketView view, MarginCalculator calculator, Watches watches) {
        Optional<RevaluationBound> bound = RevaluationBound.between(exposure, valuedAt, view);
        if (bound.isPresent() && kept.stream().allMatch(each -> isWithin(each, bound.get(), watches))) {
            return false;
        }
        if (bound.isEmpty()) {
            forgetNominations();
        }
        value(view, calculator, watches);
        return true;
    }

    private static boolean isWithin(Kept each, RevaluationBound bound, Watches watches) {
        BigDecimal reach = bound.ofForm(watches.equity(each.watch), watches.requirement(each.watch));
        return each.form.compareTo(reach) > 0;
    }

    /** Nominates what is crossed and was not nominated at as little slack. */
    void collect(List<Nomination> into) {
        for (Kept each : kept) {
            long micros = micros(each.form);
            if (!each.isCrossed()) {
                each.isNominated = false;
            } else if (!each.isNominated || micros < each.nominatedAtMicros) {
                each.isNominated = true;
                each.nominatedAtMicros = micros;
                Direction direction = Watches.isBetter(each.watch) ? Direction.BETTER : Direction.WORSE;
                into.add(new Nomination(exposure.accountId(), direction, Math.min(-1, micros)));
            }
        }
    }

    /** Nominates again what is crossed. */
    void forgetNominations() {
        kept.forEach(each -> each.isNominated = false);
    }

    /**
     * The least slack to the next worse threshold that could be left after a move, in micros; empty where there is no
     * worse state, and as little as possible where no bound can be given.
     */
    Optional<Long> slackLeft(MarketView now, MarketView moved, Watches watches) {
        Optional<BigDecimal> reach = RevaluationBound.between(exposure, valuedAt, now)
                .flatMap(
                        before -> RevaluationBound.between(exposure, now, moved).map(before::plus))
                .map(bound -> ofWorse(bound, watches));
        return kept.stream()
                .filter(each -> !Watches.isBetter(each.watch))
                .map(each -> reach.map(r -> micros(each.form.subtract(r))).orElse(-MOST_MICROS))
                .findFirst();
    }

    private BigDecimal ofWorse(RevaluationBound bound, Watches watches) {
        int worse = Math.max(0, Watches.worse(exposure.state()));
        return bound.ofForm(watches.equity(worse), watches.requirement(worse));
    }

    /** Its slacks at the last valuation. */
    RiskBook.Slack slack() {
        return new RiskBook.Slack(slack(false), slack(true));
    }

    private OptionalLong slack(boolean isBetter) {
        return kept.stream()
                .filter(each -> Watches.isBetter(each.watch) == isBetter)
                .mapToLong(each -> micros(each.form))
                .findFirst();
    }

    private static long micros(BigDecimal form) {
        BigInteger micros = form.movePointRight(MICRO_DECIMALS)
                .setScale(0, RoundingMode.FLOOR)
                .toBigInteger();
        if (micros.bitLength() > 62) {
            return micros.signum() < 0 ? -MOST_MICROS : MOST_MICROS;
        }
        return micros.longValue();
    }
}
