package io.breakwater.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cluster that {@code ./breakwater up} runs on this machine, as its state file {@code .breakwater/up.json} names it.
 *
 * @param pids processes by what they are: node, gateway, cassandra
 * @param gatewayPort where the gateway listens; 0 while it does not
 */
record LocalProcesses(Map<String, Long> pids, int gatewayPort) {

    /** Copies the map. */
    LocalProcesses {
        pids = new TreeMap<>(pids);
    }

    /** None that is known. */
    static LocalProcesses none() {
        return new LocalProcesses(Map.of(), 0);
    }

    /**
     * Reads a state file.
     *
     * @throws IOException when it is not there or is no JSON
     */
    static LocalProcesses read(Path file) throws IOException {
        JsonNode state = new ObjectMapper().readTree(file.toFile());
        Map<String, Long> pids = new TreeMap<>();
        put(pids, state.path("main"));
        state.path("children").forEach(child -> put(pids, child));
        return new LocalProcesses(pids, state.path("gateway_port").asInt());
    }

    private static void put(Map<String, Long> pids, JsonNode process) {
        if (process.path("pid").canConvertToLong()) {
            pids.put(process.path("name").asText(), process.path("pid").asLong());
        }
    }
}
