package dev.watchword.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.testing.FixedRandom;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealerTest {

  private static final UUID VAULT = new UUID(1, 1);
  private static final UUID RECORD = new UUID(2, 2);
  private static final SealAddress HERE = new SealAddress(VAULT, "entry", RECORD, "secret", 3);

  private final SecureRandom random = FixedRandom.seeded(7);
  private final VaultKey key = VaultKey.random(random, 1);
  private final Sealer sealer = new Sealer(key, "records", random);

  @Test
  void opensWhatItSealedAtTheSamePlace() {
    byte[] plaintext = {1, 2, 3, 0, (byte) 0x80, 0};

    assertThat(sealer.open(HERE, sealer.seal(HERE, plaintext))).isEqualTo(plaintext);
  }

  @Test
  void sealsAnEmptyFieldToo() {
    assertThat(sealer.open(HERE, sealer.seal(HERE, new byte[0]))).isEmpty();
  }

  /// SECURITY CR-05
  @Test
  void refusesAnEnvelopeWithAnySingleByteChanged() {
    byte[] sealed = sealer.seal(HERE, new byte[40]).toByteArray();
    for (int i = 0; i < sealed.length; i++) {
      byte[] flipped = sealed.clone();
      flipped[i] ^= 0x41;
      SealedBytes envelope = SealedBytes.copyOf(flipped);
      assertThatThrownBy(() -> sealer.open(HERE, envelope))
          .as("byte %d", i)
          .isInstanceOfAny(TamperingException.class, UnsupportedFormatException.class);
    }
  }

  /// SECURITY CR-11
  @ParameterizedTest
  @MethodSource("otherPlaces")
  void refusesAnEnvelopeAtAnyOtherPlace(SealAddress elsewhere) {
    SealedBytes envelope = sealer.seal(HERE, new byte[20]);

    assertThatThrownBy(() -> sealer.open(elsewhere, envelope))
        .isInstanceOf(TamperingException.class);
  }

  static Stream<SealAddress> otherPlaces() {
    UUID other = new UUID(9, 9);
    return Stream.of(
        new SealAddress(other, "entry", RECORD, "secret", 3),
        new SealAddress(VAULT, "vault", RECORD, "secret", 3),
        new SealAddress(VAULT, "entry", other, "secret", 3),
        new SealAddress(VAULT, "entry", RECORD, "summary", 3),
        new SealAddress(VAULT, "entry", RECORD, "secret", 2),
        new SealAddress(VAULT, "entry", RECORD, "secret", 4),
        new SealAddress(VAULT, "entry", RECORD, "secret", Optional.of(other), 3),
        new SealAddress(VAULT, "entryse", RECORD, "cret", 3));
  }

  @Test
  void refusesAnEnvelopeOfAnotherPurposeKeyOrKeyVersion() {
    SealedBytes envelope = sealer.seal(HERE, new byte[20]);
    Sealer otherPurpose = new Sealer(key, "audit", random);
    Sealer otherVersion =
        new Sealer(key.expose(bytes -> VaultKey.copyOf(bytes, 2)), "records", random);
    Sealer otherKey = new Sealer(VaultKey.random(random, 1), "records", random);

    for (Sealer other : new Sealer[] {otherPurpose, otherVersion, otherKey}) {
      assertThatThrownBy(() -> other.open(HERE, envelope)).isInstanceOf(TamperingException.class);
    }
  }

  /// SECURITY CR-07
  @Test
  void refusesFormatsAndAlgorithmsThatItDoesNotKnowByNumber() {
    byte[] sealed = sealer.seal(HERE, new byte[20]).toByteArray();
    for (int unknown : new int[] {0, 2, 3, 127, 255}) {
      for (int place = 0; place < 2; place++) {
        byte[] changed = sealed.clone();
        changed[place] = (byte) unknown;
        SealedBytes envelope = SealedBytes.copyOf(changed);
        assertThatThrownBy(() -> sealer.open(HERE, envelope))
            .isInstanceOfSatisfying(
                UnsupportedFormatException.class, e -> assertThat(e.found()).isEqualTo(unknown));
      }
    }
  }

  @Test
  void refusesEveryTruncation() {
    byte[] sealed = sealer.seal(HERE, new byte[20]).toByteArray();
    for (int length = 0; length < sealed.length; length++) {
      SealedBytes cut = SealedBytes.copyOf(java.util.Arrays.copyOf(sealed, length));
      assertThatThrownBy(() -> sealer.open(HERE, cut)).isInstanceOf(TamperingException.class);
    }
  }

  /// SECURITY CR-03, in small; and CR-04: equal secrets give unrelated envelopes
  @Test
  void neverRepeatsANonceNorACipherText() {
    Set<ByteBuffer> nonces = new HashSet<>();
    Set<SealedBytes> envelopes = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      SealedBytes envelope = sealer.seal(HERE, new byte[20]);
      nonces.add(ByteBuffer.wrap(envelope.toByteArray(), 6, 12).slice());
      envelopes.add(envelope);
    }
    assertThat(nonces).hasSize(20_000);
    assertThat(envelopes).hasSize(20_000);
  }

  /// SECURITY CR-03: of each nonce the first 64 bits are looked at, which in a million differ too
  @Test
  @Tag("slow")
  void repeatsNoNonceInAMillionWrites() {
    long[] nonces = new long[1_000_000];
    for (int i = 0; i < nonces.length; i++) {
      nonces[i] = ByteBuffer.wrap(sealer.seal(HERE, new byte[20]).toByteArray(), 6, 12).getLong();
    }
    assertThat(LongStream.of(nonces).distinct().count()).isEqualTo(nonces.length);
  }

  /// SECURITY CR-04; a secret field adds at most 4 bytes to the secret
  @Test
  void givesSecretsOfTenTo64BytesAtMostFourLengths() {
    Set<Integer> lengths = new HashSet<>();
    for (int secret = 10; secret <= 64; secret++) {
      lengths.add(sealer.seal(HERE, new byte[secret + 4]).lengthBytes());
    }
    assertThat(lengths).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void givesEachPurposeAnotherKey() {
    assertThat(key.derive("records", "AES").getEncoded())
        .isNotEqualTo(key.derive("header", "AES").getEncoded())
        .hasSize(32);
  }

  @Test
  void printsNothingOfAKey() {
    assertThat(key.toString()).isEqualTo("VaultKey[version 1, REDACTED]");
  }
}
