package dev.watchword.adapters.imaging;

import java.util.Optional;

/// Error correction level and data mask as read from the modules beside the finders (ISO/IEC 18004
/// §7.9): both copies are weighed together by how sure each module is.
///
/// @param level two bits as they stand in the symbol: 0 M, 1 L, 2 H, 3 Q
/// @param mask 0 to 7
/// @param wrongBits how many of the thirty modules disagree
/// @param model1 whether it bears the masking of Model 1 symbols (ISO/IEC 18004:2006 annex), which
///   are laid out otherwise
record FormatInformation(int level, int mask, int wrongBits, boolean model1) {

  private static final int MODEL_2_MASK = 0x5412;
  private static final int MODEL_1_MASK = 0x2825;
  private static final int GENERATOR = 0x537;

  /// Modules that may disagree over both copies: each copy by itself stands three.
  private static final int MAX_WRONG_BITS = 7;

  /// Columns and rows of the 15 bits, highest first, of the copy round the top left finder.
  private static final int[] COLUMN = {0, 1, 2, 3, 4, 5, 7, 8, 8, 8, 8, 8, 8, 8, 8};

  private static final int[] ROW = {8, 8, 8, 8, 8, 8, 8, 8, 7, 5, 4, 3, 2, 1, 0};

  static Optional<FormatInformation> read(ModuleGrid grid) {
    float[] soft = new float[30];
    int size = grid.size();
    for (int i = 0; i < 15; i++) {
      soft[i] = grid.at(COLUMN[i], ROW[i]);
      soft[15 + i] = i < 7 ? grid.at(8, size - 1 - i) : grid.at(size - 15 + i, 8);
    }
    FormatInformation best = null;
    double bestFit = Double.NEGATIVE_INFINITY;
    for (int data = 0; data < 32; data++) {
      int word = codeword(data);
      for (int model = 1; model <= 2; model++) {
        int bits = word ^ (model == 1 ? MODEL_1_MASK : MODEL_2_MASK);
        double fit = 0;
        int wrong = 0;
        int wrongFirst = 0;
        for (int i = 0; i < 30; i++) {
          boolean dark = (bits >> (14 - i % 15) & 1) == 1;
          fit += dark ? soft[i] : -soft[i];
          if (dark != soft[i] > 0) {
            wrong++;
            wrongFirst += i < 15 ? 1 : 0;
          }
        }
        if (fit > bestFit) {
          bestFit = fit;
          boolean oneCopyGood = Math.min(wrongFirst, wrong - wrongFirst) <= 2;
          best =
              new FormatInformation(
                  data >> 3,
                  data & 7,
                  oneCopyGood ? Math.min(wrong, MAX_WRONG_BITS) : wrong,
                  model == 1);
        }
      }
    }
    return Optional.ofNullable(best).filter(format -> format.wrongBits <= MAX_WRONG_BITS);
  }

  /// Five data bits with their BCH(15,5) parity.
  private static int codeword(int data) {
    int remainder = data << 10;
    for (int bit = 14; bit >= 10; bit--) {
      if ((remainder >> bit & 1) == 1) {
        remainder ^= GENERATOR << (bit - 10);
      }
    }
    return data << 10 | remainder;
  }
}
