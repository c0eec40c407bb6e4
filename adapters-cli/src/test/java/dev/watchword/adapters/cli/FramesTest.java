package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
  void aMessageOfAnyLengthComesThroughInFramesOfSixtyFourKibibytes(int length) throws IOException {
    byte[] message = new byte[length];
    new Random(length).nextBytes(message);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Frames.Output out = new Frames.Output(stream);
    out.write(message);
    out.end();
    byte[] framed = stream.toByteArray();

    assertThat(framed.length - length).isEqualTo(4 * Math.max(1, (length + 65_535) / 65_536));
    assertThat(new Frames.Input(new ByteArrayInputStream(framed)).readAllBytes())
        .isEqualTo(message);
  }

  @Test
  void aRequestIsOneFrame() {
    ByteArrayOutputStream big = new ByteArrayOutputStream();
    big.writeBytes(new byte[Frames.MAX_FRAME + 1]);

    assertThatThrownBy(() -> Frames.single(new ByteArrayOutputStream(), big))
        .isInstanceOf(Failure.class);
  }

  @Test
  void aStreamThatBreaksOffIsAnError() {
    byte[] cut = {0, 0, 0, 5, 1, 2};

    assertThatThrownBy(() -> new Frames.Input(new ByteArrayInputStream(cut)).readAllBytes())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.single(new ByteArrayInputStream(cut)))
        .isInstanceOf(IOException.class);
  }
}
