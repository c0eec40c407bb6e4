package dev.watchword.core.vault;

import static dev.watchword.core.vault.VaultFixture.add;
import static dev.watchword.core.vault.VaultFixture.entry;
import static dev.watchword.core.vault.VaultFixture.passphrase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.UnlockOutcome.NoSuchVault;
import dev.watchword.core.vault.UnlockOutcome.TooSoon;
import dev.watchword.core.vault.UnlockOutcome.Unlocked;
import dev.watchword.core.vault.UnlockOutcome.WrongKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UnlockVaultTest {

  private final VaultFixture fixture = new VaultFixture();
  private final OpenVault vault = fixture.create();

  private UnlockOutcome unlock(String passphrase) {
    return fixture.unlock(vault.id(), passphrase(passphrase));
  }

  @Test
  void opensWithThePassphraseAndNoOther() {
    assertThat(unlock(VaultFixture.PASSPHRASE)).isInstanceOf(Unlocked.class);
    assertThat(unlock("incorrect horse battery")).isEqualTo(new WrongKey(Duration.ZERO));
  }

  @Test
  void saysThatThereIsNoVault() {
    assertThat(fixture.unlock(new VaultId(new UUID(0, 0)), passphrase("x")))
        .isEqualTo(new NoSuchVault());
  }

  /// SECURITY CR-17
  @Nested
  class Guessing {

    @Test
    void isFreeThreeTimesThenWaitsOneSecondDoublingToSixty() {
      unlock("a");
      unlock("b");
      assertThat(unlock("c")).isEqualTo(new WrongKey(Duration.ofSeconds(1)));
      int[] waits = {1, 2, 4, 8, 16, 32, 60, 60};
      for (int i = 0; i + 1 < waits.length; i++) {
        assertThat(unlock(VaultFixture.PASSPHRASE))
            .isEqualTo(new TooSoon(Duration.ofSeconds(waits[i])));
        fixture.clock.advance(Duration.ofSeconds(waits[i]));
        assertThat(unlock("d")).isEqualTo(new WrongKey(Duration.ofSeconds(waits[i + 1])));
      }
    }

    @Test
    void takesEqualWorkAndGetsOneAnswerWhicheverSlotIsDamagedAndHow() {
      var derivations = new AtomicInteger();
      PassphraseKdf counted =
          (typed, salt, cost) -> {
            derivations.incrementAndGet();
            return new FakeKdf().derive(typed, salt, cost);
          };
      var slots = new KeySlots(counted, fixture.random, fixture.clock);
      List<String> passphrases = List.of(VaultFixture.PASSPHRASE, "of a second", "of a third");
      for (String more : passphrases.subList(1, 3)) {
        try (Unlocker unlocker = passphrase(more)) {
          slots.add(vault, unlocker, KeySlot.Kind.PASSPHRASE, more, Argon2idParameters.FLOOR);
        }
      }
      for (int damaged = 0; damaged < 3; damaged++) {
        for (byte[] wrapped : damages(vault.header().slots().get(damaged).wrapped())) {
          var repository = new InMemoryVaultRepository();
          repository.create(damaged(vault.header(), damaged, SealedBytes.copyOf(wrapped)));
          for (String typed : List.of(passphrases.get(damaged), "nobody's passphrase")) {
            repository.clearUnlockFailures(vault.id());
            derivations.set(0);
            try (Unlocker unlocker = passphrase(typed)) {
              assertThat(
                      new UnlockVault(repository, slots, fixture.random, fixture.clock)
                          .unlock(vault.id(), unlocker))
                  .isEqualTo(new WrongKey(Duration.ZERO));
            }
            assertThat(derivations).hasValue(3);
          }
        }
      }
    }

    private static List<byte[]> damages(SealedBytes wrapped) {
      byte[] flipped = wrapped.toByteArray();
      flipped[20] ^= 1;
      byte[] cut = Arrays.copyOf(flipped, flipped.length - 1);
      return List.of(flipped, cut, new byte[0]);
    }

    private static VaultHeader damaged(VaultHeader header, int index, SealedBytes wrapped) {
      List<KeySlot> slots = new ArrayList<>(header.slots());
      KeySlot old = slots.get(index);
      slots.set(
          index,
          new KeySlot(
              old.id(), old.kind(), old.label(), old.createdAt(), old.cost(), old.salt(), wrapped));
      return new VaultHeader(
          header.id(),
          header.format(),
          header.createdAt(),
          header.keyVersion(),
          header.revision(),
          header.sealCount(),
          slots,
          header.verifierRoot(),
          header.manifest(),
          header.mac());
    }

    @Test
    void isForgivenAfterASuccess() {
      for (int i = 0; i < 3; i++) {
        unlock("a");
      }
      fixture.clock.advance(Duration.ofSeconds(1));
      assertThat(unlock(VaultFixture.PASSPHRASE)).isInstanceOf(Unlocked.class);
      assertThat(unlock("a")).isEqualTo(new WrongKey(Duration.ZERO));
    }

    @Test
    void isNotSpedUpByAClockThatWasSetBack() {
      for (int i = 0; i < 3; i++) {
        unlock("a");
      }
      fixture.clock.advance(Duration.ofDays(-1));
      assertThat(unlock("a")).isEqualTo(new TooSoon(Duration.ofSeconds(1)));
    }
  }

  /// SECURITY CR-08
  @Test
  void changingThePassphraseRewrapsTheKeyAndTouchesNoRecord() {
    Entry entry = add(vault, entry("A", "a"));
    Map<EntryField, SealedBytes> before = new HashMap<>();
    fixture.repository.forEachEntry(vault.id(), (e, fields) -> before.putAll(fields));

    try (Unlocker.ByPassphrase fresh = passphrase("a new passphrase of mine")) {
      fixture.slots.changePassphrase(vault, fresh, Argon2idParameters.FLOOR);
    }

    Map<EntryField, SealedBytes> after = new HashMap<>();
    fixture.repository.forEachEntry(vault.id(), (e, fields) -> after.putAll(fields));
    assertThat(after).isEqualTo(before);
    assertThat(unlock(VaultFixture.PASSPHRASE)).isInstanceOf(WrongKey.class);
    assertThat(unlock("a new passphrase of mine"))
        .isInstanceOfSatisfying(
            Unlocked.class, open -> assertThat(open.vault().entries()).containsExactly(entry));
    assertThat(vault.entries()).containsExactly(entry);
  }

  /// SECURITY CR-14
  @Nested
  class Slots {

    private final RecoveryKey recoveryKey = RecoveryKey.random(fixture.random);
    private final byte[] keyFile = new byte[32];

    private SlotId addRecoveryKey() {
      try (Unlocker unlocker = recoveryKey.toUnlocker()) {
        return fixture.slots.add(
            vault,
            unlocker,
            KeySlot.Kind.RECOVERY_KEY,
            "recovery key",
            Argon2idParameters.STANDARD);
      }
    }

    private Unlocker keyFile() {
      return new Unlocker.ByKey(KeySlot.Kind.KEY_FILE, keyFile);
    }

    @Test
    void eachOpensTheVaultAndRemovingOneLeavesTheOthers() {
      SlotId recovery = addRecoveryKey();
      try (Unlocker unlocker = keyFile()) {
        fixture.slots.add(
            vault, unlocker, KeySlot.Kind.KEY_FILE, "usb", Argon2idParameters.STANDARD);
      }
      SlotId passphrase = vault.slots().getFirst().id();
      String printed = recoveryKey.reveal();

      assertThat(fixture.unlock(vault.id(), RecoveryKey.parse(printed).toUnlocker()))
          .isInstanceOf(Unlocked.class);
      assertThat(fixture.unlock(vault.id(), keyFile())).isInstanceOf(Unlocked.class);

      fixture.slots.remove(vault, passphrase);
      assertThat(unlock(VaultFixture.PASSPHRASE)).isInstanceOf(WrongKey.class);
      assertThat(fixture.unlock(vault.id(), keyFile())).isInstanceOf(Unlocked.class);

      fixture.slots.remove(vault, recovery);
      assertThat(fixture.unlock(vault.id(), recoveryKey.toUnlocker())).isInstanceOf(WrongKey.class);
    }

    @Test
    void theLastOneStays() {
      assertThatThrownBy(() -> fixture.slots.remove(vault, vault.slots().getFirst().id()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(unlock(VaultFixture.PASSPHRASE)).isInstanceOf(Unlocked.class);
    }

    @Test
    void aKeyOfOneKindOpensNoSlotOfAnother() {
      addRecoveryKey();
      byte[] same = new byte[20];
      assertThat(fixture.unlock(vault.id(), new Unlocker.ByKey(KeySlot.Kind.KEY_FILE, same)))
          .isInstanceOf(WrongKey.class);
    }

    @Test
    void aRecoveryKeyIsReadHoweverItIsTyped() {
      addRecoveryKey();
      String printed = recoveryKey.reveal();
      assertThat(printed).matches("([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}");
      for (String typed :
          new String[] {
            printed.toLowerCase(java.util.Locale.ROOT),
            printed.replace("-", ""),
            printed.replace('-', ' '),
            printed.replace('0', 'O').replace('1', 'l')
          }) {
        assertThat(fixture.unlock(vault.id(), RecoveryKey.parse(typed).toUnlocker()))
            .isInstanceOf(Unlocked.class);
      }
      assertThatThrownBy(() -> RecoveryKey.parse(printed + "0"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(printed);
      assertThatThrownBy(() -> RecoveryKey.parse("UUUU"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
