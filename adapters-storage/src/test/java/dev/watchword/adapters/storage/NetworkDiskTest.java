package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of this machine, mounted once more as a network disk by sshfs (Debian's sshfs and
/// openssh-sftp-server; the two talk by a pipe, so there is no network and nothing to sign in to).
class NetworkDiskTest {

  private static final Path SSHFS = Path.of("/usr/bin/sshfs");

  @TempDir private Path folder;
  private Path local;
  private Path mounted;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(Files.exists(SSHFS) || "true".equals(System.getenv("CI")), "sshfs is not installed");
    local = Files.createDirectory(folder.resolve("local"));
    mounted = Files.createDirectory(folder.resolve("mounted"));
    Path server = folder.resolve("server");
    Files.writeString(server, "#!/bin/sh\nexec /usr/lib/openssh/sftp-server\n");
    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
    run(SSHFS.toString(), "-o", "ssh_command=" + server, "here:" + local, mounted.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted != null && Files.getFileStore(mounted).type().equals("fuse.sshfs")) {
      run("fusermount3", "-u", mounted.toString());
    }
  }

  @Test
  void noVaultIsMadeThere() { // FI-10
    Path vault = mounted.resolve("vault.db");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> SqliteOpening.of(vault).open())
        .withMessageContaining("network disk (fuse.sshfs)");
    assertThat(local).isEmptyDirectory();
  }

  @Test
  void aVaultThatWasPutThereIsNotOpened() throws Exception { // FI-10
    SqliteOpening.of(local.resolve("vault.db")).open().close();
    byte[] before = Files.readAllBytes(local.resolve("vault.db"));
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), mounted.resolve("vault.db"));

    for (Path vault : new Path[] {mounted.resolve("vault.db"), link}) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> SqliteOpening.of(vault).open())
          .withMessageContaining("network disk (fuse.sshfs)");
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> SqliteOpening.of(vault).openExisting())
          .withMessageContaining("network disk (fuse.sshfs)");
    }
    assertThat(local.toFile().list()).containsExactly("vault.db");
    assertThat(Files.readAllBytes(local.resolve("vault.db"))).isEqualTo(before);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(command[0]).isTrue();
    assertThat(process.exitValue()).as(command[0]).isZero();
  }
}
