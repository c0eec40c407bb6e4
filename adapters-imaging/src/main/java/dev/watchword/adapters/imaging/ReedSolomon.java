package dev.watchword.adapters.imaging;

/// Reed-Solomon decoding of QR code blocks with errors and erasures (ISO/IEC 18004 §7.5.2): the
/// Berlekamp-Massey algorithm started from the erasure locator, Chien's search, Forney's values.
///
/// Of our own since ZXing's decoder knows no erasures, and a module that is known to be doubtful
/// costs half of one that is silently wrong.
final class ReedSolomon {

  private ReedSolomon() {}

  /// Corrects a block in place.
  ///
  /// @param block data and parity codewords, 0 to 255; unchanged when it cannot be corrected
  /// @param parity number of parity codewords
  /// @param erasures places of doubtful codewords, each once, no more than `parity`
  /// @return how many codewords outside of the erasures were wrong, or -1 when there are more than
  ///   can be corrected (twice their number and the erasures exceed `parity`)
  static int correct(int[] block, int parity, int[] erasures) {
    int[] syndromes = syndromes(block, parity);
    if (syndromes == null) {
      return 0;
    }
    int erased = erasures.length;
    int[] locator = new int[parity + 1];
    locator[0] = 1;
    for (int i = 0; i < erased; i++) {
      int x = GaloisField.power(block.length - 1 - erasures[i]);
      for (int j = i + 1; j > 0; j--) {
        locator[j] ^= GaloisField.multiply(locator[j - 1], x);
      }
    }
    locator = berlekampMassey(locator, syndromes, erased);
    int degree = degree(locator);
    int[] roots = new int[degree];
    int found = 0;
    for (int place = 0; place < block.length && found < degree; place++) {
      if (evaluate(locator, GaloisField.power(-(block.length - 1 - place))) == 0) {
        roots[found++] = place;
      }
    }
    int errors = degree - erased;
    if (found != degree || errors < 0 || 2 * errors + erased > parity) {
      return -1;
    }
    return repair(block, syndromes, locator, roots, erasures) ? errorsOutside(roots, erasures) : -1;
  }

  /// The syndromes, or null when all are zero.
  private static int @org.jspecify.annotations.Nullable [] syndromes(int[] block, int parity) {
    int[] syndromes = new int[parity];
    boolean clean = true;
    for (int i = 0; i < parity; i++) {
      int x = GaloisField.power(i);
      int sum = 0;
      for (int codeword : block) {
        sum = GaloisField.multiply(sum, x) ^ codeword;
      }
      syndromes[i] = sum;
      clean &= sum == 0;
    }
    return clean ? null : syndromes;
  }

  private static int[] berlekampMassey(int[] start, int[] syndromes, int erased) {
    int size = start.length;
    int[] locator = start;
    int[] previous = start.clone();
    int length = erased;
    for (int r = erased + 1; r < size; r++) {
      int discrepancy = 0;
      for (int i = 0; i < r; i++) {
        discrepancy ^= GaloisField.multiply(locator[i], syndromes[r - i - 1]);
      }
      int[] shifted = new int[size];
      System.arraycopy(previous, 0, shifted, 1, size - 1);
      if (discrepancy == 0) {
        previous = shifted;
        continue;
      }
      int[] next = locator.clone();
      for (int i = 0; i < size; i++) {
        next[i] ^= GaloisField.multiply(discrepancy, shifted[i]);
      }
      if (2 * length <= r + erased - 1) {
        length = r + erased - length;
        previous = locator;
        for (int i = 0; i < size; i++) {
          previous[i] = GaloisField.divide(previous[i], discrepancy);
        }
      } else {
        previous = shifted;
      }
      locator = next;
    }
    return locator;
  }

  private static boolean repair(
      int[] block, int[] syndromes, int[] locator, int[] roots, int[] erasures) {
    int parity = syndromes.length;
    int[] evaluator = new int[parity];
    for (int i = 0; i < parity; i++) {
      for (int j = 0; j <= i; j++) {
        evaluator[i] ^= GaloisField.multiply(locator[j], syndromes[i - j]);
      }
    }
    int[] repaired = block.clone();
    for (int place : roots) {
      int x = GaloisField.power(block.length - 1 - place);
      int inverse = GaloisField.divide(1, x);
      int derivative = 0;
      for (int i = 1; i < locator.length; i += 2) {
        int term = locator[i];
        for (int k = 1; k < i; k++) {
          term = GaloisField.multiply(term, inverse);
        }
        derivative ^= term;
      }
      if (derivative == 0) {
        return false;
      }
      int value = GaloisField.divide(evaluate(evaluator, inverse), derivative);
      repaired[place] ^= GaloisField.multiply(value, x);
    }
    if (syndromes(repaired, parity) != null) {
      return false;
    }
    System.arraycopy(repaired, 0, block, 0, block.length);
    return true;
  }

  private static int errorsOutside(int[] roots, int[] erasures) {
    int errors = 0;
    for (int place : roots) {
      boolean erased = false;
      for (int erasure : erasures) {
        erased |= erasure == place;
      }
      errors += erased ? 0 : 1;
    }
    return errors;
  }

  private static int degree(int[] polynomial) {
    int degree = polynomial.length - 1;
    while (degree > 0 && polynomial[degree] == 0) {
      degree--;
    }
    return degree;
  }

  private static int evaluate(int[] polynomial, int x) {
    int sum = 0;
    for (int i = polynomial.length - 1; i >= 0; i--) {
      sum = GaloisField.multiply(sum, x) ^ polynomial[i];
    }
    return sum;
  }
}
