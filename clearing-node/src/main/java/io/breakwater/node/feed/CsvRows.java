package io.breakwater.node.feed;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of comma-separated lines into fields, one line in memory at a time. A quoted field is not unquoted: the
 * market files have none.
 */
final class CsvRows implements Closeable {

    /** No row of a market file comes near it; beyond it the file is not one. */
    private static final int MAX_LINE_BYTES = 8_192;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int length;
    private final int[] starts = new int[MAX_LINE_BYTES + 2];
    private int fields;
    private long lineNumber;

    CsvRows(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Moves to the next line; false at the end. */
    boolean next() {
        try {
            lineNumber++;
            return readLine();
        } catch (IOException e) {
            throw new MarketFileException(file, lineNumber, e);
        }
    }

    private boolean readLine() throws IOException {
        length = 0;
        fields = 1;
        boolean any = false;
        for (int b = read(); b >= 0; b = read()) {
            any = true;
            if (b == '\n') {
                break;
            }
            append((byte) b);
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        starts[fields] = length + 1;
        return any;
    }

    private void append(byte b) {
        if (length == MAX_LINE_BYTES) {
            throw fault("line is longer than " + MAX_LINE_BYTES + " bytes");
        }
        line[length++] = b;
        if (b == ',') {
            starts[fields++] = length;
        }
    }

    private int read() throws IOException {
        if (at == end) {
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            at = 0;
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }

    /** Fields of the present line. */
    int fields() {
        return fields;
    }

    /** Whether the present line is blank. */
    boolean isBlank() {
        return length == 0;
    }

    /** All fields of the present line as text. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(fields);
        for (int i = 0; i < fields; i++) {
            texts.add(text(i));
        }
        return texts;
    }

    /** A field of the present line. */
    String text(int field) {
        return new String(line, starts[field], width(field), StandardCharsets.UTF_8);
    }

    /** Bytes of a field. */
    int width(int field) {
        return starts[field + 1] - 1 - starts[field];
    }

    /** A byte of a field. */
    byte byteAt(int field, int index) {
        return line[starts[field] + index];
    }

    /** A fault of the present line. */
    MarketFileException fault(String what) {
        return new MarketFileException(file, lineNumber, what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
