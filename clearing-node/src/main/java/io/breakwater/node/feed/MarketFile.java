package io.breakwater.node.feed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a market file holds from its name, {@code venue_SYMBOL_granularity_period.csv.gz} (or plain {@code .csv}).
 *
 * <p>The granularity is {@code trades} or the length of a bar ({@code 1m}, {@code 5m}, {@code 1h}, ...), after
 * {@code reference_} when a derivatives venue computed the price. The underlying is the symbol without quote currency:
 * AVAX-USD, AVAXUSD and AVAXUSD_PERP are AVAX; XBT is BTC.
 *
 * @param path where it is
 * @param source whose quotes it holds
 */
public record MarketFile(Path path, QuoteSource source) {

    private static final Pattern NAME = Pattern.compile(
            "([a-z0-9-]+)_([A-Z0-9]+(?:-[A-Z0-9]+)?(?:_PERP)?)_(reference_)?(trades|[1-9][0-9]{0,2}[smhd])"
                    + "_[0-9]+(?:-[0-9]+)?\\.csv(?:\\.gz)?");
    private static final Pattern UNDERLYING = Pattern.compile("[A-Z0-9]{1,10}");
    private static final Pattern DERIVATIVE_VENUE = Pattern.compile("bitmex|.*-(?:usdm|coinm|futures|swap|perp)");
    private static final List<String> QUOTE_CURRENCIES = List.of("USDT", "USDC", "USD");
    private static final Map<String, String> OTHER_NAMES = Map.of("XBT", "BTC");
    private static final Map<Character, Long> UNIT_MILLIS =
            Map.of('s', 1_000L, 'm', 60_000L, 'h', 3_600_000L, 'd', 86_400_000L);

    /**
     * The file at a path.
     *
     * @throws MarketFileException when the name is not of the form
     */
    public static MarketFile of(Path path) {
        String name = String.valueOf(path.getFileName());
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new MarketFileException(
                    name,
                    "the name is not venue_SYMBOL_granularity_period.csv[.gz] with granularity trades or 1m, 5m, 1h");
        }
        String venue = parts.group(1);
        String symbol = parts.group(2);
        boolean reference = parts.group(3) != null;
        boolean derivative = reference
                || symbol.endsWith("_PERP")
                || DERIVATIVE_VENUE.matcher(venue).matches();
        QuoteSource source = new QuoteSource(
                venue,
                reference ? symbol + "_reference" : symbol,
                underlying(name, symbol),
                derivative ? SourceKind.DERIVATIVE : SourceKind.SPOT,
                granularityMillis(parts.group(4)));
        return new MarketFile(path, source);
    }

    /** Whether each row is a bar rather than a trade. */
    public boolean holdsBars() {
        return source.granularityMillis() > 0;
    }

    /** Whether the file is compressed. */
    public boolean isGzip() {
        return path.toString().endsWith(".gz");
    }

    private static String underlying(String name, String symbol) {
        String pair = symbol.endsWith("_PERP") ? symbol.substring(0, symbol.length() - "_PERP".length()) : symbol;
        String joined = pair.replace("-", "");
        String base = QUOTE_CURRENCIES.stream()
                .filter(currency -> joined.endsWith(currency) && joined.length() > currency.length())
                .findFirst()
                .map(currency -> joined.substring(0, joined.length() - currency.length()))
                .orElse(joined);
        String underlying = OTHER_NAMES.getOrDefault(base, base);
        if (!UNDERLYING.matcher(underlying).matches()) {
            throw new MarketFileException(name, "underlying '" + underlying + "' is not 1 to 10 of A-Z, 0-9");
        }
        return underlying;
    }

    private static long granularityMillis(String text) {
        if (text.equals("trades")) {
            return 0;
        }
        int unit = text.length() - 1;
        return Long.parseLong(text.substring(0, unit)) * UNIT_MILLIS.get(text.charAt(unit));
    }
}
