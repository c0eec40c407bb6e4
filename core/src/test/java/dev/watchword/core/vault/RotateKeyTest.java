package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.RotateKey.Way;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A vault gets another key (SECURITY CR-09).
class RotateKeyTest {

  private static final Argon2idParameters COST = Argon2idParameters.STANDARD;

  private final InMemoryVaultRepository repository = new InMemoryVaultRepository();
  private final SecureRandom random = FixedRandom.seeded(3);
  private final MutableClock clock = MutableClock.at("2026-11-28T12:00:00Z");
  private final KeySlots slots = new KeySlots(new FakeKdf(), random, clock);
  private final RotateKey rotateKey = new RotateKey(slots, random);
  private OpenVault vault;
  private Entry first;

  @BeforeEach
  void fill() throws KeyUriSyntaxException {
    try (Unlocker by = passphrase("old passphrase")) {
      vault =
          new CreateVault(repository, slots, random, clock)
              .create(by, KeySlot.Kind.PASSPHRASE, "passphrase", COST);
    }
    List<NewEntry> accounts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      KeyUri uri =
          KeyUri.parse("otpauth://totp/Site%d:a?secret=GEZDGNBVGY3TQOJ%d".formatted(i, i + 2));
      accounts.add(new NewEntry(uri.label(), uri.key()));
    }
    first = vault.add(accounts).getFirst();
    vault.addRecoveryCodes(first.id(), List.of("aaaa", "bbbb"));
    vault.edit(first.id(), entry -> entry.withNote("kept"));
  }

  private static Unlocker.ByPassphrase passphrase(String text) {
    return new Unlocker.ByPassphrase(Passphrase.of(text.toCharArray()));
  }

  private void rotate(String text) {
    try (Unlocker by = passphrase(text)) {
      rotateKey.rotate(
          vault, List.of(new Way(by, KeySlot.Kind.PASSPHRASE, "passphrase", COST)), done -> {});
    }
  }

  private UnlockOutcome unlock(String text) {
    try (Unlocker by = passphrase(text)) {
      return new UnlockVault(repository.reopened(), slots, random, clock).unlock(vault.id(), by);
    }
  }

  /// Open elsewhere, and going on by `next` where it gets another key.
  ///
  /// @param asked counts how often that was asked for
  private OpenVault following(String text, AtomicInteger asked, Optional<String> next) {
    return following(repository.reopened(), text, asked, next);
  }

  private OpenVault following(
      VaultRepository at, String text, AtomicInteger asked, Optional<String> next) {
    UnlockVault unlock = new UnlockVault(at, slots, random, clock);
    try (Unlocker by = passphrase(text)) {
      OpenVault other = ((UnlockOutcome.Unlocked) unlock.unlock(vault.id(), by)).vault();
      unlock.follow(
          other,
          () -> {
            asked.incrementAndGet();
            return next.map(RotateKeyTest::passphrase);
          });
      return other;
    }
  }

  /// The same store, in which the key is replaced when a walk over its entries is about to begin,
  /// once.
  private VaultRepository rotatedBeforeAWalk(String text) {
    VaultRepository store = repository.reopened();
    AtomicBoolean done = new AtomicBoolean();
    return (VaultRepository)
        Proxy.newProxyInstance(
            VaultRepository.class.getClassLoader(),
            new Class<?>[] {VaultRepository.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("forEachEntry") && !done.getAndSet(true)) {
                rotate(text);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private OpenVault reopened(String text) {
    return ((UnlockOutcome.Unlocked) unlock(text)).vault();
  }

  private List<String> codes(OpenVault of) {
    Instant now = clock.instant();
    return of.entries().stream().map(entry -> of.code(entry.id(), now).code()).toList();
  }

  @Test
  void keepsEverythingUnderTheNewKey() {
    List<String> before = codes(vault);
    List<EntryId> ids = vault.entries().stream().map(Entry::id).toList();
    List<CodeReading> together = vault.codes(ids, clock.instant());

    rotate("new passphrase");

    assertThat(codes(vault)).isEqualTo(before);
    assertThat(vault.codes(ids, clock.instant())).isEqualTo(together);
    assertThat(vault.header().keyVersion()).isEqualTo(2);
    try (OpenVault other = reopened("new passphrase")) {
      assertThat(codes(other)).isEqualTo(before);
      assertThat(other.entry(first.id()).map(Entry::note)).contains("kept");
      assertThat(other.recoveryCodes(first.id())).hasSize(2);
      assertThat(other.check().problems()).isEmpty();
    }
    clock.advance(Duration.ofMinutes(2));
    assertThat(unlock("old passphrase")).isInstanceOf(UnlockOutcome.WrongKey.class);
  }

  @Test
  void leavesNoFieldOfTheOldKey() {
    rotate("new passphrase");

    repository.forEachEntry(
        vault.id(),
        (entry, fields) -> {
          assertThat(fields).containsKeys(EntryField.SUMMARY, EntryField.SECRET);
          assertThat(fields.values())
              .allSatisfy(sealed -> assertThat(version(sealed.toByteArray())).isEqualTo(2));
        });
    assertThat(version(vault.header().manifest().toByteArray())).isEqualTo(2);
  }

  private static int version(byte[] envelope) {
    return ByteBuffer.wrap(envelope).getInt(2);
  }

  @Test
  void countsTheSealsOfTheNewKeyAnew() { // CR-06
    rotate("new passphrase");

    // five summaries, five secrets, one field of recovery codes, the manifest, the verifier's root
    assertThat(vault.header().sealCount()).isEqualTo(13);
  }

  @Test
  void carriesTheVerifiersRootOn() {
    String root = root(vault);

    rotate("second passphrase");
    assertThat(root(vault)).isEqualTo(root);
    rotate("third passphrase");
    assertThat(root(vault)).isEqualTo(root);
    vault.edit(first.id(), entry -> entry.withNote("changed"));
    try (OpenVault other = reopened("third passphrase")) {
      assertThat(root(other)).isEqualTo(root);
      assertThat(other.header().keyVersion()).isEqualTo(3);
    }
  }

  private static String root(OpenVault of) {
    try (VaultKey key = of.verifierKey()) {
      return key.version() + HexFormat.of().formatHex(key.derive("anything", "AES").getEncoded());
    }
  }

  @Test
  void refusesAnotherRoot() { // CR-05
    rotate("second passphrase");
    VaultHeader header = repository.header(vault.id()).orElseThrow();
    repository.commit(
        new VaultCommit(
            new VaultHeader(
                header.id(),
                header.format(),
                header.createdAt(),
                header.keyVersion(),
                header.revision() + 1,
                header.sealCount(),
                header.slots(),
                Optional.empty(),
                header.manifest(),
                header.mac()),
            List.of(),
            List.of()));

    assertThatThrownBy(() -> unlock("second passphrase")).isInstanceOf(TamperingException.class);
  }

  @Test
  void locksWhoeverHasTheVaultOpenElsewhere() {
    try (OpenVault other = reopened("old passphrase")) {
      assertThat(other.entries()).hasSize(5);

      rotate("new passphrase");

      assertThatThrownBy(other::entries).isInstanceOf(VaultKeyChangedException.class);
      assertThat(other.isOpen()).isFalse();
      assertThatThrownBy(other::entries).isInstanceOf(VaultLockedException.class);
    }
  }

  @Test
  void isFollowedWhereWhatOpensTheVaultIsAtHand() {
    AtomicInteger asked = new AtomicInteger();
    try (OpenVault other = following("old passphrase", asked, Optional.of("new passphrase"))) {
      List<String> before = codes(other);
      String root = root(other);
      assertThat(asked).hasValue(0);

      rotate("new passphrase");

      assertThat(codes(other)).isEqualTo(before);
      assertThat(root(other)).isEqualTo(root);
      assertThat(other.header().keyVersion()).isEqualTo(2);
      assertThat(other.recoveryCodes(first.id())).hasSize(2);
      other.edit(first.id(), entry -> entry.withNote("changed under the new key"));
      assertThat(vault.entry(first.id()).map(Entry::note)).contains("changed under the new key");
      assertThat(other.check().problems()).isEmpty();
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void isFollowedInTheMiddleOfAChange() {
    AtomicInteger asked = new AtomicInteger();
    try (OpenVault other = following("old passphrase", asked, Optional.of("new passphrase"))) {
      AtomicInteger times = new AtomicInteger();

      other.edit(
          first.id(),
          entry -> {
            if (times.getAndIncrement() == 0) {
              rotate("new passphrase");
            }
            return entry.withNote("written once");
          });

      assertThat(times).as("done again under the new key").hasValue(2);
      assertThat(vault.entry(first.id()).map(Entry::note)).contains("written once");
      assertThat(vault.check().problems()).isEmpty();
    }
  }

  @Test
  void isFollowedInTheMiddleOfAWalk() {
    AtomicInteger asked = new AtomicInteger();
    VaultRepository store = rotatedBeforeAWalk("new passphrase");
    try (OpenVault other =
        following(store, "old passphrase", asked, Optional.of("new passphrase"))) {
      AtomicInteger keys = new AtomicInteger();
      other.forEachKey(key -> keys.incrementAndGet());

      assertThat(keys).hasValue(5);
      assertThat(other.header().keyVersion()).isEqualTo(2);
    }
  }

  @Test
  void isNoFindingOfACheckThatItCameInto() {
    AtomicInteger asked = new AtomicInteger();
    VaultRepository store = rotatedBeforeAWalk("new passphrase");
    try (OpenVault other =
        following(store, "old passphrase", asked, Optional.of("new passphrase"))) {
      assertThat(other.check().problems()).isEmpty();
      assertThat(other.header().keyVersion()).isEqualTo(2);
    }
  }

  @Test
  void locksWhoeverCanNotFollow() {
    AtomicInteger asked = new AtomicInteger();
    for (Optional<String> next : List.of(Optional.<String>empty(), Optional.of("third"))) {
      try (OpenVault other = following("old passphrase", asked, next)) {
        rotate("new passphrase");

        assertThatThrownBy(other::entries).isInstanceOf(VaultKeyChangedException.class);
        assertThat(other.isOpen()).isFalse();
        assertThatThrownBy(other::entries).isInstanceOf(VaultLockedException.class);
      }
      rotate("old passphrase");
    }
    assertThat(asked).as("once for each").hasValue(2);
    assertThat(repository.unlockFailures(vault.id()).count()).as("nobody guessed").isZero();
  }

  @Test
  void locksWhoeverFailsToFollow() {
    try (OpenVault other = reopened("old passphrase")) {
      new UnlockVault(repository, slots, random, clock)
          .follow(
              other,
              () -> {
                throw new StorageException("planted");
              });
      rotate("new passphrase");

      assertThatThrownBy(other::entries).hasMessage("planted");
      assertThat(other.isOpen()).isFalse();
    }
  }

  /// Whoever has the old key can write a header that looks newer than ours.
  @Test
  void followsNoKeyThatIsOlder() {
    VaultSnapshot forked = repository.snapshot(vault.id()).orElseThrow();
    rotate("new passphrase");
    AtomicInteger asked = new AtomicInteger();
    try (OpenVault other = following("new passphrase", asked, Optional.of("old passphrase"))) {
      VaultHeader now = repository.header(vault.id()).orElseThrow();
      VaultHeader old = forked.header();
      repository.commit(
          new VaultCommit(
              new VaultHeader(
                  old.id(),
                  old.format(),
                  old.createdAt(),
                  old.keyVersion(),
                  now.revision() + 1,
                  old.sealCount(),
                  old.slots(),
                  old.verifierRoot(),
                  old.manifest(),
                  old.mac()),
              List.of(),
              List.of()));

      assertThatThrownBy(other::entries).isInstanceOf(VaultKeyChangedException.class);
      assertThat(asked).hasValue(0);
      assertThat(other.isOpen()).isFalse();
    }
  }

  @Test
  void tellsHowFarItIs() {
    List<Integer> told = new ArrayList<>();
    try (Unlocker by = passphrase("new passphrase")) {
      rotateKey.rotate(
          vault, List.of(new Way(by, KeySlot.Kind.PASSPHRASE, "passphrase", COST)), told::add);
    }
    assertThat(told).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void wantsAWayIn() {
    assertThatThrownBy(() -> rotateKey.rotate(vault, List.of(), done -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(vault.header().keyVersion()).isEqualTo(1);
  }
}
