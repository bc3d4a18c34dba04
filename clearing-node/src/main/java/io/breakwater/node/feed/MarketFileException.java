package io.breakwater.node.feed;

/** A market file that is not what it should be: the message names the file, the line, the field and what is wrong. */
public final class MarketFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A fault of a whole file. */
    public MarketFileException(String file, String fault) {
        super(file + ": " + fault);
    }

    /** A fault of a line, counted from 1 for the header. */
    public MarketFileException(String file, long line, String fault) {
        super(file + ":" + line + ": " + fault);
    }

    /** A line that could not be read at all. */
    public MarketFileException(String file, long line, Exception cause) {
        super(file + ":" + line + ": cannot be read: " + cause.getMessage(), cause);
    }
}
