package io.breakwater.node.cli.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.node.cli.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the command either answers whole or refuses in one line: it never fails and never does half. */
class HostileRequestTest {

    private static final String[] EXTREMES = {
        "0.00000001", "0.1", "1", "3", "60000", "999999999999", "999999999999.99999999"
    };

    /** Structure, numbers, and characters that JSON or a line of text does not allow. */
    private static final String INSERTED = "\"\\{}[],:-.0e\u0000\n\ud83d";

    @Test
    @DisplayName("the ends of every allowed range are answered")
    void extremes() {
        Property.holds("extreme-fields", 400, rng -> {
            List<String> positions = new ArrayList<>();
            positions.add(Request.perpetual("BTC-PERP", sign(rng) + pick(rng), pick(rng)));
            positions.add(option("BTC-20261225-" + pick(rng) + "-C", rng));
            positions.add(option("BTC-20261225-" + pick(rng) + "-P", rng));
            CommandRun run = Request.account("PORTFOLIO", sign(rng) + pick(rng), positions.toArray(String[]::new))
                    .withText("/accounts/0/positions/0/entry_price", pick(rng))
                    .run("--explain");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).doesNotContain("NaN", "Infinity", "E+", "E-");
        });
    }

    @Test
    @DisplayName("a request damaged at any place is answered or refused in one line")
    void damage() {
        String whole = Request.example().json();
        Property.holds("damaged-request", 1_500, rng -> {
            StringBuilder text = new StringBuilder(whole);
            for (int i = 0; i <= rng.nextInt(3); i++) {
                int at = rng.nextInt(text.length());
                switch (rng.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.setCharAt(at, (char) rng.nextInt(32, 127));
                    default -> text.insert(at, INSERTED.charAt(rng.nextInt(INSERTED.length())));
                }
            }
            CommandRun run = Request.runText(text.toString());

            assertThat(run.exitCode()).as(run.err()).isIn(0, 2);
            assertThat(run.out().isEmpty()).isEqualTo(run.exitCode() == 2);
            assertThat(run.err().lines()).hasSize(run.exitCode() == 2 ? 1 : 0);
        });
    }

    private static String option(String name, SplittableRandom rng) {
        return "{\"instrument\":\"" + name + "\",\"quantity\":\"" + sign(rng) + pick(rng) + "\",\"mark_iv\":\""
                + pick(rng) + "\",\"forward_price\":\"" + pick(rng) + "\",\"time_to_expiry_years\":\""
                + (rng.nextBoolean() ? "0.000000000000000001" : pick(rng)) + "\"}";
    }

    private static String sign(SplittableRandom rng) {
        return rng.nextBoolean() ? "" : "-";
    }

    private static String pick(SplittableRandom rng) {
        return EXTREMES[rng.nextInt(EXTREMES.length)];
    }
}
