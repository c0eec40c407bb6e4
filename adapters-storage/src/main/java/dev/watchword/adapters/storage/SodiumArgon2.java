package dev.watchword.adapters.storage;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.watchword.core.seal.Argon2idParameters;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// Argon2id by libsodium (`crypto_pwhash`), where the system has it. Thread-safe.
///
/// libsodium has one lane and 16 bytes of salt, no other.
final class SodiumArgon2 {

  private static final List<String> NAMES =
      List.of("libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium.dylib");

  /// `crypto_pwhash_ALG_ARGON2ID13`.
  private static final int ARGON2ID_13 = 2;

  private final MethodHandle pwhash;

  private SodiumArgon2(MethodHandle pwhash) {
    this.pwhash = pwhash;
  }

  /// Empty where the library is not to be found, or not to be used.
  static Optional<SodiumArgon2> load() {
    for (String name : NAMES) {
      Optional<SodiumArgon2> loaded = load(name);
      if (loaded.isPresent()) {
        return loaded;
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("restricted")
  private static Optional<SodiumArgon2> load(String name) {
    try {
      SymbolLookup library = SymbolLookup.libraryLookup(name, Arena.global());
      Linker linker = Linker.nativeLinker();
      MethodHandle init =
          linker.downcallHandle(
              library.findOrThrow("sodium_init"), FunctionDescriptor.of(JAVA_INT));
      if (call(init) < 0) {
        return Optional.empty();
      }
      // int crypto_pwhash(out, unsigned long long outlen, passwd, unsigned long long passwdlen,
      //                   salt, unsigned long long opslimit, size_t memlimit, int alg)
      FunctionDescriptor signature =
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
              JAVA_INT);
      return Optional.of(
          new SodiumArgon2(linker.downcallHandle(library.findOrThrow("crypto_pwhash"), signature)));
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /// Whether libsodium can do it: one lane.
  boolean fits(Argon2idParameters cost) {
    return cost.parallelism() == 1;
  }

  /// @param cost one that fits
  /// @return empty when there is not enough memory
  Optional<byte[]> derive(byte[] passphrase, byte[] salt, Argon2idParameters cost) {
    if (salt.length != BouncyCastleArgon2.SALT_BYTES) {
      throw new IllegalArgumentException("salt: 16 bytes, got " + salt.length);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(JAVA_BYTE, passphrase);
      MemorySegment out = arena.allocate(BouncyCastleArgon2.KEY_BYTES);
      try {
        int result =
            (int)
                pwhash.invokeExact(
                    out,
                    out.byteSize(),
                    in,
                    (long) passphrase.length,
                    arena.allocateFrom(JAVA_BYTE, salt),
                    (long) cost.iterations(),
                    cost.memoryKib() * 1024L,
                    ARGON2ID_13);
        return result == 0 ? Optional.of(out.toArray(JAVA_BYTE)) : Optional.empty();
      } catch (Throwable e) {
        throw new IllegalStateException("libsodium can't be called", e);
      } finally {
        in.fill((byte) 0);
        out.fill((byte) 0);
      }
    }
  }

  private static int call(MethodHandle function) {
    try {
      return (int) function.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("libsodium can't be called", e);
    }
  }
}
