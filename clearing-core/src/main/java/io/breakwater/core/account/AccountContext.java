package io.breakwater.core.account;

import io.breakwater.core.market.MarketView;

/**
 * What a decision may read besides the account: the market at one moment, and the bounds.
 *
 * @param market the newest view; its time is the time of the decision
 * @param limits bounds of the account
 */
public record AccountContext(MarketView market, AccountLimits limits) {}
