package io.breakwater.node.grpc;

import io.breakwater.node.liquidation.LiquidationsProtocol.Key;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the last liquidation of a page, for the next page to go on after it. */
final class PageToken {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) ([!-~]{1,100})");

    private PageToken() {}

    static String of(Key last) {
        String text = last.startedMillis() + " " + last.number() + " " + last.account();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The liquidation that a token names; absent for the first page. */
    static Optional<Key> read(String field, String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(decoded(token));
        Fields.require(parts.matches(), field, token, "a next_page_token of this method, or empty");
        return Optional.of(new Key(Long.parseLong(parts.group(1)), parts.group(3), Long.parseLong(parts.group(2))));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
