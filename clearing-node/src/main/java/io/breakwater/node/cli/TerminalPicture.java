package io.breakwater.node.cli;

import java.util.ArrayList;
import java.util.List;

/** Draws what a command has printed as a terminal window: an SVG of labels and values, one fact a line. */
final class TerminalPicture {

    private static final int WIDTH = 872;
    private static final int FIRST_LINE = 52;
    private static final int LINE = 18;
    private static final int LABEL_WIDTH = 24;
    private static final int LONGEST_VALUE = 87;
    private static final int LONGEST_LINE = 110;
    private static final String STYLE =
            "text { font: 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #d5dbe3; white-space: pre }"
                    + " .l { fill: #7fb4d9 } .p { fill: #9ccc7a } .t { fill: #8b95a3 }";

    private TerminalPicture() {}

    /**
     * The picture.
     *
     * @param command as it was typed
     * @param printed a table whose labels fill the first 24 columns
     */
    static String of(String command, String printed) {
        List<String> rows = new ArrayList<>();
        rows.add(text("p", 20, FIRST_LINE, "$ " + command));
        printed.lines().forEach(line -> addLine(rows, line));
        int height = FIRST_LINE + rows.size() * LINE + 4;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"Terminal: the report of "
                + escaped(command) + "\">\n  <style>" + STYLE + "</style>\n  <rect width=\"" + WIDTH + "\" height=\""
                + height + "\" rx=\"8\" fill=\"#12171e\"/>\n  <circle cx=\"22\" cy=\"20\" r=\"5\" fill=\"#e0655c\"/>"
                + "<circle cx=\"40\" cy=\"20\" r=\"5\" fill=\"#dfb04c\"/><circle cx=\"58\" cy=\"20\" r=\"5\""
                + " fill=\"#74b35a\"/>\n  <text class=\"t\" x=\"436\" y=\"24\" text-anchor=\"middle\">breakwater</text>\n"
                + String.join("", rows) + "</svg>\n";
    }

    private static void addLine(List<String> rows, String line) {
        String label = line.substring(0, Math.min(LABEL_WIDTH, line.length()));
        String value = line.substring(label.length());
        int at = FIRST_LINE + rows.size() * LINE;
        String first = value.substring(0, Math.min(LONGEST_VALUE, value.length()));
        rows.add("  <text class=\"l\" x=\"20\" y=\"" + at + "\">" + escaped(label.stripTrailing())
                + "</text><text x=\"200\" y=\"" + at + "\">" + escaped(first) + "</text>\n");
        for (int from = first.length(); from < value.length(); from += LONGEST_LINE) {
            String rest = value.substring(from, Math.min(value.length(), from + LONGEST_LINE));
            rows.add(text("", 20, FIRST_LINE + rows.size() * LINE, rest));
        }
    }

    private static String text(String style, int x, int y, String content) {
        String shown = style.isEmpty() ? "" : " class=\"" + style + "\"";
        return "  <text" + shown + " x=\"" + x + "\" y=\"" + y + "\">" + escaped(content) + "</text>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
