package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY UN-08: a credential of systemd is read as it lies there, and nothing else is let
/// through by that.
class SystemdCredentialTest {

  @TempDir Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void credential() throws IOException {
    folder = Files.createDirectory(temporary.resolve("watchword.service"));
    mode(folder, "r-xr-x---");
    mode(folder, "rwx------");
    file = Files.writeString(folder.resolve("passphrase"), "secret");
    mode(file, "r--r-----");
    mode(folder, "r-xr-x---");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private byte[] read(String credentials) {
    return SystemdCredential.read(
        Map.of("CREDENTIALS_DIRECTORY", credentials), file.toString(), "passphrase file", 100);
  }

  @Test
  void isReadThoughItsAccessListShowsAsTheGroupsRight() {
    assertThat(read(folder.toString())).asString().isEqualTo("secret");
  }

  @Test
  void isRefusedAsAnyFileWhereTheFolderIsNotSystemds() {
    for (String other : new String[] {"", temporary.toString(), "relative", folder + "/.."}) {
      assertThatThrownBy(() -> read(other)).hasMessageContaining("mode 0440");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "r--r--r--", "r--rw----", "r-----r--"})
  void isRefusedWithAnyOtherModeThatLetsSomebodyIn(String mode) throws IOException {
    mode(file, mode);
    assertThatThrownBy(() -> read(folder.toString())).hasMessageContaining("has mode");
  }

  @Test
  void isRefusedInAFolderThatOthersReach() throws IOException {
    mode(folder, "rwxr-xr-x");
    assertThatThrownBy(() -> read(folder.toString())).hasMessageContaining("mode 0440");
  }

  @Test
  void isRefusedThroughALink() throws IOException {
    mode(folder, "rwx------");
    Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "other");
    mode(elsewhere, "rw-r--r--");
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);
    assertThatThrownBy(() -> read(folder.toString())).hasMessageContaining("mode 0644");
  }
}
