package io.breakwater.node.simulation;

import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationAction;

/** Answers every request at once: with all it asks for, or by sending it to the backstop. */
final class Unthrottled implements Velocity {

    private final EventLoop loop;
    private final Answers answers;
    private final boolean toBackstop;
    private long fence;

    Unthrottled(EventLoop loop, Answers answers, boolean toBackstop) {
        this.loop = loop;
        this.answers = answers;
        this.toBackstop = toBackstop;
    }

    @Override
    public void ask(String account, LiquidationAction.AskVelocity request) {
        long number = ++fence;
        loop.after(1, () -> {
            if (toBackstop) {
                answers.tooLate(account, request.requestId());
            } else {
                answers.granted(account, request.requestId(), request.notional(), number);
            }
        });
    }

    @Override
    public void returned(OpenSlice slice, Money notional) {}

    @Override
    public void ended(String account) {}

    @Override
    public void tick(long now) {}
}
