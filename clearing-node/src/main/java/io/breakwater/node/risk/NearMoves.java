package io.breakwater.node.risk;

import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.risk.AdverseMoves;
import io.breakwater.node.market.MarketBoard.Posting;
import io.breakwater.node.market.PublishedPrice;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each price may move in ten minutes: three sigma, {@code 3*sigma*sqrt(10)} of one-minute returns, at most by
 * itself (architecture section 3).
 */
final class NearMoves {

    /** 3*sqrt(10). */
    private static final BigDecimal SIGMAS = new BigDecimal("9.486832980505");

    private NearMoves() {}

    /** The moves of every instrument, and of every underlying as collateral. */
    static AdverseMoves of(Posting posting) {
        Map<String, Rate> moves = new HashMap<>();
        posting.prices().forEach((underlying, price) -> moves.put(underlying, move(price)));
        posting.view().instruments().keySet().forEach(instrument -> {
            Rate move = moves.get(instrument.underlying());
            if (move != null) {
                moves.put(instrument.name(), move);
            }
        });
        return new AdverseMoves(moves);
    }

    private static Rate move(PublishedPrice price) {
        return Rate.rounded(price.sigma().exact().multiply(SIGMAS), Rounding.UP)
                .max(Rate.ZERO)
                .min(Rate.ONE);
    }
}
