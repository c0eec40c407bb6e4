package dev.watchword.adapters.cli;

import dev.watchword.core.seal.RootKeyUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gets hold of what opens the vault: a file that was named, standard input, or a prompt. Never the
/// command line or a variable (SECURITY UN-02).
final class UnlockSecrets {

  private static final int MAX_PASSPHRASE_FILE = 1026;
  private static final int MAX_KEY_FILE = 1024;

  private UnlockSecrets() {}

  /// Whether [#obtain] would ask a person, who may mistype.
  static boolean prompts(SharedOptions options) {
    return options.keyFile().isEmpty()
        && (options.recoveryKey()
            || options.passphraseFile().isEmpty() && options.passphraseDescriptor().isEmpty());
  }

  /// Whether [#obtain] gives the same again at any later time, without asking a person or another
  /// program: by a key file, a token whose PIN is in a file, or a file of the passphrase.
  static boolean canRepeat(SharedOptions options) {
    if (options.keyFile().isPresent()) {
      String key = options.keyFile().get();
      return !RootKeyUri.isOne(key) || RootKeyUri.parse(key).pinFile().isPresent();
    }
    return !prompts(options)
        && options.passphraseDescriptor().isEmpty()
        && options.askpass().isEmpty()
        && !options.passphraseFile().orElse("-").equals("-");
  }

  static UnlockSecret obtain(Session session) {
    SharedOptions options = session.options();
    if (options.keyFile().isPresent()) {
      return key(session, options.keyFile().get());
    }
    Terminal terminal = session.terminal();
    if (options.recoveryKey()) {
      return UnlockSecret.typed(
          UnlockSecret.Kind.RECOVERY_KEY, terminal.askSecret("Recovery key: "));
    }
    UnlockSecret fromFile = fromFile(session);
    if (fromFile != null) {
      return fromFile;
    }
    Optional<byte[]> kept = session.keyring();
    if (kept.isPresent()) {
      return UnlockSecret.of(UnlockSecret.Kind.KEY_FILE, kept.get());
    }
    if (!terminal.canAsk()) {
      throw Failure.expected(
          "locked",
          "The vault is locked and there is no terminal to ask for the passphrase on; name a file"
              + " that holds it by --passphrase-file, or a program that asks by --askpass.");
    }
    return UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, terminal.askSecret("Passphrase: "));
  }

  /// What a key file holds, or what a key in a token stands for.
  ///
  /// @param name a file, or a URI of RFC 7512
  static UnlockSecret key(Session session, String name) {
    if (RootKeyUri.isOne(name)) {
      return UnlockSecret.of(UnlockSecret.Kind.ROOT_KEY, new TokenKey(session, name).secret());
    }
    return UnlockSecret.of(
        UnlockSecret.Kind.KEY_FILE,
        SystemdCredential.read(session.environment(), name, "key file", MAX_KEY_FILE));
  }

  /// The passphrase from the file that was named; null when none was.
  static @Nullable UnlockSecret fromFile(Session session) {
    SharedOptions options = session.options();
    if (options.passphraseDescriptor().isPresent()) {
      byte[] bytes = HelperProgram.descriptor(options.passphraseDescriptor().get());
      return UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, withoutLineEnd(bytes));
    }
    if (options.askpass().isPresent()) {
      byte[] bytes = HelperProgram.ask(options.askpass().get(), "Watchword passphrase: ");
      return UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, withoutLineEnd(bytes));
    }
    if (session.options().passphraseFile().isEmpty()) {
      return null;
    }
    String name = session.options().passphraseFile().get();
    return name.equals("-")
        ? UnlockSecret.typed(
            UnlockSecret.Kind.PASSPHRASE, withoutLineEnd(fromStandardInput(session.terminal())))
        : UnlockSecret.typed(
            UnlockSecret.Kind.PASSPHRASE,
            withoutLineEnd(
                SystemdCredential.read(
                    session.environment(), name, "passphrase file", MAX_PASSPHRASE_FILE)));
  }

  /// The passphrase that a file holds.
  static UnlockSecret passphraseFile(String name) {
    byte[] bytes =
        SecretFile.read(SharedOptions.path(name), "passphrase file", MAX_PASSPHRASE_FILE);
    return UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, withoutLineEnd(bytes));
  }

  /// The first line of standard input and no more, so that what follows is left to the command.
  private static byte[] fromStandardInput(Terminal terminal) {
    byte[] line = new byte[MAX_PASSPHRASE_FILE];
    int length = 0;
    try {
      int b;
      while ((b = terminal.input().read()) >= 0 && b != '\n') {
        if (length == line.length) {
          throw Failure.expected("too-long", "The passphrase on standard input is too long.");
        }
        line[length++] = (byte) b;
      }
      return Arrays.copyOf(line, length);
    } catch (IOException e) {
      throw Failure.expected("no-input", "Standard input can't be read.");
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /// @param bytes wiped
  static char[] withoutLineEnd(byte[] bytes) {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int length = text.remaining();
    if (length > 0 && text.get(length - 1) == '\n') {
      length--;
    }
    if (length > 0 && text.get(length - 1) == '\r') {
      length--;
    }
    char[] characters = new char[length];
    text.get(characters);
    Arrays.fill(text.array(), '\0');
    return characters;
  }
}
