package io.breakwater.node;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole contract over a whole node on a real Cassandra, in one story: markets are defined, prices come, a long is
 * called and liquidated, markets stop and go on, an instrument expires, and the books balance.
 *
 * <p>Each part goes on where the one before it has ended: they share the node, and none can be told alone.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class NodeContractTest {

    @RegisterExtension
    static final NodeUnderTest NODE = new NodeUnderTest();

    @Nested
    @Order(1)
    class Markets extends MarketStory {}

    @Nested
    @Order(2)
    class Trades extends TradeStory {}

    @Nested
    @Order(3)
    class Liquidations extends LiquidationStory {}

    @Nested
    @Order(4)
    class MarketEvents extends MarketEventStory {}

    @Nested
    @Order(5)
    class Books extends BooksStory {}
}
