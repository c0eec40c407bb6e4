package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzz targets for the agent's socket, both ways (SECURITY AS-01, UN-10): what is no message is
/// refused by an [IOException] and nothing else, and what is one is written as it was read.
///
/// In a plain run each target takes its seeds alone. To fuzz one: `JAZZER_FUZZ=1 ./mvnw -pl
/// adapters-cli -am test -Pci -Dtest=AgentFuzzTest#request
/// -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("fuzz")
class AgentFuzzTest {

  private static final String SECONDS = "30s";

  @FunctionalInterface
  private interface Written {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Written message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.to(new DataOutputStream(out));
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return out.toByteArray();
  }

  private static DataInputStream in(byte[] data) {
    return new DataInputStream(new ByteArrayInputStream(data));
  }

  static Stream<byte[]> requests() {
    List<Request> requests = new ArrayList<>();
    requests.add(new Request.Status());
    requests.add(
        new Request.Add(SecretTexts.of(CliFixture.uri("Site", "me")), List.of("tag"), "a note"));
    return requests.stream().map(request -> bytes(request::writeTo));
  }

  @MethodSource("requests")
  @FuzzTest(maxDuration = SECONDS)
  void request(byte[] data) {
    try {
      Request read = Request.readFrom(in(data));
      byte[] written = bytes(read::writeTo);
      assertThat(bytes(Request.readFrom(in(written))::writeTo)).isEqualTo(written);
    } catch (IOException noMessage) {
      // refused, as it should be
    }
  }

  static Stream<byte[]> replies() {
    byte[] oneDigit = Base64.getDecoder().decode("BmxvKgBka2VjSfJ0SQEAAAAAAAAAAAABLg==");
    return Stream.concat(
        Stream.of(new Reply.Done(), new Reply.Refused("locked", "It is."))
            .map(reply -> bytes(reply::writeTo)),
        Stream.of(oneDigit)); // found by fuzzing
  }

  @MethodSource("replies")
  @FuzzTest(maxDuration = SECONDS)
  void reply(byte[] data) {
    try {
      Reply read = Reply.readFrom(in(data));
      assertThat(bytes(read::writeTo)).isNotEmpty();
    } catch (IOException noMessage) {
      // refused, as it should be
    }
  }
}
