package dev.watchword.core.vault;

import static dev.watchword.core.vault.VaultFixture.NOW;
import static dev.watchword.core.vault.VaultFixture.add;
import static dev.watchword.core.vault.VaultFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.OpenVault.RecoveryUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenVaultTest {

  private final VaultFixture fixture = new VaultFixture();
  private final OpenVault vault = fixture.create();

  @Test
  void givesTheCodeOfAnEntry() {
    Entry openAi = add(vault, entry("OpenAI", "ada"));

    // RFC 6238 Appendix B at 59 s, cut to six digits
    assertThat(vault.code(openAi.id(), Instant.ofEpochSecond(59)).code()).isEqualTo("287082");
    assertThat(vault.nextCode(openAi.id(), Instant.ofEpochSecond(29)).code()).isEqualTo("287082");
  }

  @Test
  void tellsTheSameAfterItIsOpenedAgain() {
    List<NewEntry> fresh =
        List.of(
            new NewEntry(
                new Label("Bank", "häuser@example.org"),
                new OtpKey(
                    new TotpParameters(
                        HashAlgorithm.SHA512,
                        Digits.EIGHT,
                        Duration.ofSeconds(60),
                        Instant.ofEpochSecond(100)),
                    SharedSecret.copyOf(new byte[1024])),
                List.of("money", "work"),
                "call before noon",
                true,
                true,
                Optional.of(new Icon(new byte[] {1, 2, 3})),
                List.of(new SavedRecoveryCode("abcd-efgh", Optional.of(NOW)))),
            entry("Steam", "s", new SteamParameters()),
            entry("Counter", "h", new HotpParameters(HashAlgorithm.SHA256, Digits.SIX, 1L << 40)),
            new NewEntry(
                new Label("M", ""),
                new OtpKey(
                    new MotpParameters(),
                    SharedSecret.copyOf(new byte[8]),
                    Optional.of(Pin.of("1234")))),
            new NewEntry(
                new Label("Y", ""),
                new OtpKey(new YandexParameters(), SharedSecret.copyOf(new byte[16]))));
    List<Entry> added = vault.add(fresh);

    OpenVault again = fixture.reopen(vault.id());

    for (int i = 0; i < added.size(); i++) {
      EntryId id = added.get(i).id();
      assertThat(again.entry(id)).contains(added.get(i));
      try (OtpKey key = again.openKey(id)) {
        assertThat(key).isEqualTo(fresh.get(i).key());
      }
      assertThat(again.recoveryCodes(id)).isEqualTo(fresh.get(i).recoveryCodes());
    }
    assertThat(again.icon(added.getFirst().id()).orElseThrow().png()).containsExactly(1, 2, 3);
    assertThat(again.trash()).containsExactly(added.getFirst());
    assertThat(again.check().problems()).isEmpty();
  }

  @Test
  void movesAHotpCounterOnBeforeItHandsTheCodeOut() {
    Entry hotp = add(vault, entry("H", "", new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0)));

    assertThat(vault.code(hotp.id(), NOW).code()).isEqualTo("755224");
    assertThat(fixture.reopen(vault.id()).code(hotp.id(), NOW).code()).isEqualTo("287082");
    assertThat(vault.nextCode(hotp.id(), NOW).code()).isEqualTo("969429"); // counter 3
    assertThat(vault.code(hotp.id(), NOW).code()).isEqualTo("359152"); // counter 2
  }

  @Test
  void listsPinnedEntriesFirstThenByIssuerAndAccountWithoutCase() {
    add(vault, entry("beta", "z"));
    add(vault, entry("Alpha", "b"));
    add(vault, entry("alpha", "A"));
    Entry pinned = add(vault, entry("zeta", "p"));
    vault.edit(pinned.id(), e -> e.withPinned(true));

    assertThat(vault.entries())
        .extracting(e -> e.label().issuer() + ":" + e.label().accountName())
        .containsExactly("zeta:p", "alpha:A", "Alpha:b", "beta:z");
  }

  @Test
  void keepsWhatIsInTheTrashUntilItIsPurged() {
    Entry entry = add(vault, entry("A", "a"));

    vault.trash(entry.id());
    assertThat(vault.entries()).isEmpty();
    assertThat(vault.trash()).extracting(Entry::id).containsExactly(entry.id());

    assertThat(vault.restore(entry.id())).isEqualTo(entry);
    assertThat(vault.entries()).containsExactly(entry);

    vault.purge(List.of(entry.id()));
    assertThat(fixture.reopen(vault.id()).entry(entry.id())).isEmpty();
    assertThatThrownBy(() -> vault.code(entry.id(), NOW)).isInstanceOf(NoSuchEntryException.class);
  }

  @Test
  void addsAllEntriesOrNone() {
    EntryId unknown = new EntryId(new java.util.UUID(0, 0));
    Entry entry = add(vault, entry("A", "a"));

    assertThatThrownBy(() -> vault.purge(List.of(entry.id(), unknown)))
        .isInstanceOf(NoSuchEntryException.class);
    assertThat(fixture.reopen(vault.id()).entries()).containsExactly(entry);
  }

  @Test
  void readsNothingAfterItWasLocked() {
    vault.close();

    assertThatThrownBy(vault::entries).isInstanceOf(IllegalStateException.class);
  }

  @Nested
  class RecoveryCodes {

    private final EntryId id = add(vault, entry("A", "a")).id();

    @Test
    void areKeptInOrderWithoutDoubles() {
      assertThat(vault.addRecoveryCodes(id, List.of("one", "two"))).isEqualTo(2);
      assertThat(vault.addRecoveryCodes(id, List.of("two", " three "))).isEqualTo(1);

      assertThat(vault.recoveryCodes(id))
          .extracting(SavedRecoveryCode::code)
          .containsExactly("one", "two", "three");
    }

    @Test
    void areMarkedAsUsedOnce() {
      vault.addRecoveryCodes(id, List.of("one"));

      assertThat(vault.useRecoveryCode(id, "one")).isEqualTo(RecoveryUse.MARKED);
      assertThat(vault.useRecoveryCode(id, "one")).isEqualTo(RecoveryUse.ALREADY_USED);
      assertThat(vault.useRecoveryCode(id, "none")).isEqualTo(RecoveryUse.UNKNOWN);
      assertThat(vault.recoveryCodes(id))
          .containsExactly(new SavedRecoveryCode("one", Optional.of(NOW)));
    }
  }

  @Nested
  class BesideAnotherProcess {

    private final OpenVault other = fixture.reopen(vault.id());

    @Test
    void seesWhatTheOtherWrote() {
      Entry entry = add(other, entry("A", "a"));

      assertThat(vault.entries()).containsExactly(entry);
      assertThat(vault.code(entry.id(), NOW).code()).hasSize(6);
    }

    @Test
    void losesNoWriteOfEither() throws Exception {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (OpenVault writer : List.of(vault, other)) {
        writers.add(() -> {
          for (int i = 0; i < 100; i++) {
            add(writer, entry("A", "a" + i));
          }
          return 100;
        });
      }
      try (var threads = Executors.newFixedThreadPool(2)) {
        for (Future<Integer> done : threads.invokeAll(writers)) {
          done.get();
        }
      }
      assertThat(vault.entries()).hasSize(200);
      assertThat(other.entries()).hasSize(200);
      assertThat(other.check().problems()).isEmpty();
    }

    @Test
    void neverHandsOutOneHotpCodeTwice() throws Exception {
      Entry hotp =
          add(vault, entry("H", "", new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0)));
      List<Callable<List<String>>> readers = new ArrayList<>();
      for (OpenVault reader : List.of(vault, other)) {
        readers.add(() -> {
          List<String> codes = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            codes.add(reader.code(hotp.id(), NOW).code());
          }
          return codes;
        });
      }
      List<String> all = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(2)) {
        for (Future<List<String>> done : threads.invokeAll(readers)) {
          all.addAll(done.get());
        }
      }
      assertThat(all).hasSize(100).doesNotHaveDuplicates();
      assertThat(vault.entry(hotp.id()).orElseThrow().parameters())
          .isEqualTo(new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 100));
    }
  }

  @Test
  void lendsEveryKeyInTurnThoseInTheTrashTooAndWipesIt() {
    add(vault, entry("H", "", new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 5)));
    vault.trash(add(vault, entry("T", "", TotpParameters.STANDARD)).id());
    List<OtpKey> lent = new ArrayList<>();
    List<String> types = new ArrayList<>();

    vault.forEachKey(key -> {
      assertThat(lent).allSatisfy(OpenVaultTest::isWiped); // UN-06: one at a time
      lent.add(key);
      types.add(key.parameters().type() + " " + key.secret().lengthBytes());
    });

    assertThat(types).containsExactlyInAnyOrder("hotp 20", "totp 20");
    assertThat(lent).allSatisfy(OpenVaultTest::isWiped);
  }

  private static void isWiped(OtpKey key) {
    assertThatThrownBy(() -> key.secret().expose(bytes -> bytes.length))
        .isInstanceOf(IllegalStateException.class);
  }
}
