package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void fixture() throws IOException {
    home = home.toRealPath();
    environment.put("HOME", home.toString());
  }

  private Path vaultFile() {
    return Settings.read(Optional.empty(), environment).vaultFile();
  }

  @Test
  void theFlagBeatsTheVariableTheFileAndTheDefault() throws IOException {
    assertThat(vaultFile()).isEqualTo(home.resolve(".local/share/watchword/vault.db"));
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    assertThat(vaultFile()).isEqualTo(home.resolve("data/watchword/vault.db"));
    configure("# a remark\n\n vault = " + home.resolve("c.db") + "\n", "rw-r--r--");
    assertThat(vaultFile()).isEqualTo(home.resolve("c.db"));
    environment.put(Settings.VAULT_VARIABLE, home.resolve("v.db").toString());
    assertThat(vaultFile()).isEqualTo(home.resolve("v.db"));
    assertThat(Settings.read(Optional.of(home + "/f.db"), environment).vaultFile())
        .isEqualTo(home.resolve("f.db"));
  }

  @Test
  void aRelativeFolderOfAVariableIsNoFolder() {
    environment.put("XDG_DATA_HOME", "data");

    assertThat(vaultFile()).isEqualTo(home.resolve(".local/share/watchword/vault.db"));
  }

  @Test
  void oneFileHasOneNameHoweverItIsReached() throws IOException {
    Path real = Files.createFile(home.resolve("real.db"));
    Path link = Files.createSymbolicLink(home.resolve("link.db"), real);
    environment.put(Settings.VAULT_VARIABLE, link.toString());

    assertThat(vaultFile()).isEqualTo(real);
  }

  @Test
  void refusesAConfigurationThatOthersCanChange() throws IOException {
    // FI-02
    configure("vault = x\n", "rw-rw-r--");

    assertThatThrownBy(this::vaultFile).hasMessageContaining("chmod go-w");
  }

  @Test
  void saysWhichLineIsNoSetting() throws IOException {
    configure("vault\n", "rw-------");

    assertThatThrownBy(this::vaultFile).hasMessageContaining("name = value");
  }

  private void configure(String text, String mode) throws IOException {
    Path file = home.resolve(".config/watchword/config");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
