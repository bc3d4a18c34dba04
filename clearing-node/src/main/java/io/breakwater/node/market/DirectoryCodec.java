package io.breakwater.node.market;

import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.missing;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;
import static io.breakwater.node.persistence.Strict.unmapped;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Price;
import io.breakwater.journal.v1.MarketDefinitionsProto;
import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.market.DirectoryProtocol.Change;
import io.breakwater.node.market.DirectoryProtocol.ChangeParameters;
import io.breakwater.node.market.DirectoryProtocol.CloseDeficit;
import io.breakwater.node.market.DirectoryProtocol.CutProfits;
import io.breakwater.node.market.DirectoryProtocol.DefineSymbol;
import io.breakwater.node.market.DirectoryProtocol.Expire;
import io.breakwater.node.market.DirectoryProtocol.ListInstrument;
import io.breakwater.node.market.DirectoryProtocol.MoveFunding;
import io.breakwater.node.market.DirectoryProtocol.NoteHalt;
import io.breakwater.node.market.DirectoryProtocol.NoteResume;
import io.breakwater.node.market.DirectoryProtocol.OpenDeficit;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import io.breakwater.node.persistence.EnumMapping;
import io.breakwater.node.persistence.MarketCodec;
import io.breakwater.node.persistence.RiskParametersCodec;
import io.breakwater.node.persistence.ValuesCodec;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes and reads changes of the directory, its answers, its events and its state. */
final class DirectoryCodec {

    private static final EnumMapping<Reason, MarketDefinitionsProto.ChangeRefusal> REASON =
            EnumMapping.byName(Reason.class, MarketDefinitionsProto.ChangeRefusal.class, "CHANGE_REFUSAL_");

    private DirectoryCodec() {}

    static MarketDefinitionsProto.DirectoryChange write(Change change) {
        MarketDefinitionsProto.DirectoryChange.Builder wire = MarketDefinitionsProto.DirectoryChange.newBuilder();
        if (change instanceof DefineSymbol symbol) {
            wire.getDefineSymbolBuilder()
                    .setExpectedEpoch(symbol.expectedEpoch())
                    .setTerms(RiskParametersCodec.write(symbol.terms()))
                    .setDefinition(DefinitionsCodec.write(symbol.definition()));
        } else if (change instanceof ChangeParameters parameters) {
            wire.getChangeParametersBuilder()
                    .setExpectedEpoch(parameters.expectedEpoch())
                    .setParameters(RiskParametersCodec.write(parameters.parameters()));
        } else if (change instanceof ListInstrument listing) {
            wire.getListInstrumentBuilder()
                    .setInstrument(listing.instrument().name())
                    .setExpectedEpoch(listing.expectedEpoch());
        } else if (change instanceof OpenDeficit deficit) {
            wire.setOpenDeficit(deficit(deficit.underlying(), deficit.accountId()));
        } else if (change instanceof CloseDeficit deficit) {
            wire.setCloseDeficit(deficit(deficit.underlying(), deficit.accountId()));
        } else if (change instanceof NoteHalt halt) {
            wire.getNoteHaltBuilder().setUnderlying(halt.underlying()).setReason(halt.reason());
        } else if (change instanceof NoteResume resume) {
            wire.getNoteResumeBuilder().setUnderlying(resume.underlying());
        } else {
            writeFact(change, wire);
        }
        return wire.build();
    }

    private static void writeFact(Change change, MarketDefinitionsProto.DirectoryChange.Builder wire) {
        if (change instanceof MoveFunding funding) {
            wire.getMoveFundingBuilder()
                    .setInstrument(funding.instrument().name())
                    .setFromUnits(funding.from().units())
                    .setToUnits(funding.to().units());
        } else if (change instanceof CutProfits cut) {
            wire.getCutProfitsBuilder()
                    .setInstrument(cut.instrument().name())
                    .setHaircutEpoch(cut.haircutEpoch())
                    .setHaircut(MarketCodec.write(cut.haircut()));
        } else if (change instanceof Expire expiry) {
            wire.getExpireBuilder()
                    .setInstrument(expiry.instrument().name())
                    .setSettlementUnits(expiry.settlement().units());
        } else {
            throw unmapped(change);
        }
    }

