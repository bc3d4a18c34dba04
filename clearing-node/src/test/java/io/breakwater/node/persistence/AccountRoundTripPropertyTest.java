package io.breakwater.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Decision;
import io.breakwater.core.account.RandomLives;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever happens to accounts, their journals and snapshots tell it again exactly. */
class AccountRoundTripPropertyTest {

    private static final int CASES = 60;
    private static final int STEPS = 200;
    private static final RandomLives.Watch NOBODY = (before, command, context, decision) -> {};

    private static Object throughBytes(Object value) {
        Sample sample = Sample.of(value);
        byte[] bytes = sample.bytes();
        Object read = sample.wireType().fromBytes(bytes);
        assertThat(Sample.of(read).bytes()).isEqualTo(bytes);
        return read;
    }

    private static void live(RandomLives lives) {
        for (int i = 0; i < STEPS; i++) {
            lives.step();
        }
    }

    @Test
    @DisplayName("an account from its snapshot is the account, and nothing of it shows that it was restored")
    void snapshot() {
        Property.holds("snapshot of any account", CASES, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives);
            lives.books.accounts.values().forEach(account -> {
                assertThat(throughBytes(account)).isEqualTo(account).hasToString(account.toString());
            });
        });
    }

    @Test
    @DisplayName("a journal through bytes gives the same account, event for event")
    void journal() {
        Property.holds("journal through bytes", CASES, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives);
            lives.journals.forEach((id, journal) -> {
                Account replayed = Account.unopened(id);
                for (AccountEvent event : journal) {
                    AccountEvent read = (AccountEvent) throughBytes(event);
                    assertThat(read).isEqualTo(event);
                    replayed = replayed.evolve(read);
                }
                assertThat(replayed).isEqualTo(lives.books.get(id));
            });
        });
    }

    @Test
    @DisplayName("a life that goes on from snapshots decides and remembers as if it had never stopped")
    void lifeGoesOn() {
        Property.holds("life goes on from snapshots", CASES, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives);
            lives.books.accounts.replaceAll((id, account) -> (Account) throughBytes(account));
            live(lives);
            lives.journals.forEach((id, journal) ->
                    assertThat(Account.unopened(id).evolve(journal)).isEqualTo(lives.books.get(id)));
        });
    }

    @Test
    @DisplayName("every command that was ever given and every refusal that was ever answered travels unchanged")
    void commandsAndRefusals() {
        Set<String> travelled = new TreeSet<>();
        RandomLives.Watch watch = (before, command, context, decision) -> {
            assertThat(throughBytes(command)).isEqualTo(command);
            travelled.add(command.getClass().getSimpleName());
            if (decision instanceof Decision.Refused refused) {
                assertThat(throughBytes(refused.refusal())).isEqualTo(refused.refusal());
                travelled.add(refused.refusal().code().name());
            }
        };
        Property.holds("commands and refusals travel", CASES, random -> live(new RandomLives(random, watch)));
        assertThat(travelled).contains("Reserve", "Book", "Confirm", "OfferSlice", "INSUFFICIENT_INITIAL_MARGIN");
    }
}
