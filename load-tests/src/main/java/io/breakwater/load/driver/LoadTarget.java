package io.breakwater.load.driver;

import java.util.concurrent.CompletionStage;

/** What a loop asks again and again. */
interface LoadTarget {

    /** The outcome of a call that did what it should. */
    String OK = "OK";

    /** What call number {@code index} is, such as {@code trade}. */
    String kind(long index);

    /** Starts call number {@code index} without blocking; the stage ends with {@link #OK} or the code of the refusal. */
    CompletionStage<String> call(long index);
}
