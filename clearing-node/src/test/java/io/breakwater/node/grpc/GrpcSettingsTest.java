package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bound of the node's server that cannot work is refused at the start. */
class GrpcSettingsTest {

    private static GrpcSettings with(String setting, long value) {
        return GrpcSettings.of(ConfigFactory.parseString("breakwater.grpc." + setting + " = " + value)
                .withFallback(ConfigFactory.load()));
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @DisplayName("below its least value or above its highest it is refused by its name, these two are not")
    @CsvSource({
        "port, 0, 65535",
        "watch-bound, 1, 1000000",
        "watch-renewal-seconds, 1, 3600",
        "most-quotes, 1, 1000000",
        "most-simulated-accounts, 1, 1000000",
        "ask-timeout-millis, 10, 600000",
        "drain-millis, 1, 600000"
    })
    void ranges(String setting, long least, long most) {
        for (long value : new long[] {least, most}) {
            assertThatCode(() -> with(setting, value)).doesNotThrowAnyException();
        }
        for (long value : new long[] {-1, least - 1, most + 1}) {
            assertThatThrownBy(() -> with(setting, value))
                    .hasMessage(
                            "breakwater.grpc." + setting + " is " + value + " and must be " + least + " to " + most);
        }
    }
}
