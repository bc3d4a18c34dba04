package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who holds an instrument, over the whole cluster: whom a deleveraging or a haircut can concern. */
@FunctionalInterface
public interface Holders {

    /** Every account that holds it, as it was last seen; whoever decides asks the account itself again. */
    CompletionStage<List<Account>> of(Instrument instrument);
}
