package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.AuctionClosed;
import io.breakwater.clearing.v1.LayerPayment;
import io.breakwater.clearing.v1.Liquidation;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.core.instrument.Increments;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.node.liquidation.AuctionProtocol;
import io.breakwater.node.liquidation.LiquidationsProtocol;

/** Writes auctions and liquidations. */
final class LiquidationMessages {

    private LiquidationMessages() {}

    static WatchAuctionsResponse change(long timeMillis, AuctionProtocol.Change change, RiskParameters parameters) {
        WatchAuctionsResponse.Builder message =
                WatchAuctionsResponse.newBuilder().setEventMillis(timeMillis);
        if (change instanceof AuctionProtocol.Opened opened) {
            message.setOpened(auction(opened.auction(), parameters));
        } else if (change instanceof AuctionProtocol.Changed changed) {
            message.setChanged(auction(changed.auction(), parameters));
        } else if (change instanceof AuctionProtocol.Closed closed) {
            message.setClosed(AuctionClosed.newBuilder()
                    .setAccountId(closed.account())
                    .setSliceId(closed.sliceId())
                    .setReason(AuctionClosed.Reason.valueOf(closed.reason().name()))
                    .setUnfilled(AccountMessages.quantity(closed.unfilled())));
        }
        return message.build();
    }

    private static Auction auction(AuctionProtocol.Auction auction, RiskParameters parameters) {
        Increments increments = parameters.termsOf(auction.instrument()).increments();
        return Auction.newBuilder()
                .setAccountId(auction.account())
                .setLiquidationNumber(auction.liquidation())
                .setSliceId(auction.sliceId())
                .setInstrument(auction.instrument().name())
                .setQuantity(AccountMessages.quantity(auction.quantity()))
                .setOfferedMillis(auction.offeredMillis())
                .setEndsMillis(auction.endsMillis())
                .setFirstDiscount(plain(auction.terms().first().exact()))
                .setLastDiscount(plain(auction.terms().last().exact()))
                .setRampMillis(auction.terms().rampMillis())
                .setTick(plain(increments.tick()))
                .setLot(plain(increments.lot()))
                .setStartPrice(plain(auction.startPrice().exact()))
                .setCurrentPrice(
                        auction.price().map(price -> plain(price.exact())).orElse(""))
                .setMarkPrice(plain(auction.mark().exact()))
                .setBeingTaken(auction.isBeingTaken())
                .setPaused(auction.isPaused())
                .build();
    }

    static Liquidation liquidation(LiquidationsProtocol.Liquidation liquidation) {
        Liquidation.Builder message = Liquidation.newBuilder()
                .setAccountId(liquidation.key().account())
                .setNumber(liquidation.key().number())
                .setPhase(Liquidation.Phase.valueOf(liquidation.phase().name()))
                .setStartedMillis(liquidation.key().startedMillis())
                .setEndedMillis(liquidation.endedMillis())
                .setHealthState(MarginMessages.state(liquidation.health()))
                .setEquity(AccountMessages.money(liquidation.equity()))
                .setMaintenanceMargin(AccountMessages.money(liquidation.maintenance()))
                .setSlicesOffered(liquidation.slicesOffered())
                .setClosedNotional(AccountMessages.money(liquidation.closedNotional()))
                .setDeficit(AccountMessages.money(liquidation.deficit()))
                .setAccountVersion(liquidation.accountVersion());
        liquidation
                .payments()
                .forEach((layer, amount) -> message.addPayments(
                        LayerPayment.newBuilder().setLayer(layer(layer)).setAmount(AccountMessages.money(amount))));
        return message.build();
    }

    private static LayerPayment.Layer layer(LiquidationsProtocol.Layer layer) {
        return switch (layer) {
            case SYMBOL_FUND -> LayerPayment.Layer.SYMBOL_FUND;
            case GLOBAL_FUND -> LayerPayment.Layer.GLOBAL_FUND;
            case TRANCHE -> LayerPayment.Layer.OPERATOR_TRANCHE;
            case DELEVERAGING -> LayerPayment.Layer.DELEVERAGING;
            case HAIRCUT -> LayerPayment.Layer.GAIN_HAIRCUT;
        };
    }
}
