package dev.watchword.core.vault;

import static dev.watchword.core.vault.VaultFixture.NOW;
import static dev.watchword.core.vault.VaultFixture.add;
import static dev.watchword.core.vault.VaultFixture.entry;
import static dev.watchword.core.vault.VaultFixture.passphrase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.UnsupportedFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What somebody with the database in hand, and without the passphrase, can't do (SECURITY CR-05,
/// CR-06, CR-11, CR-12).
class TamperingTest {

  private final VaultFixture fixture = new VaultFixture();
  private final OpenVault vault = fixture.create();
  private final Entry ada = add(vault, entry("OpenAI", "ada"));
  private final Entry bob = add(vault, entry("OpenAI", "bob"));

  /// A store whose answers were changed on the disk.
  private class Changed implements VaultRepository {

    private VaultSnapshot snapshot;
    private final Map<EntryId, SealedBytes> secrets;

    Changed(VaultHeader header, List<SealedEntry> entries, Map<EntryId, SealedBytes> secrets) {
      this.snapshot = new VaultSnapshot(header, entries);
      this.secrets = secrets;
    }

    void become(VaultSnapshot other) {
      snapshot = other;
    }

    @Override
    public List<VaultId> vaults() {
      return List.of(snapshot.header().id());
    }

    @Override
    public boolean create(VaultHeader header) {
      return false;
    }

    @Override
    public Optional<VaultHeader> header(VaultId id) {
      return Optional.of(snapshot.header());
    }

    @Override
    public Optional<VaultSnapshot> snapshot(VaultId id) {
      return Optional.of(snapshot);
    }

    @Override
    public Optional<SealedBytes> field(VaultId id, EntryId entry, EntryField field) {
      return Optional.ofNullable(secrets.get(entry));
    }

    @Override
    public void forEachEntry(
        VaultId id, BiConsumer<SealedEntry, Map<EntryField, SealedBytes>> visitor) {
      snapshot
          .entries()
          .forEach(e ->
              visitor.accept(
                  e,
                  Map.of(EntryField.SUMMARY, e.summary(), EntryField.SECRET, secrets.get(e.id()))));
    }

    @Override
    public boolean reseal(VaultId id, Resealing resealing) {
      return false;
    }

    @Override
    public boolean commit(VaultCommit commit) {
      return false;
    }

    @Override
    public UnlockFailures unlockFailures(VaultId id) {
      return UnlockFailures.NONE;
    }

    @Override
    public void recordUnlockFailure(VaultId id, Instant when) {}

    @Override
    public void clearUnlockFailures(VaultId id) {}

    OpenVault open() {
      return ((UnlockOutcome.Unlocked)
              new UnlockVault(this, fixture.slots, fixture.random, fixture.clock)
                  .unlock(snapshot.header().id(), passphrase(VaultFixture.PASSPHRASE)))
          .vault();
    }
  }

  private VaultSnapshot snapshot() {
    return fixture.repository.snapshot(vault.id()).orElseThrow();
  }

  private SealedEntry sealed(VaultSnapshot snapshot, Entry entry) {
    return snapshot.entries().stream()
        .filter(e -> e.id().equals(entry.id()))
        .findFirst()
        .orElseThrow();
  }

  private Map<EntryId, SealedBytes> secrets() {
    return Map.of(
        ada.id(),
        fixture.repository.field(vault.id(), ada.id(), EntryField.SECRET).orElseThrow(),
        bob.id(),
        fixture.repository.field(vault.id(), bob.id(), EntryField.SECRET).orElseThrow());
  }

  @Test
  void theUnchangedStoreOpens() {
    VaultSnapshot now = snapshot();

    OpenVault open = new Changed(now.header(), now.entries(), secrets()).open();

    assertThat(open.entries()).containsExactly(ada, bob);
    assertThat(open.check().problems()).isEmpty();
  }

