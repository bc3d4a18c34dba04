package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every setting of the gateway can be given by the environment, and one that cannot work is refused by its name. */
class GatewaySettingsTest {

    private static final GatewaySettings DEFAULTS = settings(Map.of());

    /** Another value for every setting. */
    private static final Map<String, String> OTHERS = new TreeMap<>(Map.ofEntries(
            Map.entry("BREAKWATER_GATEWAY_HOST", "0.0.0.0"),
            Map.entry("BREAKWATER_GATEWAY_PORT", "8280"),
            Map.entry("BREAKWATER_NODES", "node-1:8181, node-2:8182"),
            Map.entry("BREAKWATER_GATEWAY_PROBE_INTERVAL_MILLIS", "11"),
            Map.entry("BREAKWATER_GATEWAY_PROBE_TIMEOUT_MILLIS", "12"),
            Map.entry("BREAKWATER_GATEWAY_DEFAULT_DEADLINE_MILLIS", "13"),
            Map.entry("BREAKWATER_GATEWAY_MAX_DEADLINE_MILLIS", "14000"),
            Map.entry("BREAKWATER_GATEWAY_MAX_MESSAGE_BYTES", "15"),
            Map.entry("BREAKWATER_GATEWAY_MAX_UNARY_IN_FLIGHT", "16"),
            Map.entry("BREAKWATER_GATEWAY_MAX_STREAMS", "17"),
            Map.entry("BREAKWATER_GATEWAY_MAX_ATTEMPTS", "18"),
            Map.entry("BREAKWATER_GATEWAY_RETRY_DELAY_MILLIS", "19"),
            Map.entry("BREAKWATER_GATEWAY_DRAIN_MILLIS", "20")));

    /** The settings under these variables and no others. */
    private static GatewaySettings settings(Map<String, String> environment) {
        Config file = ConfigFactory.parseResources(
                "application.conf", ConfigParseOptions.defaults().setAllowMissing(false));
        Config all = ConfigFactory.parseMap(environment).withFallback(file);
        return GatewaySettings.from(all.resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false)));
    }

    @Test
    @DisplayName("the environment gives each of them")
    void everySetting() {
        assertThat(settings(OTHERS))
                .isEqualTo(new GatewaySettings(
                        "0.0.0.0",
                        8_280,
                        List.of("node-1:8181", "node-2:8182"),
                        Duration.ofMillis(11),
                        Duration.ofMillis(12),
                        Duration.ofMillis(13),
                        Duration.ofMillis(14_000),
                        15,
                        16,
                        17,
                        18,
                        Duration.ofMillis(19),
                        Duration.ofMillis(20)));
    }

    @Test
    @DisplayName("each variable moves its setting, and a record has no setting without one")
    void oneByOne() {
        OTHERS.forEach((name, value) ->
                assertThat(settings(Map.of(name, value))).as(name).isNotEqualTo(DEFAULTS));
        assertThat(OTHERS).hasSameSizeAs(GatewaySettings.class.getRecordComponents());
    }

    @Test
    @DisplayName("a value that cannot work is refused by its setting, the last one that can is not")
    void refused() {
        assertThat(settings(Map.of("BREAKWATER_GATEWAY_PORT", "65535")).port()).isEqualTo(65_535);
        assertThatThrownBy(() -> settings(Map.of("BREAKWATER_GATEWAY_PORT", "65536")))
                .hasMessage("breakwater.gateway.port is 65536, must be 0 to 65535");
        assertThatThrownBy(() -> settings(Map.of("BREAKWATER_NODES", "node-1")))
                .hasMessage("breakwater.gateway.nodes is node-1, must be host:port");
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @DisplayName("a bound below its least value or above its highest is refused, these two are not")
    @CsvSource({
        "max-message-bytes, 1, 2147483647",
        "max-unary-in-flight, 1, 2147483647",
        "max-streams, 1, 2147483647",
        "max-attempts, 1, 100",
        "probe-interval-millis, 1, 600000",
        "probe-timeout-millis, 1, 600000",
        "max-deadline-millis, 10000, 86400000",
        "retry-delay-millis, 0, 60000",
        "drain-millis, 1, 600000"
    })
    void ranges(String setting, long least, long most) {
        String variable = "BREAKWATER_GATEWAY_" + setting.replace('-', '_').toUpperCase(Locale.ROOT);
        for (long value : new long[] {least, most}) {
            assertThatCode(() -> settings(Map.of(variable, Long.toString(value))))
                    .doesNotThrowAnyException();
        }
        for (long value : new long[] {-1, least - 1, most + 1}) {
            assertThatThrownBy(() -> settings(Map.of(variable, Long.toString(value))))
                    .hasMessageContaining(setting);
        }
    }

    @Test
    @DisplayName("the refusal names the setting, its value and its limit")
    void named() {
        assertThatThrownBy(() -> settings(Map.of("BREAKWATER_GATEWAY_RETRY_DELAY_MILLIS", "-1")))
                .hasMessage("breakwater.gateway.retry-delay-millis is -1, must be 0 to 60000");
        assertThatThrownBy(() -> settings(Map.of("BREAKWATER_GATEWAY_DRAIN_MILLIS", "0")))
                .hasMessage("breakwater.gateway.drain-millis is 0, must be 1 to 600000");
        assertThatThrownBy(() -> settings(Map.of("BREAKWATER_GATEWAY_DEFAULT_DEADLINE_MILLIS", "0")))
                .hasMessage("breakwater.gateway.default-deadline-millis is 0, must be 1 to 86400000");
        assertThatThrownBy(() -> settings(Map.of("BREAKWATER_GATEWAY_DEFAULT_DEADLINE_MILLIS", "60001")))
                .hasMessage("breakwater.gateway.max-deadline-millis is 60000, must be 60001 to 86400000");
    }
}
