/**
 * The risk book of a node: who may have changed health state at the newest prices, without asking every account. It
 * keeps the slack of each account to the next worse and the next better threshold in columns of integers, moves them by
 * symbol, and nominates; the account decides, exactly (architecture section 3, invariant 3). It knows exposures from
 * {@code margin} and views from {@code market}; accounts and the liquidation know it by its nominations alone. Read
 * {@link io.breakwater.core.risk.RiskBook} first, then {@code LineTable} for the arithmetic and {@code SlackColumns}
 * for the loop.
 */
package io.breakwater.core.risk;
