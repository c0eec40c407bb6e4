package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The vault of a server, opened and locked while it runs (SECURITY UN-01).
class VaultDoorTest {

  private final InMemoryVaultRepository repository = new InMemoryVaultRepository();
  private final SecureRandom random = FixedRandom.seeded(5);
  private final MutableClock clock = MutableClock.at("2026-11-28T12:00:00Z");
  private final KeySlots slots = new KeySlots(new FakeKdf(), random, clock);
  private final VaultDoor door =
      new VaultDoor(
          repository,
          new CreateVault(repository, slots, random, clock),
          new UnlockVault(repository, slots, random, clock),
          slots,
          random,
          Argon2idParameters.STANDARD);

  private static Unlocker.ByPassphrase passphrase(String text) {
    return new Unlocker.ByPassphrase(Passphrase.of(text.toCharArray()));
  }

  private void create() {
    try (Passphrase passphrase = Passphrase.of("a passphrase".toCharArray())) {
      door.create(passphrase).orElseThrow().close();
    }
  }

  @Test
  void makesOneVaultAndOpensItAgain() {
    assertThat(door.exists()).isFalse();
    create();
    assertThat(door.vault()).isPresent();
    try (Passphrase again = Passphrase.of("another".toCharArray())) {
      assertThat(door.create(again)).isEmpty();
    }

    door.lock();
    assertThat(door.vault()).isEmpty();
    try (Unlocker wrong = passphrase("another");
        Unlocker right = passphrase("a passphrase")) {
      assertThat(door.unlock(wrong)).isInstanceOf(UnlockOutcome.WrongKey.class);
      assertThat(door.unlock(right)).isInstanceOf(UnlockOutcome.Unlocked.class);
    }
    assertThat(door.vault()).isPresent();
  }

  @Test
  void isLockedWhereAnotherProcessReplacedTheKey() { // CR-09
    create();
    OpenVault here = door.vault().orElseThrow();
    try (Unlocker old = passphrase("a passphrase");
        Unlocker next = passphrase("the next one");
        OpenVault there =
            ((UnlockOutcome.Unlocked)
                    new UnlockVault(repository.reopened(), slots, random, clock)
                        .unlock(here.id(), old))
                .vault()) {
      new RotateKey(slots, random)
          .rotate(
              there,
              List.of(
                  new RotateKey.Way(
                      next, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.STANDARD)),
              done -> {});

      assertThatThrownBy(here::entries).isInstanceOf(VaultLockedException.class);
      assertThat(door.vault()).isEmpty();
      assertThat(door.unlock(next)).isInstanceOf(UnlockOutcome.Unlocked.class);
      assertThat(door.vault().orElseThrow().entries()).isEmpty();
    }
  }

  @Test
  void isNobodysBeforeTheLookIsOver() {
    create();
    door.lock();
    List<String> seen = new ArrayList<>();
    var itself = new AtomicReference<VaultDoor>();
    VaultDoor looking =
        door.lookingFirst((opened, asked) -> {
          seen.add("open for the look: " + opened.isOpen());
          seen.add("somebody waits: " + asked);
          seen.add("for others: " + itself.get().vault().isPresent());
        });
    itself.set(looking);

    try (Unlocker right = passphrase("a passphrase")) {
      assertThat(looking.unlock(right)).isInstanceOf(UnlockOutcome.Unlocked.class);
    }

    assertThat(seen)
        .containsExactly("open for the look: true", "somebody waits: true", "for others: false");
    assertThat(looking.vault()).isPresent();
  }

  @Test
  void staysLockedWhereTheLookFails() {
    create();
    OpenVault elsewhere = door.vault().orElseThrow();
    VaultDoor looking =
        door.lookingFirst((opened, asked) -> {
          throw new StorageException("gone");
        });

    assertThatThrownBy(() -> looking.admit(elsewhere)).hasMessage("gone");

    assertThat(looking.vault()).isEmpty();
    assertThat(elsewhere.isOpen()).isFalse();
    try (Unlocker right = passphrase("a passphrase")) {
      assertThatThrownBy(() -> looking.unlock(right)).hasMessage("gone");
    }
    assertThat(looking.vault()).isEmpty();
  }
}
