package io.breakwater.node.storage;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/** The smallest persistent entity: remembers the words it was told. Its events and its state are texts. */
final class WordList extends EventSourcedBehavior<WordList.Command, String, String> {

    /** What it is told. */
    sealed interface Command permits Say {}

    record Say(String word, ActorRef<Words> replyTo) implements Command {}

    record Words(List<String> words) {}

    private WordList() {
        super(PersistenceId.ofUniqueId("word-list"));
    }

    static Behavior<Command> create() {
        return new WordList();
    }

    @Override
    public String emptyState() {
        return "";
    }

    @Override
    public CommandHandler<Command, String, String> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Say.class,
                        (state, say) -> Effect()
                                .persist(say.word())
                                .thenReply(
                                        say.replyTo(), after -> new Words(new ArrayList<>(List.of(after.split(" "))))))
                .build();
    }

    @Override
    public EventHandler<String, String> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((state, word) -> (state + " " + word).strip());
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(2, 2);
    }
}
