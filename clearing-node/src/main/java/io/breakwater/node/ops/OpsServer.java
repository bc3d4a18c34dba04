package io.breakwater.node.ops;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * Serves {@code /metrics}, {@code /ready} and {@code /alive} of a node over plain HTTP. Ready says 503 and what is missing;
 * alive says only that requests are answered.
 */
public final class OpsServer extends AllDirectives {

    private final NodeMetrics metrics;
    private final Readiness readiness;

    private OpsServer(NodeMetrics metrics, Readiness readiness) {
        this.metrics = metrics;
        this.readiness = readiness;
    }

    /** Starts to listen; fails when the port is taken. */
    public static CompletionStage<ServerBinding> start(
            ActorSystem<?> system, OpsSettings settings, NodeMetrics metrics, Readiness readiness) {
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .bind(new OpsServer(metrics, readiness).route());
    }

    private Route route() {
        return get(() -> concat(
                path("metrics", () -> complete(scraped())),
                path("ready", () -> complete(ready())),
                path("alive", () -> complete(text(StatusCodes.OK, "alive")))));
    }

    private HttpResponse scraped() {
        return HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.parse(NodeMetrics.CONTENT_TYPE), metrics.scrape()));
    }

    private HttpResponse ready() {
        List<String> missing = readiness.missing();
        return missing.isEmpty()
                ? text(StatusCodes.OK, "ready")
                : text(StatusCodes.SERVICE_UNAVAILABLE, "not ready: " + String.join(", ", missing));
    }

    private static HttpResponse text(StatusCode status, String line) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, line + "\n"));
    }
}
