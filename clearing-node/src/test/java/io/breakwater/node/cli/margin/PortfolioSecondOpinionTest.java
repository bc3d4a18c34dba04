package io.breakwater.node.cli.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.Property;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A second implementation of portfolio accounts in floating point: an option is worth the integral of its payoff over the
 * lognormal density, by Simpson's rule, and nothing is shared with the closed form. Answers agree to the cent shown.
 */
class PortfolioSecondOpinionTest {

    private static final double CENT = 0.0101;
    private static final double[] TAILS = {-0.66, -0.33, 0.5, 1, 2, 4};

    /** A position; {@code strike} 0 marks a perpetual or future. */
    private record Held(double quantity, double price, double strike, boolean call, double volatility, double years) {

        double value(double shockedPrice, double shockedVolatility) {
            return strike == 0 ? shockedPrice : option(shockedPrice, shockedVolatility);
        }

        double profit(double shock, int volatilityMove) {
            double days = 365 * years;
            double m = Math.pow(30 / Math.max(days, 1), days <= 30 ? 0.30 : 0.13);
            double factor = volatilityMove > 0 ? 1 + 0.5 * m : volatilityMove < 0 ? Math.max(0, 1 - 0.3 * m) : 1;
            return quantity * (value(price * (1 + shock), volatility * factor) - value(price, volatility));
        }

        private double option(double forward, double sigma) {
            double width = sigma * Math.sqrt(years);
            if (width == 0) {
                return payoff(forward);
            }
            double kink = (Math.log(strike / forward) + width * width / 2) / width;
            double from = call ? Math.max(kink, -12) : -12;
            double to = call ? Math.max(kink, 0) + 12 + width : Math.min(kink, 12 + width);
            return from >= to ? 0 : simpson(forward, width, from, to);
        }

        private double simpson(double forward, double width, double from, double to) {
            int intervals = 2_000;
            double step = (to - from) / intervals;
            double sum = 0;
            for (int i = 0; i <= intervals; i++) {
                double z = from + i * step;
                int weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
                double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
                sum += weight * payoff(forward * Math.exp(width * z - width * width / 2)) * density;
            }
            return sum * step / 3;
        }

        private double payoff(double settlement) {
            return Math.max(0, call ? settlement - strike : strike - settlement);
        }

        double notional() {
            return Math.abs(quantity) * price;
        }
    }

    private record Case(double cash, List<Held> positions, JsonNode answer) {

        double profit(double shock, int volatilityMove) {
            return positions.stream()
                    .mapToDouble(p -> p.profit(shock, volatilityMove))
                    .sum();
        }

        double charges() {
            return positions.stream()
                    .mapToDouble(p -> p.strike == 0 ? 0.005 * p.notional() : p.quantity < 0 ? 0.01 * p.notional() : 0)
                    .sum();
        }
    }

    @Test
    @DisplayName("scenarios, requirement and equity agree with an integral of the payoff to the cent")
    void numbers() {
        Property.holds("answer-portfolio", 60, rng -> {
            Case c = random(rng);
            List<Double> expected = new ArrayList<>();
            for (int k = 4; k >= -4; k--) {
                for (int move = 1; move >= -1; move--) {
                    expected.add(c.profit(k / 4.0 * 0.18, move));
                }
            }
            for (double tail : TAILS) {
                expected.add(0.77 * 0.18 / Math.abs(tail) * c.profit(tail, 1));
            }
            JsonNode scenarios = c.answer.get("scenarios");
            double worst = 0;
            for (int s = 0; s < expected.size(); s++) {
                assertThat(number(scenarios.get(s), "profit_and_loss")).isCloseTo(expected.get(s), within(CENT));
                worst = Math.max(worst, -expected.get(s));
            }
            double option = c.positions.stream()
                    .filter(p -> p.strike > 0)
                    .mapToDouble(p -> p.quantity * p.value(p.price, p.volatility))
                    .sum();
            assertThat(scenarios).hasSize(33);
            assertThat(number(c.answer, "option_value")).isCloseTo(option, within(CENT));
            assertThat(number(c.answer, "equity")).isCloseTo(c.cash + option, within(CENT));
            assertThat(number(c.answer, "maintenance_margin")).isCloseTo(worst + c.charges(), within(CENT));
            assertThat(number(c.answer, "initial_margin")).isCloseTo(1.25 * (worst + c.charges()), within(CENT));
        });
    }

    @Test
    @DisplayName("a slice plan of a portfolio in liquidation closes one fraction of everything, up to the lot")
    void slices() {
        Property.holds("answer-portfolio-slices", 60, rng -> {
            Case c = random(rng);
            JsonNode liquidation = c.answer.get("liquidation");
            double equity = number(c.answer, "equity");
            double maintenance = number(c.answer, "maintenance_margin");
            double gross = c.positions.stream().mapToDouble(Held::notional).sum();
            if (!liquidation.get("kind").textValue().equals("PARTIAL")) {
                return;
            }
            double fraction = (1.15 * maintenance - equity) / (1.15 * maintenance - 0.0045 * gross);
            for (int i = 0; i < c.positions.size(); i++) {
                double closed = number(liquidation.get("slices").get(i), "quantity");
                double exact = fraction * Math.abs(c.positions.get(i).quantity);
                assertThat(closed).isBetween(exact * (1 - 1e-4), exact * (1 + 1e-4) + 0.001);
            }
        });
    }

    private static double number(JsonNode entry, String field) {
        return Double.parseDouble(entry.get(field).textValue());
    }

    private static Case random(SplittableRandom rng) {
        List<Held> positions = new ArrayList<>();
        List<String> json = new ArrayList<>();
        int count = rng.nextInt(1, 5);
        for (int i = 0; i < count; i++) {
            BigDecimal quantity = RandomDecimals.signed(rng, RandomDecimals.magnitude(rng, -2, 2, 3));
            BigDecimal price = two(rng.nextDouble(20_000, 70_000));
            if (i == 0) {
                positions.add(new Held(quantity.doubleValue(), price.doubleValue(), 0, false, 0, 0));
                json.add(Request.perpetual("BTC-PERP", quantity.toPlainString(), price.toPlainString()));
                continue;
            }
            boolean call = rng.nextBoolean();
            int strike = rng.nextInt(15_000, 90_000);
            BigDecimal volatility = BigDecimal.valueOf(rng.nextLong(50, 1_500), 3);
            BigDecimal years = BigDecimal.valueOf(rng.nextLong(1_000, 2_000_000), 6);
            positions.add(new Held(
                    quantity.doubleValue(),
                    price.doubleValue(),
                    strike,
                    call,
                    volatility.doubleValue(),
                    years.doubleValue()));
            json.add("{\"instrument\":\"BTC-2027010" + i + "-" + strike + (call ? "-C" : "-P") + "\",\"quantity\":\""
                    + quantity.toPlainString() + "\",\"mark_iv\":\"" + volatility.toPlainString()
                    + "\",\"forward_price\":\"" + price.toPlainString() + "\",\"time_to_expiry_years\":\""
                    + years.toPlainString() + "\"}");
        }
        BigDecimal cash = two(rng.nextDouble(0, 60_000));
        Request request = Request.account("PORTFOLIO", cash.toPlainString(), json.toArray(String[]::new));
        return new Case(cash.doubleValue(), positions, request.answer().get(0));
    }

    private static BigDecimal two(double value) {
        return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
    }
}
