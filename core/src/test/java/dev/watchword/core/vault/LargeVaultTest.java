package dev.watchword.core.vault;

import static dev.watchword.core.vault.VaultFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// More entries than are opened in one part.
class LargeVaultTest {

  private static final int ENTRIES = 5_000;

  private final VaultFixture fixture = new VaultFixture();
  private final OpenVault vault = fixture.create();

  @Test
  void opensAndOrdersEveryEntryOfAVaultThatIsOpenedInParts() {
    List<NewEntry> fresh = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      int shuffled = i * 2_741 % ENTRIES;
      String issuer = (shuffled % 2 == 0 ? "Site %04d" : "SITE %04d").formatted(shuffled);
      fresh.add(entry(issuer, "ada"));
    }
    vault.add(fresh);
    fresh.forEach(NewEntry::close);

    OpenVault reopened = fixture.reopen(vault.id());

    assertThat(reopened.damaged()).isEmpty();
    assertThat(reopened.entries())
        .hasSize(ENTRIES)
        .isSortedAccordingTo(
            Comparator.comparing(e -> e.label().issuer(), String.CASE_INSENSITIVE_ORDER))
        .containsExactlyElementsOf(vault.entries());
    assertThat(reopened.find("site 4321")).hasSize(1);
  }

  @Test
  void showsAnEntryWhereItBelongsAfterItWasRenamedPinnedOrTrashed() {
    List<NewEntry> fresh = List.of(entry("beta", "b"), entry("Alpha", "a"), entry("gamma", "c"));
    List<Entry> added = vault.add(fresh);
    fresh.forEach(NewEntry::close);
    assertThat(vault.entries())
        .extracting(e -> e.label().issuer())
        .containsExactly("Alpha", "beta", "gamma");

    vault.edit(added.get(2).id(), e -> e.withPinned(true));
    assertThat(vault.entries())
        .extracting(e -> e.label().issuer())
        .containsExactly("gamma", "Alpha", "beta");

    vault.trash(added.get(1).id());
    assertThat(vault.entries())
        .extracting(e -> e.label().issuer())
        .containsExactly("gamma", "beta");
    assertThat(vault.trash()).extracting(e -> e.label().issuer()).containsExactly("Alpha");
  }
}
