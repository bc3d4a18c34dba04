package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PositionPricesTest {

    private static final BigDecimal TICK = new BigDecimal("0.10");
    private static final MarginTiers BTC = DefaultParameters.btcTiers();
    private static final MarginTiers ETH = DefaultParameters.ethTiers();

    private final MarginCalculator calculator = new MarginCalculator(DefaultParameters.epochOne());

    @Test
    void aLongThatIsAlreadyBelowMaintenanceHasItsPriceAboveTheMark() {
        Position btc = Holdings.perpetual("BTC", "100", "60050", "60000", "-12.34");
        Position eth = Holdings.perpetual("ETH", "-4", "3010", "3000");
        MarginResult result = calculator.calculate(Holdings.account(MarginMode.CROSS, "93500", btc, eth));

        assertThat(result.equity()).isEqualByComparingTo("88527.66");
        assertThat(result.maintenance()).isEqualByComparingTo("130150");
        assertThat(price(PositionPrices.liquidationPrice(result, btc, BTC, TICK)))
                .isEqualByComparingTo("60433.6");
        assertThat(price(PositionPrices.bankruptcyPrice(result, btc, TICK))).isEqualByComparingTo("59115.8");
        assertThat(PositionPrices.liquidationPrice(result, eth, ETH, new BigDecimal("0.01")))
                .as("no rise of ETH above zero brings the account back")
                .isEmpty();
        assertThat(price(PositionPrices.bankruptcyPrice(result, eth, TICK))).isEqualByComparingTo("3025.5");
    }

    @Test
    void aFullyPaidLongCannotBeLiquidated() {
        Position one = Holdings.perpetual("BTC", "1", "60000", "60000");

        assertThat(liquidation("60000", one)).isEmpty();
        assertThat(price(liquidation("59999.9", one)))
                .as("a tenth of a dollar is owed: at the first tick it is missing")
                .isEqualByComparingTo("0.2");
    }

    @Test
    void aShortRoundsDownAndIsAbsentWhenThatIsZero() {
        Position one = Holdings.perpetual("BTC", "-1", "60000", "60000");

        assertThat(liquidation("-59999.9", one)).as("0.1/1.01 of a dollar").isEmpty();
        assertThat(price(liquidation("-59999.8", one))).isEqualByComparingTo("0.1");
    }

    @Test
    void thePriceIsFoundOnWhicheverTierItLies() {
        Position hundred = Holdings.perpetual("BTC", "100", "60000", "60000");

        assertThat(price(liquidation("1090000", hundred)))
                .as("5 million exactly, the edge of two tiers")
                .isEqualByComparingTo("50000");
        assertThat(price(liquidation("1080000", hundred)))
                .as("the tier above: 4,810,000/0.96")
                .isEqualByComparingTo("50104.2");
        assertThat(price(liquidation("1100000", hundred)))
                .as("the tier below: 4,890,000/0.98")
                .isEqualByComparingTo("49898.0");
        assertThat(price(liquidation("5500000", hundred)))
                .as("the first tier: 500,000/0.99")
                .isEqualByComparingTo("5050.6");
    }

    @Test
    void atThePriceHealthIsOneAndATickBeforeItIsNotBelow() {
        Property.holds("health is one at the liquidation price", 3000, this::crossesMaintenanceThere);
    }

    @Test
    void closingEverythingAtTheBankruptcyPricesLeavesNothing() {
        Property.holds("bankruptcy prices share out the equity", 2000, this::leavesNothing);
    }

    @Test
    void aPositionOfAnotherAccountIsRefused() {
        Position btc = Holdings.perpetual("BTC", "1", "60000", "60000");
        MarginResult result = calculator.calculate(Holdings.account(MarginMode.CROSS, "100"));

        assertThatThrownBy(() -> PositionPrices.liquidationPrice(result, btc, BTC, TICK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BTC-PERP");
    }

    private void crossesMaintenanceThere(SplittableRandom rng) {
        MarginAccount account = randomAccount(rng);
        Position position = account.positions().get(0);
        MarginResult result = calculator.calculate(account);
        TierRequirement requirement = calculator.tierRequirement(account, position);
        BigDecimal tick = new BigDecimal("0.01");
        Optional<BigDecimal> found = PositionPrices.liquidationPrice(result, position, requirement, tick);
        BigDecimal side = BigDecimal.valueOf(position.quantity().signum());
        if (found.isEmpty()) {
            BigDecimal least = new BigDecimal("0.00000001");
            boolean above = slackAt(account, position, least).signum() >= 0;
            assertThat(above
                            || side.signum() < 0
                                    && slackAt(account, position, tick).signum() < 0)
                    .as("absent: a long is covered down to nothing, a short is lost from the first tick")
                    .isTrue();
            return;
        }
        BigDecimal earlier = found.get();
        BigDecimal later = earlier.subtract(tick.multiply(side));
        assertThat(slackAt(account, position, earlier).signum())
                .as("covered at the price")
                .isNotNegative();
        assertThat(slackAt(account, position, later).signum())
                .as("not a tick later")
                .isNegative();
    }

    private void leavesNothing(SplittableRandom rng) {
        MarginAccount account = randomAccount(rng);
        MarginResult result = calculator.calculate(account);
        BigDecimal left = result.equity();
        for (Position position : account.positions()) {
            BigDecimal price =
                    PositionPrices.exactBankruptcyPrice(result, position).orElseThrow();
            left = left.subtract(position.mark().subtract(price).multiply(position.quantity()));
        }
        assertThat(left.abs()).as("what is left after closing").isLessThan(new BigDecimal("0.000001"));
    }

    /** E - MM with one mark moved and everything else held. */
    private BigDecimal slackAt(MarginAccount account, Position moved, BigDecimal mark) {
        List<Position> positions = account.positions().stream()
                .map(p -> p.equals(moved) ? at(p, mark) : p)
                .toList();
        MarginResult result = calculator.calculate(new MarginAccount(
                account.mode(), account.collateral(), positions, account.feesDue(), account.conditions()));
        return result.equity().subtract(result.maintenance());
    }

    private static Position at(Position p, BigDecimal mark) {
        BigDecimal profit = p.profit().add(p.quantity().multiply(mark.subtract(p.mark())));
        return new Position(
                p.instrument(), p.quantity(), mark, mark, profit, p.option(), p.reservedBuy(), p.reservedSell());
    }

    private static MarginAccount randomAccount(SplittableRandom rng) {
        Position btc = Holdings.perpetual("BTC", signed(rng, 1, 2_000_000), "60000", price(rng, 3000, 90000));
        Position eth = Holdings.perpetual("ETH", signed(rng, 1, 9_000_000), "3000", price(rng, 1000, 5000));
        long most = btc.quantity().abs().movePointRight(3).longValueExact() + 1;
        Position ordered = Holdings.with(btc, "60000", units(rng.nextLong(0, most)), units(rng.nextLong(0, most)));
        Conditions scaled = new Conditions(
                BigDecimal.valueOf(rng.nextLong(10, 30), 1), BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE);
        return new MarginAccount(
                MarginMode.CROSS,
                List.of(Holdings.cash(units(rng.nextLong(0, 20_000_000_000L)))),
                List.of(rng.nextBoolean() ? btc : ordered, eth),
                BigDecimal.valueOf(rng.nextLong(0, 1000)),
                Map.of("BTC", scaled));
    }

    private static String signed(SplittableRandom rng, long least, long most) {
        return (rng.nextBoolean() ? "-" : "") + units(rng.nextLong(least, most));
    }

    private static String price(SplittableRandom rng, int least, int most) {
        return BigDecimal.valueOf(rng.nextLong(least * 100L, most * 100L), 2).toPlainString();
    }

    private static String units(long thousandths) {
        return BigDecimal.valueOf(thousandths, 3).toPlainString();
    }

    private Optional<BigDecimal> liquidation(String cash, Position position) {
        MarginResult result = calculator.calculate(Holdings.account(MarginMode.CROSS, cash, position));
        return PositionPrices.liquidationPrice(result, position, BTC, TICK);
    }

    private static BigDecimal price(Optional<BigDecimal> found) {
        return found.orElseThrow();
    }
}
