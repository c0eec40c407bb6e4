package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.seal.RootKeyException;
import dev.watchword.core.seal.RootKeyUri;
import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.seal.RootKeysContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against SoftHSM, a token in software: each test has one of its own.
class Pkcs11RootKeysTest implements RootKeysContract {

  @TempDir static Path folder;

  private static SoftTokens tokens;

  private String slot;

  @BeforeAll
  static void make() throws Exception {
    tokens = SoftTokens.make(folder, 8);
  }

  @BeforeEach
  void takeOne() {
    slot = tokens.next();
  }

  @Override
  public RootKeys keys() {
    return new Pkcs11RootKeys();
  }

  @Override
  public RootKeyUri uri(String object) {
    return RootKeyUri.parse(SoftTokens.uri(slot, object));
  }

  @Override
  public String pin() {
    return SoftTokens.PIN;
  }

  @Test
  void makesKeysThatTheTokenLetsNobodyRead() throws Exception {
    keys().create(uri("kept"), pin().toCharArray());
    Provider provider =
        Security.getProvider("SunPKCS11")
            .configure(
                "--name = look\nlibrary = %s\nslot = %s\n".formatted(SoftTokens.library(), slot));
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, pin().toCharArray());
    Key key = store.getKey("kept", null);
    assertThat(key.getEncoded()).isNull();
    assertThat(key.toString()).contains("token object", "sensitive", "unextractable");
  }

  @Test
  void loadsNoLibraryThatOthersCouldChange() throws Exception {
    Path library = Files.write(folder.resolve("token.so"), new byte[] {1});
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThatThrownBy(() -> keys().secret(at(library), pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("could be changed by others, at " + library);

    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> keys().secret(at(library), pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("can't be reached");
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link.so"), Files.write(folder.resolve("a b"), new byte[] {1}));
    assertThatThrownBy(() -> keys().secret(at(link), pin().toCharArray()))
        .as("what the link leads to counts")
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("characters");
    assertThatThrownBy(() -> keys().secret(at(folder.resolve("gone.so")), pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("is not there");
    assertThatThrownBy(() -> keys().secret(at(folder.resolve("a b")), pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("characters");
  }

  @Test
  void saysThatThereIsNoSuchSlot() {
    RootKeyUri uri = RootKeyUri.parse(SoftTokens.uri("4000000000", "first"));
    assertThatThrownBy(() -> keys().secret(uri, pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("no such slot");
  }

  private static RootKeyUri at(Path library) {
    return RootKeyUri.parse(
        "pkcs11:object=a?module-path=" + library.toString().replace(" ", "%20"));
  }
}