    private static MarketDefinitionsProto.Deficit deficit(String underlying, String accountId) {
        return MarketDefinitionsProto.Deficit.newBuilder()
                .setUnderlying(underlying)
                .setAccountId(accountId)
                .build();
    }

    static Change read(MarketDefinitionsProto.DirectoryChange wire) {
        return switch (wire.getChangeCase()) {
            case DEFINE_SYMBOL -> read(wire.getDefineSymbol());
            case CHANGE_PARAMETERS -> read(wire.getChangeParameters());
            case LIST_INSTRUMENT ->
                new ListInstrument(
                        wire.getListInstrument().getExpectedEpoch(),
                        instrument(wire.getListInstrument().getInstrument(), "ListInstrument.instrument"));
            case MOVE_FUNDING -> read(wire.getMoveFunding());
            case CUT_PROFITS -> read(wire.getCutProfits());
            case EXPIRE -> read(wire.getExpire());
            case OPEN_DEFICIT -> new OpenDeficit(underlying(wire.getOpenDeficit()), account(wire.getOpenDeficit()));
            case CLOSE_DEFICIT -> new CloseDeficit(underlying(wire.getCloseDeficit()), account(wire.getCloseDeficit()));
            case NOTE_HALT ->
                new NoteHalt(
                        text(wire.getNoteHalt().getUnderlying(), "Halt.underlying"),
                        wire.getNoteHalt().getReason());
            case NOTE_RESUME -> new NoteResume(text(wire.getNoteResume().getUnderlying(), "Resume.underlying"));
            case CHANGE_NOT_SET -> throw missing("DirectoryChange.change");
        };
    }

    private static DefineSymbol read(MarketDefinitionsProto.DefineSymbol wire) {
        return new DefineSymbol(
                wire.getExpectedEpoch(),
                RiskParametersCodec.read(part(wire.hasTerms(), wire.getTerms(), "DefineSymbol.terms")),
                DefinitionsCodec.read(part(wire.hasDefinition(), wire.getDefinition(), "DefineSymbol.definition")));
    }

    private static ChangeParameters read(MarketDefinitionsProto.ChangeParameters wire) {
        return new ChangeParameters(
                wire.getExpectedEpoch(),
                RiskParametersCodec.read(
                        part(wire.hasParameters(), wire.getParameters(), "ChangeParameters.parameters")));
    }

    private static MoveFunding read(MarketDefinitionsProto.MoveFunding wire) {
        return new MoveFunding(
                instrument(wire.getInstrument(), "MoveFunding.instrument"),
                new Price(wire.getFromUnits()),
                new Price(wire.getToUnits()));
    }

    private static CutProfits read(MarketDefinitionsProto.CutProfits wire) {
        return new CutProfits(
                instrument(wire.getInstrument(), "CutProfits.instrument"),
                wire.getHaircutEpoch(),
                MarketCodec.read(part(wire.hasHaircut(), wire.getHaircut(), "CutProfits.haircut")));
    }

    private static Expire read(MarketDefinitionsProto.Expire wire) {
        return new Expire(instrument(wire.getInstrument(), "Expire.instrument"), new Price(wire.getSettlementUnits()));
    }

    private static String underlying(MarketDefinitionsProto.Deficit wire) {
        return text(wire.getUnderlying(), "Deficit.underlying");
    }

    private static String account(MarketDefinitionsProto.Deficit wire) {
        return text(wire.getAccountId(), "Deficit.account_id");
    }

    static MarketDefinitionsProto.DirectoryChanged write(DirectoryEvent event) {
        MarketDefinitionsProto.DirectoryChanged.Builder wire = MarketDefinitionsProto.DirectoryChanged.newBuilder()
                .setVersion(event.version())
                .setChange(write(event.change()));
        event.operation().ifPresent(operation -> wire.setOperation(write(operation)));
        return wire.build();
    }

