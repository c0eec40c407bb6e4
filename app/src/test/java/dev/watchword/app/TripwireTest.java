package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripwireTest {

  @TempDir Path folder;

  @BeforeEach
  void watchable() {
    assumeTrue(Tripwire.isHere(), "no strace here");
  }

  private List<String> callsOf(String script) throws Exception {
    Tripwire tripwire = new Tripwire(folder.resolve("calls"));
    Process process =
        new ProcessBuilder(tripwire.around(List.of("/bin/bash", "-c", script)))
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    return tripwire.calls();
  }

  @Test
  void noticesAConnectionAndADatagram() throws Exception { // UP-08
    assertThat(callsOf("(exec 3<>/dev/tcp/127.0.0.1/9) 2>/dev/null; true"))
        .singleElement()
        .asString()
        .contains("connect", "htons(9)");
    assertThat(callsOf("echo x >/dev/udp/127.0.0.1/53; true")).isNotEmpty();
  }

  @Test
  void saysNothingOfWhatCallsNobody() throws Exception {
    assertThat(callsOf("ls / >/dev/null")).isEmpty();
  }
}
