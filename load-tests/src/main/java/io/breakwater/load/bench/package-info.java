/**
 * What the hot paths cost, measured with JMH and never asserted: {@code mvn -q -pl load-tests -am -Pbench -DskipTests
 * package && java -jar load-tests/target/benchmarks.jar}. It drives {@code clearing-core} through its public types alone,
 * and measures a plain twin in the same run wherever a ratio is claimed. Read {@link
 * io.breakwater.load.bench.RiskBookBenchmark} first.
 */
package io.breakwater.load.bench;
