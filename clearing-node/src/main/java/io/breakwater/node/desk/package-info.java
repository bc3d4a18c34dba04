/**
 * What is reckoned at the desks of a liquidation, pure and without time of its own: what a slice costs, what a backstop has
 * room for and takes, what a deficit may draw from the funds, whom it deleverages and what a haircut takes. The simulated
 * market and the cluster's actors both decide by it, so that they agree. Read {@link io.breakwater.node.desk.SliceTerms}
 * first.
 */
package io.breakwater.node.desk;
