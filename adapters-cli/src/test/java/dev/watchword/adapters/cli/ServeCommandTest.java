package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `serve` refuses before it opens a port; the fixture serves nothing.
class ServeCommandTest {

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "--look, 3601, --look takes 0 to 3600 seconds.",
    "--look, -1, --look takes 0 to 3600 seconds.",
    "--drain, 61, --drain takes 0 to 60 seconds.",
    "--port, 65536, A port is a number from 0 to 65535."
  })
  void refusesWhatIsOutOfItsRange(String option, String value, String sentence) {
    assertThat(cli.run("serve", option + "=" + value)).isEqualTo(ExitCode.USAGE.number());
    assertThat(cli.err()).contains(sentence);
  }

  @Test
  void takesTheEndsOfTheRange() {
    cli.run("serve", "--look=3600", "--drain=60", "--port=65535");

    assertThat(cli.err()).contains("This fixture serves nothing.");
  }
}
