/**
 * Fixed-point values with their unit in the type: price, quantity, money and rate as scaled integers, with 128-bit
 * products, overflow refused, and each rounding named at the call (risk model B.1). Everything else in the core is
 * built on these. Read {@link io.breakwater.core.money.Money} first, then {@link io.breakwater.core.money.Price}.
 */
package io.breakwater.core.money;
