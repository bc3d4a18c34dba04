package io.breakwater.node.risk;

import com.google.protobuf.InvalidProtocolBufferException;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.MarketPartProto;
import io.breakwater.node.risk.NodePart.MarketPart;
import java.io.NotSerializableException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Carries a {@link NodePart} from node to node; Pekko finds it by {@code risk.conf}. */
public final class NodePartSerializer extends SerializerWithStringManifest {

    /** Beside every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_327;

    private static final String PART = "p1";

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return PART;
    }

    @Override
    public byte[] toBinary(Object value) {
        NodePart part = (NodePart) value;
        MarketPartProto.NodePart.Builder wire =
                MarketPartProto.NodePart.newBuilder().setNode(part.node());
        part.markets()
                .forEach((instrument, market) -> wire.addMarkets(MarketPartProto.MarketPart.newBuilder()
                        .setInstrument(instrument.name())
                        .setLongsUnits(market.longs().units())
                        .setLiquidatableByFallUnits(market.liquidatableByFall().units())
                        .setLiquidatableByRiseUnits(market.liquidatableByRise().units())));
        return wire.build().toByteArray();
    }

    /**
     * The part of bytes.
     *
     * @throws NotSerializableException when the manifest is not known here or the bytes are not a part
     */
    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!PART.equals(manifest)) {
            throw new NotSerializableException("unknown manifest '" + manifest + "' of serializer " + IDENTIFIER);
        }
        try {
            return read(MarketPartProto.NodePart.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
            throw new NotSerializableException("not a part of a node: " + unreadable.getMessage());
        }
    }

    private static NodePart read(MarketPartProto.NodePart wire) {
        SortedMap<Instrument, MarketPart> markets = new TreeMap<>();
        for (MarketPartProto.MarketPart market : wire.getMarketsList()) {
            markets.put(
                    InstrumentNames.parse(market.getInstrument()),
                    new MarketPart(
                            new Quantity(market.getLongsUnits()),
                            new Money(market.getLiquidatableByFallUnits()),
                            new Money(market.getLiquidatableByRiseUnits())));
        }
        return new NodePart(wire.getNode(), markets);
    }
}
