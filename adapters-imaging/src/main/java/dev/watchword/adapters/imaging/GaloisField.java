package dev.watchword.adapters.imaging;

/// Arithmetic in GF(256) with the polynomial of QR codes, x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004
/// §7.5.2). Addition is XOR.
final class GaloisField {

  private static final int POLYNOMIAL = 0x11D;
  private static final int[] EXP = new int[512];
  private static final int[] LOG = new int[256];

  static {
    int x = 1;
    for (int i = 0; i < 255; i++) {
      EXP[i] = x;
      EXP[i + 255] = x;
      LOG[x] = i;
      x <<= 1;
      if (x > 255) {
        x ^= POLYNOMIAL;
      }
    }
  }

  private GaloisField() {}

  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
  }

  /// @param b not zero
  static int divide(int a, int b) {
    return a == 0 ? 0 : EXP[LOG[a] + 255 - LOG[b]];
  }

  /// The generator to a power, which may be negative.
  static int power(int exponent) {
    return EXP[Math.floorMod(exponent, 255)];
  }
}
