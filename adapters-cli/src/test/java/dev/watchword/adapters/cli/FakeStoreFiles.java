package dev.watchword.adapters.cli;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Files that hold a word, and stand for the one store that a test has in memory.
final class FakeStoreFiles implements StoreFiles {

  static final byte[] STORE = {'s', 't', 'o', 'r', 'e'};

  private interface Work<T> {
    T run() throws IOException;
  }

  private final Supplier<CliServices> services;

  FakeStoreFiles(Supplier<CliServices> services) {
    this.services = services;
  }

  private static <T> T files(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] digest(byte[] store) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(store);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] copyOpenTo(Path target) {
    files(() -> Files.write(target, STORE, StandardOpenOption.CREATE_NEW));
    return digest(STORE);
  }

  @Override
  public void seal(Path copy, byte[] seal) {
    files(() -> Files.write(copy, seal, StandardOpenOption.APPEND));
  }

  @Override
  public void fillOpenFrom(Path copy, Runnable also) {
    throw new UnsupportedOperationException("a store in memory is no database");
  }

  @Override
  public void publish(Path finished, Path target) {
    files(() -> Files.move(finished, target));
  }

  @Override
  public Sealed copy(Path backup, int sealLength, Path to) {
    if (!Files.exists(backup)) {
      throw new StorageException("There is no backup %s.".formatted(backup));
    }
    byte[] all = files(() -> Files.readAllBytes(backup));
    byte[] store = Arrays.copyOf(all, Math.max(0, all.length - sealLength));
    files(() -> Files.write(to, store, StandardOpenOption.CREATE_NEW));
    return new Sealed(
        SealedBytes.copyOf(digest(store)),
        SealedBytes.copyOf(Arrays.copyOfRange(all, store.length, all.length)));
  }

  @Override
  public List<Path> backups(Path folder) {
    try (Stream<Path> all = files(() -> Files.list(folder))) {
      return all.filter(file -> file.toString().endsWith(".backup")).sorted().toList();
    }
  }

  @Override
  public <T> Optional<T> on(Path file, Function<CliServices, T> work) {
    return Optional.of(work.apply(services.get()));
  }

  @Override
  public Optional<Forgotten> forget(Path file, Consumer<CliServices> also) {
    also.accept(services.get());
    return Optional.of(new Forgotten(1, 2, 1, 5, 3, 4, 0, 0));
  }

  @Override
  public Optional<Path> replace(Path store, Path by) {
    Path aside = store.resolveSibling(store.getFileName() + ".replaced-1");
    boolean there = Files.exists(store);
    if (there) {
      files(() -> Files.move(store, aside));
    }
    files(() -> Files.move(by, store));
    return there ? Optional.of(aside) : Optional.empty();
  }

  @Override
  public void remove(Path copy) {
    files(() -> Files.deleteIfExists(copy));
  }
}
