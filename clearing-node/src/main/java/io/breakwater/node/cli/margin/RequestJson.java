package io.breakwater.node.cli.margin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Reads bytes as one strict JSON object: UTF-8, no name twice, nothing after it, no deeper than the limit. */
final class RequestJson {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ObjectMapper mapper;

    RequestJson(InputLimits limits) {
        this.mapper = new ObjectMapper(JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .build())
                .build());
    }

    /**
     * The request as a tree of fields that know their paths.
     *
     * @throws RefusedRequestException naming the field at or in which the text stops being such JSON
     */
    JsonField read(byte[] bytes) {
        CharBuffer text = text(bytes);
        try (JsonParser parser = mapper.createParser(text.array(), text.position(), text.remaining())) {
            return JsonField.root(onlyValue(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode onlyValue(JsonParser parser) throws IOException {
        try {
            JsonNode value = mapper.readTree(parser);
            if (value == null) {
                throw new RefusedRequestException(JsonField.ROOT, "there is no JSON in it");
            }
            if (parser.nextToken() != null) {
                throw new RefusedRequestException(
                        JsonField.ROOT, "text after the end of the object, at " + place(parser.currentTokenLocation()));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new RefusedRequestException(
                    path(parser.getParsingContext()), said(e) + ", at " + place(parser.currentLocation()));
        }
    }

    /** What the parser says, without where it would have shown the source. */
    private static String said(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll(" \\((?:start marker at |from `).*\\)", "");
    }

    private static CharBuffer text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new RefusedRequestException(JsonField.ROOT, "is not UTF-8 at byte " + in.position());
        }
        out.flip();
        if (out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK) {
            out.position(1);
        }
        return out;
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String path(JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return JsonField.ROOT;
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return JsonField.elementPath(parent, Math.max(0, context.getCurrentIndex()));
        }
        return context.hasCurrentName() ? JsonField.fieldPath(parent, context.getCurrentName()) : parent;
    }
}
