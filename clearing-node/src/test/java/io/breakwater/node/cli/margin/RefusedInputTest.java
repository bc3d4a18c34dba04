package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.node.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that is no request at all: text, bytes and files, refused in one line and never half done. */
class RefusedInputTest {

    @ParameterizedTest(name = "<{0}>")
    @CsvSource(
            delimiter = '|',
            value = {
                "' '             | request           | no JSON",
                "[]              | request           | must be an object, not a list",
                "'\"\"'          | request           | must be an object",
                "null            | request           | must be an object",
                "7               | request           | must be an object",
                "nonsense        | request           | line 1",
                "{               | request           | line 1",
                "{} {}           | request           | after the end",
                "{} x            | request           | line 1",
                "{'accounts':[]} | request           | line 1",
                "{\"accounts\":[{\"id\":nope}]} | accounts[0].id | line 1",
                "{\"accounts\":[null]}          | accounts[0]    | must be an object, not null",
                "{\"accounts\":[{\"id\":\"a\",\"mode\":\"CROSS\",\"positions\":[\"x\"]}]} "
                        + "| accounts[0].positions[0] | must be an object",
                "{\"accounts\":[] // none       | accounts       | line 1",
            })
    void whatIsNotTheOneJsonObjectIsRefused(String text, String path, String problem) {
        assertRefused(Request.runText(text), path, problem);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin =
                Request.example().withText("/accounts/0/id", "Zürich").json().getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(CommandRun.of(latin, "margin", "-"), "request", "is not UTF-8 at byte ");

        CommandRun cut = CommandRun.of(new byte[] {'"', (byte) 0xe2, (byte) 0x82}, "margin", "-");
        assertRefused(cut, "request", "is not UTF-8 at byte 1");

        byte[] wide = Request.example().json().getBytes(StandardCharsets.UTF_16);
        assertRefused(CommandRun.of(wide, "margin", "-"), "request", "is not UTF-8 at byte 0");
    }

    @Test
    void deepNestingIsRefusedWithoutFollowingIt() {
        String deep = "[".repeat(200_000);
        assertRefused(Request.runText(deep), "[0][0]", "exceeds the maximum");
        assertRefused(
                Request.runText("{\"accounts\":" + deep), "accounts[0][0]" + "[0]".repeat(30), "exceeds the maximum");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertRefused(
                Request.runText(Request.example().json().replace("\"a2\"", "\"a\\ud800\"")),
                "accounts[1].id",
                "surrogate");
    }

    @Test
    void hostileTextStaysOnOneShortLine() {
        CommandRun name = Request.runText("{\"x\\ny\\u001b[31m\":\"1\"}");
        assertRefused(name, "x\\u000ay\\u001b[31m", "unknown field");

        CommandRun value = Request.example()
                .withText("/accounts/0/mode", "A\\nB" + "C".repeat(10_000))
                .run();
        assertRefused(value, "accounts[0].mode", "A\\u000aBCCC");
        assertThat(value.err()).hasSizeLessThan(250);
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("none.json");
        assertRefused(CommandRun.of("margin", missing.toString()), "none.json", "no such file");
        assertRefused(CommandRun.of("margin", directory.toString()), directory.toString(), "is a directory");
        assertRefused(CommandRun.of("margin", "a\0b"), "a\\u0000b", "no such file");
        Path empty = Files.createFile(directory.resolve("empty.json"));
        assertRefused(CommandRun.of("margin", empty.toString()), "empty.json", "is empty");
        assertRefused(CommandRun.of("margin", "-"), "standard input", "is empty");
    }

    @Test
    void aFileOverTheLimitIsRefusedAndOneAtItIsRead() throws Exception {
        InputLimits limits = new InputLimits(10, 5);
        RequestFile ten = new RequestFile("-", new ByteArrayInputStream(new byte[10]));
        assertThat(ten.read(limits)).hasSize(10);
        RequestFile eleven = new RequestFile("-", new ByteArrayInputStream(new byte[11]));
        assertThatThrownBy(() -> eleven.read(limits))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("standard input: is larger than 10 bytes");
    }
}
