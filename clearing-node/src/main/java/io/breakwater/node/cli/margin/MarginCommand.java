package io.breakwater.node.cli.margin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.node.cli.Streams;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code breakwater margin FILE}: answers what the margin of the accounts in a JSON file would be. Standard output has
 * the whole answer or nothing.
 */
@Command(
        name = "margin",
        mixinStandardHelpOptions = true,
        description = {
            "Answers what the margin of accounts would be that need not exist.",
            "Reads a JSON request and prints equity, requirements, health, prices and the liquidation of each account"
                    + " as JSON. One bad field refuses the whole request and is named on standard error."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:answered", "1:the answer could not be written", "2:bad usage or bad input"})
public final class MarginCommand implements Callable<Integer> {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Streams streams;

    @Parameters(paramLabel = "FILE", description = "The request; - reads standard input.")
    private String file;

    @Option(names = "--explain", description = "Adds every term that made each number.")
    private boolean explain;

    /** A command that talks through the streams. */
    public MarginCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        String answer;
        try {
            answer = answer();
        } catch (RefusedRequestException refusal) {
            streams.err().println("breakwater margin: " + refusal.getMessage());
            return ExitCode.USAGE;
        }
        return print(answer + "\n");
    }

    private int print(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        streams.out().write(bytes, 0, bytes.length);
        streams.out().flush();
        if (streams.out().checkError()) {
            streams.err().println("breakwater margin: the answer could not be written to standard output");
            return ExitCode.SOFTWARE;
        }
        return ExitCode.OK;
    }

    private String answer() throws JsonProcessingException {
        InputLimits limits = InputLimits.defaults();
        byte[] bytes = new RequestFile(file, streams.in()).read(limits);
        ObjectNode answer =
                MarginAnswers.of(new RequestJson(limits).read(bytes), DefaultParameters.epochOne(), explain);
        return MAPPER.writer(prettyPrinter()).writeValueAsString(answer);
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
