/**
 * How an account below maintenance is closed: what is sold, how fast, to whom, and who pays when that was not enough
 * (risk model B.10, B.11, B.13). It takes health and requirements from {@code margin} and terms from
 * {@code instrument}; who executes a plan is not its concern. Read {@link io.breakwater.core.liquidation.SlicePlan}
 * first.
 */
package io.breakwater.core.liquidation;
