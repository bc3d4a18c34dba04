package io.breakwater.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketFileTest {

    @ParameterizedTest
    @CsvSource({
        "coinbase_AVAX-USD_trades_20251010.csv.gz, coinbase:AVAX-USD, AVAX, SPOT, 0",
        "gemini_AVAXUSD_trades_20251010.csv.gz, gemini:AVAXUSD, AVAX, SPOT, 0",
        "binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz, binance-coinm:AVAXUSD_PERP, AVAX, DERIVATIVE, 0",
        "binance_USDEUSDT_1m_20251010-20251012.csv.gz, binance:USDEUSDT, USDE, SPOT, 60000",
        "bitmex_XBTUSD_1m_20200308-20200315.csv.gz, bitmex:XBTUSD, BTC, DERIVATIVE, 60000",
        "bitstamp_BTCUSD_1h_202003.csv.gz, bitstamp:BTCUSD, BTC, SPOT, 3600000",
        "kraken_BTCUSDC_5m_20230309-20230314.csv, kraken:BTCUSDC, BTC, SPOT, 300000",
        "binance-usdm_ETHUSDT_1m_20221105-20221112.csv.gz, binance-usdm:ETHUSDT, ETH, DERIVATIVE, 60000",
        "binance_BTCUSDT_reference_5m_20251009-20251012.csv.gz, binance:BTCUSDT_reference, BTC, DERIVATIVE, 300000",
        "bats_SPY_2m_20251008-20251014.csv.gz, bats:SPY, SPY, SPOT, 120000",
    })
    void theNameSaysWhoseQuotesTheFileHolds(
            String file, String name, String underlying, SourceKind kind, long granularityMillis) {
        QuoteSource source = MarketFile.of(Path.of("some", "where", file)).source();

        assertThat(source.name()).isEqualTo(name);
        assertThat(source.underlying()).isEqualTo(underlying);
        assertThat(source.kind()).isEqualTo(kind);
        assertThat(source.granularityMillis()).isEqualTo(granularityMillis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prices.csv",
                "wti_daily.csv.gz",
                "uniswap_USDEUSDT_blocks_20251010-20251011.csv.gz",
                "okx_option_BTC-USD-251031-80000-C_1m_20251010.csv.gz",
                "binance-usdm_BTCUSDT_top20_1s_20240808.csv.gz",
                "binance-usdm_BTCUSDT_bookdepth_20251010.csv.gz",
                "coinbase_BTCUSD_0m_2020.csv",
                "coinbase_BTCUSD_1m_2020.txt",
            })
    void anotherNameIsRefusedWithTheFormThatIsUnderstood(String file) {
        assertThatThrownBy(() -> MarketFile.of(Path.of(file)))
                .isInstanceOf(MarketFileException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("venue_SYMBOL_granularity_period");
    }

    @Test
    void anUnderlyingIsAtMostTenLetters() {
        assertThat(MarketFile.of(Path.of("v_ABCDEFGHIJUSD_1m_2020.csv"))
                        .source()
                        .underlying())
                .isEqualTo("ABCDEFGHIJ");
        assertThatThrownBy(() -> MarketFile.of(Path.of("v_ABCDEFGHIJKUSD_1m_2020.csv")))
                .hasMessageContaining("ABCDEFGHIJK");
    }
}