    static MarketDefinitionsProto.Operation write(Operation operation) {
        return MarketDefinitionsProto.Operation.newBuilder()
                .setId(ValuesCodec.write(operation.id()))
                .setFingerprint(ValuesCodec.write(operation.fingerprint()))
                .build();
    }

    static Operation read(MarketDefinitionsProto.Operation wire) {
        return new Operation(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Operation.id")),
                ValuesCodec.read(part(wire.hasFingerprint(), wire.getFingerprint(), "Operation.fingerprint")));
    }

    static DirectoryEvent read(MarketDefinitionsProto.DirectoryChanged wire) {
        return new DirectoryEvent(
                wire.getVersion(),
                read(part(wire.hasChange(), wire.getChange(), "DirectoryChanged.change")),
                optional(wire.hasOperation(), () -> read(wire.getOperation())));
    }

    static MarketDefinitionsProto.DirectoryState write(DirectoryState state) {
        MarketDefinitionsProto.DirectoryState.Builder wire = MarketDefinitionsProto.DirectoryState.newBuilder()
                .setDefinitions(DefinitionsCodec.write(state.definitions()));
        state.deficits()
                .forEach((underlying, accounts) -> wire.addDeficits(MarketDefinitionsProto.OpenDeficits.newBuilder()
                        .setUnderlying(underlying)
                        .addAllAccountIds(accounts)));
        state.operations()
                .seen()
                .forEach((id, fingerprint) -> wire.addOperations(write(new Operation(id, fingerprint))));
        return wire.build();
    }

    static DirectoryState read(MarketDefinitionsProto.DirectoryState wire) {
        TreeMap<String, SortedSet<String>> deficits = new TreeMap<>();
        wire.getDeficitsList()
                .forEach(open -> deficits.put(
                        text(open.getUnderlying(), "OpenDeficits.underlying"),
                        new TreeSet<>(open.getAccountIdsList())));
        TreeMap<SettlementId, Fingerprint> operations = new TreeMap<>();
        wire.getOperationsList().stream()
                .map(DirectoryCodec::read)
                .forEach(operation -> operations.put(operation.id(), operation.fingerprint()));
        return new DirectoryState(
                DefinitionsCodec.read(part(wire.hasDefinitions(), wire.getDefinitions(), "DirectoryState.definitions")),
                deficits,
                new Operations(operations));
    }

    static MarketDefinitionsProto.ChangeAnswer write(Answer answer) {
        MarketDefinitionsProto.ChangeAnswer.Builder wire = MarketDefinitionsProto.ChangeAnswer.newBuilder();
        if (answer instanceof Answer.Accepted accepted) {
            return wire.setAccepted(DefinitionsCodec.write(accepted.definitions()))
                    .build();
        }
        if (answer instanceof Answer.Unseen unseen) {
            return wire.setUnseen(DefinitionsCodec.write(unseen.definitions())).build();
        }
        Answer.Refused refused = (Answer.Refused) answer;
        wire.getRefusedBuilder()
                .setReason(REASON.write(refused.reason()))
                .setField(refused.field())
                .setValue(refused.value())
                .setLimit(refused.limit());
        return wire.build();
    }

    static Answer read(MarketDefinitionsProto.ChangeAnswer wire) {
        return switch (wire.getAnswerCase()) {
            case ACCEPTED -> new Answer.Accepted(DefinitionsCodec.read(wire.getAccepted()));
            case REFUSED -> read(wire.getRefused());
            case UNSEEN -> new Answer.Unseen(DefinitionsCodec.read(wire.getUnseen()));
            case ANSWER_NOT_SET -> throw missing("ChangeAnswer.answer");
        };
    }

    private static Answer.Refused read(MarketDefinitionsProto.RefusedChange wire) {
        return new Answer.Refused(
                REASON.read(wire.getReason(), "RefusedChange.reason"),
                wire.getField(),
                wire.getValue(),
                wire.getLimit());
    }
}
