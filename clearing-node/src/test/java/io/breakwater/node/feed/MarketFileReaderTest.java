package io.breakwater.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFileReaderTest {

    private static final String TRADES = "coinbase_AVAX-USD_trades_2025.csv";
    private static final String BARS = "bitmex_XBTUSD_1m_2020.csv";

    @TempDir
    private Path directory;

    @Test
    void aTradeIsAQuoteAtItsTime() {
        assertThat(read(
                        TRADES,
                        "ts_ms,side,price,amount",
                        "1000,buy,28.4,4.1",
                        "1000,sell,28.39,1",
                        "2500,buy,0.00000001,1"))
                .containsExactly("1000 2840000000", "1000 2839000000", "2500 1");
    }

    @Test
    void aBarIsAQuoteOfItsCloseAtItsEnd() {
        assertThat(read(BARS, "ts_ms,open,high,low,close,volume", "60000,1,9,1,7.5,3"))
                .containsExactly("120000 750000000");
    }

    @Test
    void columnsAreFoundByTheHeaderInAnyOrder() {
        assertThat(read(TRADES, "price,note,ts_ms", "5,x,10")).containsExactly("10 500000000");
    }

    @Test
    void aBarWithoutTradesIsNoQuoteButOneWithoutVolumeIs() {
        assertThat(read(BARS, "ts_ms,close,trades", "0,7,1", "60000,7,0", "120000,8,2"))
                .containsExactly("60000 700000000", "180000 800000000");
        assertThat(read(BARS, "ts_ms,close,volume", "0,7,1", "60000,7,0"))
                .containsExactly("60000 700000000", "120000 700000000");
    }

    @Test
    void aBarWithoutCloseIsPassedOver() {
        assertThat(read(BARS, "ts_ms,close", "0,7", "60000,", "", "120000,8"))
                .containsExactly("60000 700000000", "180000 800000000");
    }

    @Test
    void carriageReturnsAndAMissingLastLineEndDoNotMatter() throws IOException {
        Path path = directory.resolve(TRADES);
        Files.writeString(path, "ts_ms,price\r\n1,2\r\n3,4");
        assertThat(quotes(MarketFile.of(path))).containsExactly("1 200000000", "3 400000000");
    }

    @Test
    void compressedAndPlainFilesReadAlike() throws IOException {
        Path path = directory.resolve(TRADES + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("ts_ms,price\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(quotes(MarketFile.of(path))).containsExactly("1 200000000");
    }

    @ParameterizedTest
    @CsvSource({
        "28.4, 2840000000",
        "7, 700000000",
        "007.50, 750000000",
        "123310.10000000, 12331010000000",
        "-36.98, -3698000000",
        "0, 0",
        "0.000000005, 0",
        "0.000000015, 2",
        "1.0001304707, 100013047",
        "90071992.54740992, 9007199254740992",
        "-90071992.54740992, -9007199254740992",
    })
    void pricesAreReadExactlyAndRoundedHalfEvenBeyondEightDecimals(String text, long units) {
        assertThat(read(TRADES, "ts_ms,price", "1," + text)).containsExactly("1 " + units);
    }

    @ParameterizedTest
    @CsvSource({
        "'1,x', 'field price ''x'' is not a plain decimal'",
        "'1,', 'field price '''' is not a plain decimal'",
        "'1,1e5', 'field price ''1e5'' is not a plain decimal'",
        "'1,NaN', 'field price ''NaN'' is not a plain decimal'",
        "'1,5.', 'field price ''5.'' is not a plain decimal'",
        "'1,.5', 'field price ''.5'' is not a plain decimal'",
        "'1,--5', 'field price ''--5'' is not a plain decimal'",
        "'1,90071992.54740993', 'field price ''90071992.54740993'' exceeds 90071992.54740992'",
        "'1,99999999999999999999', 'exceeds 90071992.54740992'",
        "'-1,1', 'field ts_ms ''-1'' is not a whole number'",
        "'x,1', 'field ts_ms ''x'' is not a whole number'",
        "',1', 'field ts_ms '''' is not a whole number'",
        "'1234567890123456,1', 'is not a whole number of at most 15 digits'",
        "'1,2,3', '3 fields where the header has 2'",
        "'1', '1 fields where the header has 2'",
    })
    void aBadRowIsRefusedWithItsFileLineAndField(String row, String fault) {
        assertThatThrownBy(() -> read(TRADES, "ts_ms,price", "0,1", row))
                .isInstanceOf(MarketFileException.class)
                .hasMessageContaining(TRADES + ":3: ")
                .hasMessageContaining(fault);
    }

    @Test
    void timeMayStandStillButNotGoBack() {
        assertThat(read(TRADES, "ts_ms,price", "10,1", "10,2")).hasSize(2);
        assertThatThrownBy(() -> read(TRADES, "ts_ms,price", "10,1", "9,2"))
                .hasMessageContaining(":3: field ts_ms goes back by 1 ms");
    }

    @Test
    void aHeaderWithoutTheColumnsIsRefused() {
        assertThatThrownBy(() -> read(TRADES, "ts_ms,close")).hasMessageContaining(":1: no column price");
        assertThatThrownBy(() -> read(BARS, "ts_ms,price")).hasMessageContaining(":1: no column close");
        assertThatThrownBy(() -> read(BARS, "time,close")).hasMessageContaining(":1: no column ts_ms");
        assertThatThrownBy(() -> read(BARS)).hasMessageContaining("empty");
    }

    @Test
    void aLineIsNotReadBeyondItsLimit() {
        assertThat(read(TRADES, "ts_ms,price,note", "1,2," + "x".repeat(8_188))).hasSize(1);
        assertThatThrownBy(() -> read(TRADES, "ts_ms,price,note", "1,2," + "x".repeat(8_189)))
                .hasMessageContaining("longer than 8192 bytes");
    }

    @Test
    void aFileThatIsAbsentOrNotWhatItsNameSaysIsRefused() throws IOException {
        Path absent = directory.resolve(TRADES);
        assertThatThrownBy(() -> quotes(MarketFile.of(absent))).isInstanceOf(MarketFileException.class);

        Path notGzip = directory.resolve(TRADES + ".gz");
        Files.writeString(notGzip, "ts_ms,price\n1,2\n");
        assertThatThrownBy(() -> quotes(MarketFile.of(notGzip)))
                .isInstanceOf(MarketFileException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aCompressedFileThatBreaksOffIsRefusedNotShortened() throws IOException {
        Path path = directory.resolve(TRADES + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("ts_ms,price\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> quotes(MarketFile.of(path)))
                .isInstanceOf(MarketFileException.class)
                .hasMessageContaining("cannot be read");
    }

    private List<String> read(String name, String... lines) {
        try {
            Path path = directory.resolve(name);
            Files.write(path, List.of(lines));
            return quotes(MarketFile.of(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> quotes(MarketFile file) {
        List<String> quotes = new ArrayList<>();
        try (MarketFileReader reader = MarketFileReader.open(file)) {
            while (reader.next()) {
                quotes.add(reader.timeMillis() + " " + reader.priceUnits());
            }
        }
        return quotes;
    }
}
