package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.core.otp.OtpKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the curl lines of the guide as they stand there.
class VerifierCurlTest {

  private static final Path GUIDE = Path.of("../docs/verifier.md");

  @TempDir Path folder;

  private static List<String> blocks() throws IOException {
    return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private String run(RunningServer server, String token, String code, String block)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-euc", block)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    shell.environment().put("URL", "http://localhost:" + server.port());
    shell.environment().put("TOKEN", token);
    shell.environment().put("CODE", code);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void theCurlLinesOfTheGuideDoWhatTheGuideSays() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks).hasSize(4);
    try (RunningServer server = new RunningServer()) {
      String shop = server.relyingParty("shop");
      run(server, shop, "", blocks.get(0));
      OtpKey device =
          Enrolled.key(
              new ObjectMapper()
                  .readTree(folder.resolve("enrolment.json").toFile())
                  .get("uri")
                  .asText());
      String first = device.at(server.verifierStore.now()).code();
      assertThat(run(server, shop, first, blocks.get(1))).contains("\"replaced\":false");

      server.verifierStore.advance(Duration.ofSeconds(30));
      String next = device.at(server.verifierStore.now()).code();
      assertThat(run(server, shop, next, blocks.get(2)))
          .contains("\"accepted\":true")
          .endsWith("429\n");
      assertThat(run(server, shop, "", blocks.get(3))).contains("\"remaining\":9");
    }
  }
}
