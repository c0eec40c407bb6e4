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
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.CodeReading.None;
import dev.watchword.core.vault.CodeReading.Read;
import dev.watchword.core.vault.CodeReading.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Many codes at once, and the other things that are done to several entries.
class CodePassTest {

  private final VaultFixture fixture = new VaultFixture();
  private final OpenVault vault = fixture.create();

  private List<EntryId> addMany(int count) {
    List<NewEntry> fresh =
        IntStream.range(0, count).mapToObj(i -> entry("Site " + i, "ada")).toList();
    return vault.add(fresh).stream().map(Entry::id).toList();
  }

  @Test
  void givesTheSameCodesInOnePassAsOneByOneAndInTheOrderThatWasAsked() {
    for (int count : List.of(1, 10, 200)) { // one by one, and by a walk over the store
      List<EntryId> ids = new ArrayList<>(addMany(count)).reversed();
      List<CodeReading> readings = vault.codes(ids, NOW);
      assertThat(readings).extracting(CodeReading::id).isEqualTo(ids);
      for (CodeReading reading : readings) {
        assertThat(((Read) reading).current()).isEqualTo(vault.code(reading.id(), NOW));
        assertThat(((Read) reading).next()).isEqualTo(vault.nextCode(reading.id(), NOW));
      }
    }
  }

  @Test
  void saysWhyAnEntryHasNoCodeAndMovesNoCounter() {
    Entry counter =
        add(vault, entry("H", "", new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 7)));
    Entry pinless =
        add(
            vault,
            new NewEntry(
                new Label("M", ""),
                new OtpKey(new MotpParameters(), SharedSecret.copyOf(new byte[8]))));
    EntryId nobody = EntryId.random(fixture.random);
    assertThat(vault.codes(List.of(counter.id(), pinless.id(), nobody), NOW))
        .containsExactly(
            new None(counter.id(), Reason.COUNTER_BASED),
            new None(pinless.id(), Reason.PIN_MISSING),
            new None(nobody, Reason.NO_SUCH_ENTRY));
    assertThat(vault.entry(counter.id()).orElseThrow()).isEqualTo(counter);
  }

  @Test
  void seesWhatAnotherProcessWrote() {
    OpenVault other = fixture.reopen(vault.id());
    long before = vault.revision();
    Entry late = add(other, entry("Late", "ada"));
    assertThat(vault.codes(List.of(late.id()), NOW).getFirst()).isInstanceOf(Read.class);
    assertThat(vault.revision()).isEqualTo(before + 1);
  }

  @Test
  void givesNoCodeOfASecretAtHandOnceTheStoreHasTheEntryNoMore() {
    List<EntryId> ids = addMany(3);
    List<CodeReading> first = vault.codes(ids, NOW);
    assertThat(vault.codes(ids, NOW)).isEqualTo(first);

    fixture.reopen(vault.id()).purge(List.of(ids.get(1)));
    vault.purge(List.of(ids.get(2)));

    assertThat(vault.codes(ids, NOW))
        .containsExactly(
            first.getFirst(),
            new None(ids.get(1), Reason.NO_SUCH_ENTRY),
            new None(ids.get(2), Reason.NO_SUCH_ENTRY));
    vault.close();
    assertThatThrownBy(() -> vault.codes(ids, NOW)).isInstanceOf(VaultLockedException.class);
  }

  @Test
  void changesSeveralEntriesInOneRevisionOrNone() {
    List<EntryId> ids = addMany(3);
    vault.edit(ids.getFirst(), e -> e.withPinned(true));
    long before = vault.revision();
    assertThat(vault.edit(ids, e -> e.withPinned(true))).isEqualTo(2);
    assertThat(vault.revision()).isEqualTo(before + 1);
    List<EntryId> withAStranger = List.of(ids.getFirst(), EntryId.random(fixture.random));
    assertThatThrownBy(() -> vault.edit(withAStranger, e -> e.withNote("x")))
        .isInstanceOf(NoSuchEntryException.class);
    assertThat(vault.entry(ids.getFirst()).orElseThrow().note()).isEmpty();
  }

  @Test
  void knowsWhoseIconIsThereAndWhoseWasTakenAway() {
    List<EntryId> ids = addMany(3);
    vault.changeIcon(ids.get(0), Optional.of(new Icon(new byte[] {1})));
    vault.changeIcon(ids.get(1), Optional.of(new Icon(new byte[] {2})));
    assertThat(vault.withIcon(ids)).containsExactlyInAnyOrder(ids.get(0), ids.get(1));
    vault.changeIcon(ids.get(1), Optional.empty());
    assertThat(vault.icon(ids.get(1))).isEmpty();
    assertThat(vault.withIcon(ids)).containsExactly(ids.get(0));
    OpenVault again = fixture.reopen(vault.id());
    assertThat(again.withIcon(ids)).containsExactly(ids.get(0));
    assertThat(again.icon(ids.get(0)).orElseThrow().png()).containsExactly(1);
    assertThat(again.check().problems()).isEmpty();
  }
}