  @Test
  void swappedSecretsGiveNoCodeOfTheWrongAccount() {
    VaultSnapshot now = snapshot();
    Map<EntryId, SealedBytes> swapped =
        Map.of(ada.id(), secrets().get(bob.id()), bob.id(), secrets().get(ada.id()));

    OpenVault open = new Changed(now.header(), now.entries(), swapped).open();

    assertThatThrownBy(() -> open.code(ada.id(), NOW)).isInstanceOf(TamperingException.class);
    assertThatThrownBy(() -> open.code(bob.id(), NOW)).isInstanceOf(TamperingException.class);
    assertThat(open.check().problems()).hasSize(2);
  }

  @Test
  void aSwappedSummaryDamagesThatEntryAndNoOther() {
    VaultSnapshot now = snapshot();
    SealedEntry forged =
        new SealedEntry(ada.id(), sealed(now, ada).revisions(), sealed(now, bob).summary());

    OpenVault open = new Changed(now.header(), List.of(forged, sealed(now, bob)), secrets()).open();

    assertThat(open.damaged()).containsExactly(ada.id());
    assertThat(open.entries()).containsExactly(bob);
    assertThat(open.code(bob.id(), NOW).code()).hasSize(6);
    assertThat(open.check().problems()).singleElement().asString().contains(ada.id().toString());
  }

  @Test
  void aRowThatWasPutBackIsRefused() {
    SealedEntry old = sealed(snapshot(), ada);
    vault.edit(ada.id(), e -> e.withLabel(new Label("OpenAI", "ada@new.example")));
    VaultSnapshot now = snapshot();
    Changed rolledBack = new Changed(now.header(), List.of(old, sealed(now, bob)), secrets());

    assertThatThrownBy(rolledBack::open)
        .isInstanceOf(TamperingException.class)
        .hasMessageContaining("put back");
  }

  @Test
  void aRowThatWasRemovedOrAddedIsRefused() {
    VaultSnapshot before = snapshot();
    SealedEntry gone = sealed(before, ada);
    Changed removed = new Changed(before.header(), List.of(sealed(before, bob)), secrets());
    assertThatThrownBy(removed::open).isInstanceOf(TamperingException.class);

    Map<EntryId, SealedBytes> secrets = secrets();
    vault.purge(List.of(ada.id()));
    VaultSnapshot after = snapshot();
    List<SealedEntry> entries = new ArrayList<>(after.entries());
    entries.add(gone);
    Changed revived = new Changed(after.header(), entries, secrets);
    assertThatThrownBy(revived::open).isInstanceOf(TamperingException.class);
  }

  @Test
  void anOlderCopyOfTheWholeVaultIsRefusedWhileItIsOpen() {
    VaultSnapshot old = snapshot();
    vault.edit(ada.id(), e -> e.withNote("newer"));
    Changed store = new Changed(snapshot().header(), snapshot().entries(), secrets());
    OpenVault open = store.open();
    assertThat(open.entry(ada.id()).orElseThrow().note()).isEqualTo("newer");

    store.become(old);

    assertThatThrownBy(open::entries).isInstanceOf(TamperingException.class);
  }

  @Test
  void everyFieldOfTheHeaderIsAuthenticated() {
    VaultHeader h = snapshot().header();
    KeySlot slot = h.slots().getFirst();
    byte[] manifest = h.manifest().toByteArray();
    manifest[20] ^= 1;
    List<VaultHeader> forgeries =
        List.of(
            header(h, h.createdAt().plusSeconds(1), h.revision(), h.sealCount(), h.slots()),
            header(h, h.createdAt(), h.revision() + 1, h.sealCount(), h.slots()),
            header(h, h.createdAt(), h.revision(), 0, h.slots()),
            header(h, h.createdAt(), h.revision(), h.sealCount(), List.of(slot, slot)),
            new VaultHeader(
                h.id(),
                h.format(),
                h.createdAt(),
                h.keyVersion(),
                h.revision(),
                h.sealCount(),
                h.slots(),
                h.verifierRoot(),
                SealedBytes.copyOf(manifest),
                h.mac()));
    for (VaultHeader forged : forgeries) {
      Changed changed = new Changed(forged, snapshot().entries(), secrets());
      assertThatThrownBy(changed::open).as("%s", forged).isInstanceOf(TamperingException.class);
    }
  }

