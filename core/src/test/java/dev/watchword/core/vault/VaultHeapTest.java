package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.HeapDump;
import dev.watchword.core.testing.HeapDump.Needle;
import dev.watchword.core.testing.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a vault lies in memory, searched in dumps of the heap (SECURITY UN-05, UN-06).
class VaultHeapTest {

  private static final int SECRETS = 1_000;
  private static final int DUMPS = Integer.getInteger("watchword.heap.dumps", 2);

  @TempDir Path folder;

  private final InMemoryVaultRepository repository = new InMemoryVaultRepository();
  private final SecureRandom random = new SecureRandom();
  private final MutableClock clock = MutableClock.at("2026-11-28T12:00:00Z");
  private final KeySlots slots = new KeySlots(new FakeKdf(), random, clock);
  private final List<Needle> secrets = new ArrayList<>();
  private final List<Needle> keys = new ArrayList<>();
  private final List<Needle> passphrases = new ArrayList<>();

  /// Characters that no string of this test holds.
  private static char[] passphrase(int seed) {
    SecureRandom letters = FixedRandom.seeded(seed);
    char[] characters = new char[24];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = (char) ('a' + letters.nextInt(26));
    }
    return characters;
  }

  private void lookForPassphrase() {
    char[] characters = passphrase(77);
    String text = new String(characters);
    passphrases.add(new Needle("passphrase, UTF-8", text.getBytes(StandardCharsets.UTF_8)));
    passphrases.add(new Needle("passphrase, UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE)));
    passphrases.add(new Needle("passphrase, UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE)));
  }

  private OpenVault vault() {
    lookForPassphrase();
    try (Unlocker by = new Unlocker.ByPassphrase(Passphrase.of(passphrase(77)))) {
      return new CreateVault(repository, slots, random, clock)
          .create(by, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.STANDARD);
    }
  }

  private void fill(OpenVault vault) {
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < SECRETS; i++) {
      byte[] secret = new byte[20];
      random.nextBytes(secret);
      secrets.add(new Needle("secret " + i, secret));
      secrets.add(
          new Needle(
              "secret " + i + ", Base32", Base32.encode(secret).getBytes(StandardCharsets.UTF_8)));
      entries.add(
          new NewEntry(
              new Label("Site", "account " + i),
              new OtpKey(TotpParameters.STANDARD, SharedSecret.copyOf(secret), Optional.empty())));
      Arrays.fill(secret, (byte) 0);
    }
    vault.add(entries);
    entries.forEach(NewEntry::close);
  }

  private void lookForKeysOf(OpenVault vault) {
    try (Unlocker by = new Unlocker.ByPassphrase(Passphrase.of(passphrase(77)))) {
      VaultHeader header = vault.header();
      slots
          .wrap()
          .unwrap(header, header.slots().getFirst(), by)
          .orElseThrow()
          .expose(bytes -> {
            keys.add(new Needle("vault key", bytes));
            return bytes;
          });
    }
    // the purpose key too, by which every entry opens
    try (Unlocker by = new Unlocker.ByPassphrase(Passphrase.of(passphrase(77)))) {
      VaultHeader header = vault.header();
      byte[] records =
          slots
              .wrap()
              .unwrap(header, header.slots().getFirst(), by)
              .orElseThrow()
              .derive("records", "AES")
              .getEncoded();
      keys.add(new Needle("records key", records));
      Arrays.fill(records, (byte) 0);
    }
  }

  /// On a thread of its own, of whose frames nothing stays.
  private static OpenVault elsewhere(Callable<OpenVault> work) throws Exception {
    FutureTask<OpenVault> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task).join();
    return task.get();
  }

  private Set<String> found(List<Needle> needles) throws IOException {
    return HeapDump.find(needles, folder);
  }

  @Test
  void theSearchFindsWhatIsThere() throws IOException {
    byte[] there = new byte[32];
    random.nextBytes(there);

    assertThat(found(List.of(new Needle("there", there)))).containsExactly("there");
    Arrays.fill(there, (byte) 0);
  }

  @Test
  void nothingIsLeftOfAVaultThatWasClosed() throws Exception { // UN-05
    OpenVault vault =
        elsewhere(() -> {
          OpenVault used = vault();
          fill(used);
          lookForKeysOf(used);
          used.codes(used.entries().stream().map(Entry::id).toList(), Instant.EPOCH);
          return used;
        });
    assertThat(found(keys)).as("while it is open").isNotEmpty();

    vault.close();

    List<Needle> all = new ArrayList<>(secrets);
    all.addAll(keys);
    all.addAll(passphrases);
    for (int i = 0; i < DUMPS; i++) {
      assertThat(found(all)).as("dump %d", i).isEmpty();
    }
    assertThat(vault.isOpen()).isFalse(); // and so it is reachable still
  }

  @Test
  void fewSecretsLieAroundWhileItIsOpen() throws Exception { // UN-06
    OpenVault vault =
        elsewhere(() -> {
          OpenVault used = vault();
          fill(used);
          for (Entry entry : used.entries()) {
            assertThat(used.code(entry.id(), Instant.EPOCH)).isNotNull();
          }
          return used;
        });

    Set<String> secretsFound =
        found(secrets).stream()
            .map(name -> name.replace(", Base32", ""))
            .collect(Collectors.toSet());
    assertThat(secretsFound).hasSizeLessThanOrEqualTo(10);
    assertThat(found(passphrases)).isEmpty();
    vault.close();
  }
}
