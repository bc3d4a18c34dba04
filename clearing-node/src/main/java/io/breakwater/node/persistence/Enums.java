package io.breakwater.node.persistence;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.journal.v1.ValuesProto;

/** How each enum of the core is written. */
final class Enums {

    static final EnumMapping<HealthState, ValuesProto.HealthState> HEALTH_STATE =
            EnumMapping.byName(HealthState.class, ValuesProto.HealthState.class, "HEALTH_STATE_");

    static final EnumMapping<FeedState, ValuesProto.FeedState> FEED_STATE =
            EnumMapping.byName(FeedState.class, ValuesProto.FeedState.class, "FEED_STATE_");

    static final EnumMapping<MarginMode, ValuesProto.MarginMode> MARGIN_MODE =
            EnumMapping.byName(MarginMode.class, ValuesProto.MarginMode.class, "MARGIN_MODE_");

    static final EnumMapping<AccountRole, ValuesProto.AccountRole> ACCOUNT_ROLE =
            EnumMapping.byName(AccountRole.class, ValuesProto.AccountRole.class, "ACCOUNT_ROLE_");

    static final EnumMapping<Account.Status, ValuesProto.AccountStatus> ACCOUNT_STATUS =
            EnumMapping.byName(Account.Status.class, ValuesProto.AccountStatus.class, "ACCOUNT_STATUS_");

    static final EnumMapping<Settlement.Kind, ValuesProto.SettlementKind> SETTLEMENT_KIND =
            EnumMapping.byName(Settlement.Kind.class, ValuesProto.SettlementKind.class, "SETTLEMENT_KIND_");

    static final EnumMapping<RefusalCode, ValuesProto.RefusalCode> REFUSAL_CODE =
            EnumMapping.byName(RefusalCode.class, ValuesProto.RefusalCode.class, "REFUSAL_CODE_");

    static final EnumMapping<BucketKey.Side, ValuesProto.BucketSide> BUCKET_SIDE =
            EnumMapping.byName(BucketKey.Side.class, ValuesProto.BucketSide.class, "BUCKET_SIDE_");

    private Enums() {}
}
