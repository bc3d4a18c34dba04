package io.breakwater.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The picture of a run. */
class TerminalPictureTest {

    @Test
    @DisplayName("each fact is a line of label and value, and what would run over the edge goes on below")
    void lines() {
        String picture = TerminalPicture.of(
                "./breakwater demo",
                "input                   <seed> & 1\nlong                    " + "x".repeat(90) + "\n");

        assertThat(picture)
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .contains("y=\"52\">$ ./breakwater demo</text>")
                .contains("y=\"70\">input</text><text x=\"200\" y=\"70\">&lt;seed&gt; &amp; 1</text>")
                .contains("y=\"88\">" + "x".repeat(87) + "</text>")
                .contains("<text x=\"20\" y=\"106\">xxx</text>")
                .contains("height=\"128\"");
    }
}
