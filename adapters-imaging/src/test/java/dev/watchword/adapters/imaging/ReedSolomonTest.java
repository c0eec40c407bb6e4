package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.reedsolomon.GenericGF;
import com.google.zxing.common.reedsolomon.ReedSolomonEncoder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReedSolomonTest {

  private static final int LENGTH = 60;
  private static final int PARITY = 20;
  private final Random random = new Random(7);

  private int[] block() {
    int[] block = new int[LENGTH];
    for (int i = 0; i < LENGTH - PARITY; i++) {
      block[i] = random.nextInt(256);
    }
    new ReedSolomonEncoder(GenericGF.QR_CODE_FIELD_256).encode(block, PARITY);
    return block;
  }

  /// Places without repetition.
  private int[] places(int count) {
    return random.ints(0, LENGTH).distinct().limit(count).toArray();
  }

  private int[] spoiled(int[] block, int[] places) {
    int[] spoiled = block.clone();
    for (int place : places) {
      spoiled[place] ^= 1 + random.nextInt(255);
    }
    return spoiled;
  }

  @Test
  void correctsErrorsAndErasuresUpToTheParity() {
    for (int erased = 0; erased <= PARITY; erased++) {
      int errors = (PARITY - erased) / 2;
      int[] block = block();
      int[] places = places(erased + errors);
      int[] received = spoiled(block, places);
      int found = ReedSolomon.correct(received, PARITY, Arrays.copyOf(places, erased));
      assertThat(received).as("%d erasures and %d errors", erased, errors).isEqualTo(block);
      assertThat(found).isEqualTo(errors);
    }
  }

  @Test
  void takesErasuresThatWereRightAllAlong() {
    int[] block = block();
    int[] received = spoiled(block, new int[] {3});
    assertThat(ReedSolomon.correct(received, PARITY, new int[] {10, 11, 12})).isEqualTo(1);
    assertThat(received).isEqualTo(block);
  }

  @Test
  void refusesMoreThanItCanCorrectAndLeavesTheBlockAlone() {
    for (int i = 0; i < 300; i++) {
      int[] received = spoiled(block(), places(PARITY / 2 + 1 + random.nextInt(20)));
      int[] before = received.clone();
      assertThat(ReedSolomon.correct(received, PARITY, new int[0])).isEqualTo(-1);
      assertThat(received).isEqualTo(before);
    }
  }
}