  private static VaultHeader header(
      VaultHeader h, Instant createdAt, long revision, long sealCount, List<KeySlot> slots) {
    return new VaultHeader(
        h.id(),
        h.format(),
        createdAt,
        h.keyVersion(),
        revision,
        sealCount,
        slots,
        h.verifierRoot(),
        h.manifest(),
        h.mac());
  }

  @Test
  void everyFieldOfASlotIsBoundToItsWrapping() {
    VaultHeader h = snapshot().header();
    KeySlot s = h.slots().getFirst();
    byte[] salt = s.salt().toByteArray();
    salt[0] ^= 1;
    List<KeySlot> forgeries = new ArrayList<>();
    forgeries.add(
        new KeySlot(s.id(), s.kind(), "other", s.createdAt(), s.cost(), s.salt(), s.wrapped()));
    forgeries.add(
        new KeySlot(
            s.id(),
            s.kind(),
            s.label(),
            s.createdAt().plusSeconds(1),
            s.cost(),
            s.salt(),
            s.wrapped()));
    forgeries.add(
        new KeySlot(
            s.id(),
            s.kind(),
            s.label(),
            s.createdAt(),
            s.cost(),
            SealedBytes.copyOf(salt),
            s.wrapped()));
    byte[] wrapped = s.wrapped().toByteArray();
    for (int i = 0; i < wrapped.length; i++) {
      byte[] flipped = wrapped.clone();
      flipped[i] ^= 0x10;
      forgeries.add(
          new KeySlot(
              s.id(),
              s.kind(),
              s.label(),
              s.createdAt(),
              s.cost(),
              s.salt(),
              SealedBytes.copyOf(flipped)));
    }
    for (KeySlot forged : forgeries) {
      VaultHeader header = header(h, h.createdAt(), h.revision(), h.sealCount(), List.of(forged));
      Changed changed = new Changed(header, snapshot().entries(), secrets());
      assertThat(
              new UnlockVault(changed, fixture.slots, fixture.random, fixture.clock)
                  .unlock(h.id(), passphrase(VaultFixture.PASSPHRASE)))
          .isInstanceOf(UnlockOutcome.WrongKey.class);
    }
  }

  /// SECURITY CR-07
  @Test
  void aVaultOfANewerFormatIsRefusedByNumber() {
    VaultHeader h = snapshot().header();
    VaultHeader newer =
        new VaultHeader(
            h.id(),
            2,
            h.createdAt(),
            h.keyVersion(),
            h.revision(),
            h.sealCount(),
            h.slots(),
            h.verifierRoot(),
            h.manifest(),
            h.mac());
    Changed changed = new Changed(newer, snapshot().entries(), secrets());

    assertThatThrownBy(changed::open)
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("newer Watchword");
  }

  /// SECURITY CR-06
  @Test
  void writesAreRefusedWhereTheKeyHasSealedAsOftenAsIsSafe() {
    VaultSnapshot now = snapshot();
    Unlocker unlocker = passphrase(VaultFixture.PASSPHRASE);
    var key =
        fixture
            .slots
            .wrap()
            .unwrap(now.header(), now.header().slots().getFirst(), unlocker)
            .orElseThrow();
    VaultHeader h = now.header();
    VaultHeader worn =
        new HeaderMac(key).sign(header(h, h.createdAt(), h.revision(), (1L << 32) - 3, h.slots()));

    OpenVault open = new Changed(worn, now.entries(), secrets()).open();

    assertThatThrownBy(() -> open.trash(ada.id()).id())
        .isInstanceOf(StorageException.class); // two seals fit; this store refuses every commit
    assertThatThrownBy(() -> add(open, entry("X", "x"))).isInstanceOf(KeyExhaustedException.class);
    assertThat(open.check().rotationAdvised()).isTrue();
    assertThat(open.code(ada.id(), NOW).code()).hasSize(6);
  }
}
