package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.watchword.app.packaged.Program.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The screen and the clipboard of a real X11 server (Xvfb), read by the packaged program.
///
/// Left out where there is no Xvfb and no xclip, but never in CI.
class DesktopIT {

  private static final String SAMPLE_ACCOUNT = "OpenAI\tada\\.lovelace@example\\.com\t\\d{6}\t.*\n";

  @TempDir Path home;
  private Program program;
  private Process xvfb;
  private String display;

  @BeforeEach
  void desktop() throws IOException {
    if (System.getenv("CI") == null) {
      assumeThat(present("Xvfb") && present("xclip")).as("Xvfb and xclip are installed").isTrue();
    }
    xvfb =
        new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(xvfb.getInputStream(), StandardCharsets.UTF_8));
    display = ":" + out.readLine();
    program = new Program(home).with("DISPLAY", display);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (xvfb != null) {
      xvfb.destroy();
      xvfb.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void readsTheCodeThatIsOnTheScreen() throws Exception {
    Run empty = program.run("scan", "--screen");
    assertThat(empty.exit()).isEqualTo(1);
    assertThat(empty.err()).contains("screen");

    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "test-classes").toString(),
                PictureWindow.class.getName(),
                Program.sample().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DISPLAY", display);
    Process window = builder.start();
    try {
      assertThat(window.getInputStream().read()).isEqualTo('!');
      Run scan = program.run("scan", "--screen");
      assertThat(scan.out()).as(scan.err()).matches(SAMPLE_ACCOUNT);
    } finally {
      window.destroyForcibly();
    }
  }

  @Test
  void readsThePictureOrTheTextThatWasCopied() throws Exception {
    Run empty = program.run("scan", "--clipboard");
    assertThat(empty.exit()).isEqualTo(1);
    assertThat(empty.err()).contains("clipboard");

    copy("image/png", Files.readAllBytes(Program.sample()));
    assertThat(program.run("scan", "--clipboard").out()).matches(SAMPLE_ACCOUNT);

    copy(
        "UTF8_STRING",
        "otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQ".getBytes(StandardCharsets.UTF_8));
    assertThat(program.run("scan", "--clipboard").out()).startsWith("A\tb\t");
  }

  private void copy(String type, byte[] content) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("xclip", "-selection", "clipboard", "-i", "-t", type)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("DISPLAY", display);
    Process xclip = builder.start();
    xclip.getOutputStream().write(content);
    xclip.getOutputStream().close();
    assertThat(xclip.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  static boolean present(String tool) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
