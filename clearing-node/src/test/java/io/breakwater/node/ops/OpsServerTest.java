package io.breakwater.node.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.node.risk.RiskGauges;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what an operator asks a node")
class OpsServerTest {

    private final ActorTestKit kit =
            ActorTestKit.create("ops", ConfigFactory.load(ConfigFactory.parseString("pekko.actor.provider = local")));
    private final RiskGauges risk = new RiskGauges();
    private final AtomicBoolean isMember = new AtomicBoolean();
    private ServerBinding server;

    @BeforeEach
    void start() throws Exception {
        NodeMetrics metrics = new NodeMetrics()
                .risk(risk)
                .gauge("breakwater_liquidations_open", "Liquidations in progress.", () -> 7);
        Readiness readiness = new Readiness().require("member of the cluster", isMember::get);
        server = OpsServer.start(kit.system(), new OpsSettings("127.0.0.1", 0), metrics, readiness)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.localAddress().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @DisplayName("metrics are in the text format, with the lag as seconds")
    void metrics() throws Exception {
        risk.detectionLag().record(0, TimeUnit.MILLISECONDS.toNanos(4));

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .contains("breakwater_liquidations_open 7.0")
                .contains("breakwater_risk_unwatched 0.0")
                .contains("breakwater_risk_rounds_total 0.0")
                .contains("breakwater_detection_lag_seconds_count 1")
                .containsPattern("breakwater_detection_lag_seconds\\{quantile=\"1.0\"} 0.00400");
    }

    @Test
    @DisplayName("a node that is alive and not ready says what is missing, and then that it is ready")
    void readiness() throws Exception {
        assertThat(get("/alive").statusCode()).isEqualTo(200);
        HttpResponse<String> missing = get("/ready");
        assertThat(missing.statusCode()).isEqualTo(503);
        assertThat(missing.body()).contains("member of the cluster");

        isMember.set(true);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
    }
}
