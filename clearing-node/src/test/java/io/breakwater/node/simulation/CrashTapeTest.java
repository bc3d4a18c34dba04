package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Price;
import io.breakwater.node.feed.QuoteSource;
import io.breakwater.node.feed.TapeQuote;
import io.breakwater.node.simulation.CrashScenario.Fall;
import io.breakwater.node.simulation.CrashScenario.Lie;
import io.breakwater.node.simulation.CrashScenario.Silence;
import io.breakwater.node.simulation.CrashScenario.Symbol;
import io.breakwater.node.simulation.CrashScenario.Venue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class CrashTapeTest {

    private static final long START = 1_000_000;

    @Test
    void theSameSeedGivesTheSameBytesOnEveryJdk() {
        assertThat(checksum(CrashScenario.defaults(42))).isEqualTo(1_008_524_509L);
        assertThat(checksum(CrashScenario.defaults(43))).isNotEqualTo(1_008_524_509L);
    }

    @Test
    void sixSymbolsFallTogetherByAQuarterToNearlyHalfAndComePartlyBack() {
        Property.holds("depth of the crash", 40, rng -> {
            CrashScenario scenario = CrashScenario.defaults(rng.nextLong());
            CrashPath path = CrashPath.of(scenario);
            Fall fall = scenario.fall();
            for (int i = 0; i < scenario.symbols().size(); i++) {
                double start = scenario.symbols().get(i).price().units();
                double before = at(path, scenario, i, fall.fromMillis()) / start;
                double trough = at(path, scenario, i, fall.toMillis()) / start;
                double end = at(path, scenario, i, scenario.durationMillis()) / start;
                assertThat(before).isBetween(0.97, 1.03);
                assertThat(1 - trough).isBetween(0.22, 0.47);
                assertThat(end).isGreaterThan(trough).isLessThan(before);
            }
        });
    }

    @Test
    void everySourceQuotesAboutOnceASecondInTimeOrder() {
        CrashScenario scenario = CrashScenario.defaults(5, 600_000);
        CrashTape tape = new CrashTape(scenario);
        List<TapeQuote> quotes = drain(tape);

        assertThat(tape.sources()).hasSize(30).extracting(QuoteSource::name).isSorted();
        assertThat(tape.underlyings()).containsExactly("AVAX", "BTC", "DOGE", "ETH", "LINK", "SOL");
        assertThat(quotes)
                .isSortedAccordingTo((a, b) -> a.timeMillis() != b.timeMillis()
                        ? Long.compare(a.timeMillis(), b.timeMillis())
                        : Integer.compare(a.source(), b.source()));
        assertThat(quotes)
                .allMatch(quote -> tape.sources()
                                .get(quote.source())
                                .underlying()
                                .equals(tape.underlyings().get(quote.underlying()))
                        && quote.timeMillis() > scenario.startMillis()
                        && quote.timeMillis() < scenario.startMillis() + 600_000);
        for (int source = 0; source < 30; source++) {
            int wanted = source;
            assertThat(quotes.stream().filter(quote -> quote.source() == wanted))
                    .hasSizeBetween(350, 680);
        }
        assertThatThrownBy(tape::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anHonestVenueQuotesNearThePathOfItsLatencyAgoInWholeTicks() {
        CrashScenario scenario = CrashScenario.defaults(6, 1_200_000);
        CrashTape tape = new CrashTape(scenario);
        List<String> symbols =
                scenario.symbols().stream().map(Symbol::underlying).toList();
        tape.forEachRemaining(quote -> {
            QuoteSource source = tape.sources().get(quote.source());
            if (!source.venue().equals("strait")) {
                int symbol = symbols.indexOf(source.underlying());
                double truth = tape.path().at(symbol, quote.timeMillis()).units();
                assertThat(Math.abs(quote.priceUnits() / truth - 1)).isLessThan(0.03);
                assertThat(quote.priceUnits()
                                % scenario.symbols().get(symbol).tick().units())
                        .isZero();
            }
        });
    }

    @Test
    void aLieLastsFromItsFirstMillisecondToBeforeItsLast() {
        CrashScenario scenario = quiet(
                List.of(new Lie("liar", "BTC", 10_000, 20_000, -0.6)), List.of(new Silence("calm", 5_000, 8_000)));
        List<TapeQuote> quotes = drain(new CrashTape(scenario));
        int liar = 1;

        assertThat(times(quotes, quote -> quote.source() == liar && quote.priceUnits() < 5_000_000_000L))
                .isNotEmpty()
                .allMatch(time -> time >= START + 10_000 && time < START + 20_000);
        assertThat(times(quotes, quote -> quote.source() == liar && quote.priceUnits() > 5_000_000_000L))
                .isNotEmpty()
                .noneMatch(time -> time >= START + 10_000 && time < START + 20_000);
        assertThat(quotes).filteredOn(quote -> quote.source() != liar).allMatch(q -> q.priceUnits() > 9_900_000_000L);
    }

    @Test
    void aSilentVenueSaysNothingAndThenGoesOn() {
        CrashScenario scenario = quiet(List.of(), List.of(new Silence("calm", 5_000, 8_000)));
        List<Long> times = times(drain(new CrashTape(scenario)), quote -> quote.source() == 0);

        assertThat(times).noneMatch(time -> time >= START + 5_000 && time < START + 8_000);
        assertThat(times)
                .anyMatch(time -> time < START + 5_000)
                .anyMatch(time -> time < START + 10_000 && time >= START + 8_000);
    }

    @Test
    void anotherVenueDoesNotChangeWhatTheOthersQuote() {
        CrashScenario two = quiet(List.of(), List.of());
        List<Venue> venues = new ArrayList<>(two.venues());
        venues.add(new Venue("third", 0, 0.001, 0, 500));
        CrashScenario three = new CrashScenario(
                two.seed(),
                two.startMillis(),
                two.durationMillis(),
                two.fall(),
                two.symbols(),
                venues,
                List.of(),
                List.of());
        assertThat(drain(new CrashTape(three)).stream().filter(quote -> quote.source() < 2))
                .containsExactlyElementsOf(drain(new CrashTape(two)));
    }

    @Test
    void impossibleScenariosAreRefusedByField() {
        CrashScenario good = quiet(List.of(), List.of());
        assertThatThrownBy(() -> quiet(List.of(new Lie("nobody", "BTC", 0, 1, -0.5)), List.of()))
                .hasMessageContaining("venue of a lie nobody");
        assertThatThrownBy(() -> quiet(List.of(new Lie("liar", "XYZ", 0, 1, -0.5)), List.of()))
                .hasMessageContaining("underlying of a lie XYZ");
        assertThatThrownBy(() -> quiet(List.of(), List.of(new Silence("nobody", 0, 1))))
                .hasMessageContaining("venue of a silence nobody");
        assertThatThrownBy(() -> new Lie("liar", "BTC", 0, 1, -1)).hasMessageContaining("deviation of a lie -1.0");
        assertThatThrownBy(() -> new Symbol("BTC", Price.ZERO, Price.of("1"), 0.1, 0.5))
                .hasMessageContaining("price of BTC 0");
        assertThatThrownBy(() -> new Symbol("BTC", Price.of("1"), Price.of("1"), Double.NaN, 0.5))
                .hasMessageContaining("depth of BTC NaN");
        assertThatThrownBy(() -> new Venue("v", 0, 0, 0, 49)).hasMessageContaining("interval ms of v 49");
        assertThatThrownBy(() -> new Fall(0, 999, 0.4, 1_000)).hasMessageContaining("length of the fall in ms 999");
        assertThatThrownBy(() -> CrashScenario.defaults(1, 999)).hasMessageContaining("duration ms 999");
        assertThatThrownBy(() -> CrashScenario.defaults(1, 604_800_001)).hasMessageContaining("duration ms 604800001");
        assertThat(CrashScenario.defaults(1, 1_000).durationMillis()).isEqualTo(1_000);
        assertThat(good.symbols()).hasSize(1);
    }

    private static CrashScenario quiet(List<Lie> lies, List<Silence> silences) {
        return new CrashScenario(
                9,
                START,
                30_000,
                new Fall(29_000, 1_000, 0, 1_000),
                List.of(new Symbol("BTC", Price.of("100"), Price.of("0.01"), 0, 0.1)),
                List.of(new Venue("calm", 0, 0.0001, 100, 500), new Venue("liar", 0, 0.0001, 100, 500)),
                lies,
                silences);
    }

    private static double at(CrashPath path, CrashScenario scenario, int symbol, long afterStart) {
        return path.at(symbol, scenario.startMillis() + afterStart).units();
    }

    private static List<Long> times(List<TapeQuote> quotes, Predicate<TapeQuote> wanted) {
        return quotes.stream().filter(wanted).map(TapeQuote::timeMillis).toList();
    }

    private static List<TapeQuote> drain(CrashTape tape) {
        List<TapeQuote> quotes = new ArrayList<>();
        tape.forEachRemaining(quotes::add);
        return quotes;
    }

    private static long checksum(CrashScenario scenario) {
        CRC32 crc = new CRC32();
        new CrashTape(scenario)
                .forEachRemaining(quote -> crc.update(quote.toString().getBytes(StandardCharsets.UTF_8)));
        return crc.getValue();
    }
}
