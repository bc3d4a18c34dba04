package io.breakwater.node.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.journal.v1.LossProto;
import io.breakwater.node.desk.LossEvents;
import io.breakwater.node.persistence.MarketCodec;
import java.util.TreeMap;

/** Writes and reads events and ledger of the desk that covers losses, and what layers have paid. */
final class LossCodec {

    private LossCodec() {}

    static LossProto.LossEvent write(LossEvent event) {
        LossProto.LossEvent.Builder wire = LossProto.LossEvent.newBuilder();
        if (event instanceof LossEvent.LossFound found) {
            return wire.setFound(found(found.account(), found.underlying())).build();
        }
        if (event instanceof LossEvent.LimitsNoted noted) {
            return wire.setLimits(limits(
                            noted.underlying(),
                            new LossEvents.LossEvent(noted.lastMillis(), noted.globalFund(), noted.tranche())))
                    .build();
        }
        if (event instanceof LossEvent.HaircutDecided decided) {
            return wire.setDecided(decided(decided)).build();
        }
        if (event instanceof LossEvent.HaircutEnded ended) {
            return wire.setEnded(LossProto.HaircutEnded.newBuilder().setUnderlying(ended.underlying()))
                    .build();
        }
        LossEvent.LossCovered covered = (LossEvent.LossCovered) event;
        return wire.setCovered(LossProto.LossCovered.newBuilder().setAccount(covered.account()))
                .build();
    }

    private static LossProto.LossFound found(String account, String underlying) {
        return LossProto.LossFound.newBuilder()
                .setAccount(account)
                .setUnderlying(underlying)
                .build();
    }

    private static LossProto.LimitsNoted limits(String underlying, LossEvents.LossEvent event) {
        return LossProto.LimitsNoted.newBuilder()
                .setUnderlying(underlying)
                .setLastMillis(event.lastMillis())
                .setGlobalFundUnits(event.globalFund().units())
                .setTrancheUnits(event.tranche().units())
                .build();
    }

    private static LossProto.HaircutDecided decided(LossEvent.HaircutDecided decided) {
        LossProto.HaircutDecided.Builder wire = LossProto.HaircutDecided.newBuilder()
                .setUnderlying(decided.underlying())
                .setEpoch(decided.epoch())
                .setHaircut(MarketCodec.write(decided.haircut()))
                .setHaltsMarket(decided.haltsMarket());
        decided.dues()
                .forEach((account, due) -> wire.addDues(LossProto.HaircutDue.newBuilder()
                        .setAccount(account)
                        .setDueUnits(due.amount().units())
                        .setUnpaidUnits(due.unpaid().units())));
        return wire.build();
    }

    static LossEvent read(LossProto.LossEvent wire) {
        return switch (wire.getEventCase()) {
            case FOUND -> found(wire.getFound());
            case LIMITS -> limits(wire.getLimits());
            case DECIDED -> decided(wire.getDecided());
            case ENDED -> new LossEvent.HaircutEnded(text(wire.getEnded().getUnderlying(), "HaircutEnded.underlying"));
            case COVERED -> new LossEvent.LossCovered(text(wire.getCovered().getAccount(), "LossCovered.account"));
            case EVENT_NOT_SET -> throw new IllegalArgumentException("LossEvent.event is missing");
        };
    }

    private static LossEvent.LossFound found(LossProto.LossFound wire) {
        return new LossEvent.LossFound(
                text(wire.getAccount(), "LossFound.account"), text(wire.getUnderlying(), "LossFound.underlying"));
    }

    private static LossEvent.LimitsNoted limits(LossProto.LimitsNoted wire) {
        return new LossEvent.LimitsNoted(
                text(wire.getUnderlying(), "LimitsNoted.underlying"),
                wire.getLastMillis(),
                new Money(wire.getGlobalFundUnits()),
                new Money(wire.getTrancheUnits()));
    }

    private static LossEvent.HaircutDecided decided(LossProto.HaircutDecided wire) {
        if (!wire.hasHaircut()) {
            throw new IllegalArgumentException("HaircutDecided.haircut is missing");
        }
        TreeMap<String, LossEvent.Due> dues = new TreeMap<>();
        for (LossProto.HaircutDue due : wire.getDuesList()) {
            dues.put(
                    text(due.getAccount(), "HaircutDue.account"),
                    new LossEvent.Due(new Money(due.getDueUnits()), new Money(due.getUnpaidUnits())));
        }
        return new LossEvent.HaircutDecided(
                text(wire.getUnderlying(), "HaircutDecided.underlying"),
                wire.getEpoch(),
                MarketCodec.read(wire.getHaircut()),
                dues,
                wire.getHaltsMarket());
    }

    static LossProto.LossLedger write(LossLedger ledger) {
        LossProto.LossLedger.Builder wire = LossProto.LossLedger.newBuilder();
        ledger.losses().forEach((account, underlying) -> wire.addLosses(found(account, underlying)));
        ledger.events().events().forEach((underlying, event) -> wire.addEvents(limits(underlying, event)));
        ledger.haircuts().values().forEach(haircut -> wire.addHaircuts(decided(haircut)));
        return wire.build();
    }

    static LossLedger read(LossProto.LossLedger wire) {
        LossLedger ledger = new LossLedger(new TreeMap<>(), LossEvents.NONE, new TreeMap<>());
        for (LossProto.LossFound found : wire.getLossesList()) {
            ledger = found(found).applyTo(ledger);
        }
        for (LossProto.LimitsNoted noted : wire.getEventsList()) {
            ledger = limits(noted).applyTo(ledger);
        }
        for (LossProto.HaircutDecided haircut : wire.getHaircutsList()) {
            ledger = decided(haircut).applyTo(ledger);
        }
        return ledger;
    }

    static LossProto.LossFound write(LossProtocol.Cover cover) {
        return found(cover.account(), cover.underlying());
    }

    static LossProtocol.Cover readCover(LossProto.LossFound wire) {
        return new LossProtocol.Cover(text(wire.getAccount(), "LossFound.account"), wire.getUnderlying());
    }

    static LossProto.LayerPaid write(LossProtocol.Paid paid) {
        return LossProto.LayerPaid.newBuilder()
                .setAccount(paid.account())
                .setLayer(LossProto.LayerPaid.Layer.valueOf(paid.layer().name()))
                .setAmountUnits(paid.amount().units())
                .build();
    }

    static LossProtocol.Paid read(LossProto.LayerPaid wire) {
        return new LossProtocol.Paid(
                text(wire.getAccount(), "LayerPaid.account"),
                LiquidationsProtocol.Layer.valueOf(wire.getLayer().name()),
                new Money(wire.getAmountUnits()));
    }

    static String text(String text, String field) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return text;
    }
}
