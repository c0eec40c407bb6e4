package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the program that `docs/verifier.md` shows, as it stands there.
class VerifierGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "verifier.md");

  @TempDir Path folder;

  private static String program() throws IOException {
    String guide = Files.readString(GUIDE);
    int start = guide.indexOf("```java\n") + "```java\n".length();
    return guide.substring(start, guide.indexOf("```", start));
  }

  @Test
  void theProgramOfTheGuideDoesWhatTheGuideSays() throws Exception {
    Path source = folder.resolve("AddMfa.java");
    Files.writeString(source, program());
    Path key = folder.resolve("verifier.key");
    Files.write(key, new byte[32]);
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                classPath,
                "-proc:none",
                "-d",
                folder.toString(),
                source.toString());
    assertThat(compiled).isZero();

    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder + ":" + classPath,
                "AddMfa",
                folder.resolve("verifier.db").toString(),
                key.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(output);
    assertThat(process.exitValue()).isZero();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("Confirmed[");
    assertThat(lines.get(1)).startsWith("Accepted[");
    assertThat(lines.get(2)).startsWith("Replayed[");
  }
}
