package io.breakwater.node.cli.margin;

/** Refuses a whole request for one bad field: its message is one line that names the field and the limit it breaks. */
public final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN_CHARACTERS = 60;

    private final String path;
    private final String problem;

    /**
     * A refusal.
     *
     * @param path the field, such as {@code accounts[1].positions[0].mark_price}
     * @param problem what is wrong with its value and what is allowed
     */
    RefusedRequestException(String path, String problem) {
        super(path + ": " + oneLine(problem));
        this.path = path;
        this.problem = oneLine(problem);
    }

    /** The field, such as {@code accounts[1].positions[0].mark_price}. */
    public String path() {
        return path;
    }

    /** What is wrong with its value and what is allowed. */
    public String problem() {
        return problem;
    }

    /** Untrusted text in quotes: short, and on one line of printable characters. */
    static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    /** Untrusted text on one line, cut where it is long. */
    static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS
                ? oneLine(text)
                : oneLine(text.substring(0, SHOWN_CHARACTERS)) + "... (" + text.length() + " characters)";
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u%04x", c));
            }
        });
        return line.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
