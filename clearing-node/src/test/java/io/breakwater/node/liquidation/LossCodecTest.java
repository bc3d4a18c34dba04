package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.io.NotSerializableException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is in the journal of losses stays readable: the bytes of version 1 are fixed here. */
class LossCodecTest {

    private static final ActorTestKit KIT =
            ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));
    private static final LiquidationSerializer SERIALIZER =
            new LiquidationSerializer((ExtendedActorSystem) Adapter.toClassic(KIT.system()));

    private static final LossEvent.HaircutDecided DECIDED = new LossEvent.HaircutDecided(
            "BTC",
            1,
            new LossHaircut(Price.of("57000"), Price.of("0.5"), Rate.of("0.242857143")),
            new TreeMap<>(Map.of(
                    "poor", new LossEvent.Due(Money.of("1700"), Money.ZERO),
                    "poorer", new LossEvent.Due(Money.of("0.000001"), Money.of("0.000002")))),
            true);

    private static final Map<LossEvent, String> GOLDEN = Map.of(
            new LossEvent.LossFound("poor", "BTC"),
            "0a0b0a04706f6f721203425443",
            new LossEvent.LimitsNoted("BTC", 7, Money.of("250"), Money.of("0.000001")),
            "120f0a0342544310071880cab5ee012002",
            DECIDED,
            "1a3b0a0342544310011a140880a0cda7e4cb021080c2d72f18b0abcfb6910e220c0a04706f6f721080c49fd50c220c0a06706f6f726572100218042801",
            new LossEvent.HaircutEnded("BTC"),
            "22050a03425443",
            new LossEvent.LossCovered("poor"),
            "2a060a04706f6f72");

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    @Test
    @DisplayName("bytes of version 1 are what they were, and are read as what they were")
    void golden() throws NotSerializableException {
        for (Map.Entry<LossEvent, String> entry : GOLDEN.entrySet()) {
            assertThat(HexFormat.of().formatHex(SERIALIZER.toBinary(entry.getKey())))
                    .as(entry.getKey().toString())
                    .isEqualTo(entry.getValue());
            assertThat(SERIALIZER.fromBinary(HexFormat.of().parseHex(entry.getValue()), "lE1"))
                    .isEqualTo(entry.getKey());
        }
    }

    @Test
    @DisplayName("a ledger of every event comes back as it was")
    void ledger() throws NotSerializableException {
        LossLedger ledger = LossLedger.EMPTY;
        for (LossEvent event : List.of(
                new LossEvent.LossFound("poor", "BTC"),
                new LossEvent.LossFound("rich", "ETH"),
                new LossEvent.LimitsNoted("BTC", 7, Money.of("250"), Money.of("1")),
                DECIDED)) {
            ledger = event.applyTo(ledger);
        }

        assertThat(SERIALIZER.fromBinary(SERIALIZER.toBinary(ledger), "lL1")).isEqualTo(ledger);
        assertThat(SERIALIZER.fromBinary(SERIALIZER.toBinary(DECIDED), "lE1")).isEqualTo(DECIDED);
    }

    @Test
    @DisplayName("bytes that are no event, and a manifest nobody knows, are refused")
    void refused() {
        assertThatThrownBy(() -> SERIALIZER.fromBinary(new byte[0], "lE1")).hasMessageContaining("LossEvent.event");
        assertThatThrownBy(() -> SERIALIZER.fromBinary(new byte[0], "lE2"))
                .isInstanceOf(NotSerializableException.class);
    }
}
