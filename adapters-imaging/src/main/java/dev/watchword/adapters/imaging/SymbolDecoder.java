package dev.watchword.adapters.imaging;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Version;
import dev.watchword.core.capture.QrCode;
import java.util.Arrays;
import java.util.Optional;

/// Decodes a sampled grid: format information, unmasking, de-interleaving, Reed-Solomon, bit stream
/// (ISO/IEC 18004 §12).
///
/// It never goes over the capacity of the error correction, less the codewords that the standard
/// sets aside against misreading (table 9, note on p), and it wants more proof of a block that took
/// most of it: see [#MAX_ERASED_SHARE].
final class SymbolDecoder {

  /// The share of parity codewords that erasures may use up: what is left over shows whether the
  /// guess was right.
  static final double MAX_ERASED_SHARE = 0.7;

  /// Erasures beyond errors are tried in so many steps.
  private static final int ERASURE_STEPS = 6;

  /// From this strain on, a stream that is not padded by the book is not believed.
  private static final double MAX_UNPROVEN_STRAIN = 0.85;

  private SymbolDecoder() {}

  /// Decodes a grid, as it is or else as seen in a mirror.
  ///
  /// @param withErasures whether doubtful modules may be given up: slower
  static Optional<DecodedSymbol> decode(ModuleGrid grid, boolean withErasures) {
    Optional<FormatInformation> straight = FormatInformation.read(grid);
    ModuleGrid flipped = grid.mirrored();
    Optional<FormatInformation> mirrored = FormatInformation.read(flipped);
    boolean mirrorFirst =
        mirrored.isPresent()
            && (straight.isEmpty() || mirrored.get().wrongBits() < straight.get().wrongBits());
    for (boolean mirror : new boolean[] {mirrorFirst, !mirrorFirst}) {
      Optional<FormatInformation> format = mirror ? mirrored : straight;
      if (format.isPresent() && !format.get().model1()) {
        Optional<DecodedSymbol> symbol =
            decode(mirror ? flipped : grid, format.get(), mirror, withErasures);
        if (symbol.isPresent()) {
          return symbol;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<DecodedSymbol> decode(
      ModuleGrid grid, FormatInformation format, boolean mirrored, boolean withErasures) {
    int number = (grid.size() - 17) / 4;
    Version version = Version.getVersionForNumber(number);
    ErrorCorrectionLevel level = ErrorCorrectionLevel.forBits(format.level());
    Version.ECBlocks blocks = version.getECBlocksForLevel(level);
    int total = version.getTotalCodewords();
    int[] codewords = new int[total];
    float[] sureness = new float[total];
    read(grid, format.mask(), SymbolLayout.ofVersion(number), codewords, sureness);

    int parity = blocks.getECCodewordsPerBlock();
    int dataTotal = total - parity * blocks.getNumBlocks();
    byte[] data = new byte[dataTotal];
    int[][] places = interleaving(blocks, total);
    int usable = parity - misreadProtection(number, level);
    double strain = 0;
    int filled = 0;
    for (int[] place : places) {
      int[] block = new int[place.length];
      float[] blockSureness = new float[place.length];
      for (int i = 0; i < place.length; i++) {
        block[i] = codewords[place[i]];
        blockSureness[i] = sureness[place[i]];
      }
      int spent = correct(block, blockSureness, parity, usable, withErasures);
      if (spent < 0) {
        return Optional.empty();
      }
      strain = Math.max(strain, (double) spent / parity);
      for (int i = 0; i < block.length - parity; i++) {
        data[filled++] = (byte) block[i];
      }
    }
    double worst = strain;
    Optional<SymbolContent> content = BitStreamParser.parse(data, number);
    Arrays.fill(data, (byte) 0);
    return content
        .filter(said -> worst <= MAX_UNPROVEN_STRAIN || said.paddedByTheBook())
        .map(said ->
            new DecodedSymbol(
                number, QrCode.ErrorCorrection.valueOf(level.name()), said, worst, mirrored));
  }

  /// @return erasures plus twice the errors, or -1
  private static int correct(
      int[] block, float[] sureness, int parity, int usable, boolean withErasures) {
    int errors = ReedSolomon.correct(block, parity, new int[0]);
    if (errors >= 0) {
      return 2 * errors <= usable ? 2 * errors : -1;
    }
    if (!withErasures) {
      return -1;
    }
    Integer[] byDoubt = new Integer[block.length];
    Arrays.setAll(byDoubt, i -> i);
    Arrays.sort(byDoubt, (a, b) -> Float.compare(sureness[a], sureness[b]));
    int most = (int) (usable * MAX_ERASED_SHARE);
    for (int step = 1; step <= ERASURE_STEPS; step++) {
      int erased = most * step / ERASURE_STEPS;
      if (erased == 0) {
        continue;
      }
      int[] erasures = new int[erased];
      Arrays.setAll(erasures, i -> byDoubt[i]);
      int wrong = ReedSolomon.correct(block, parity, erasures);
      if (wrong >= 0 && 2 * wrong + erased <= usable) {
        return 2 * wrong + erased;
      }
    }
    return -1;
  }

  private static void read(
      ModuleGrid grid, int mask, SymbolLayout layout, int[] codewords, float[] sureness) {
    int[] order = layout.dataModules();
    int size = grid.size();
    for (int codeword = 0; codeword < codewords.length; codeword++) {
      int value = 0;
      float least = Float.MAX_VALUE;
      for (int bit = 0; bit < 8; bit++) {
        int place = order[codeword * 8 + bit];
        float dark = grid.darkness()[place];
        boolean one = dark > 0 ^ SymbolLayout.masked(mask, place / size, place % size);
        value = value << 1 | (one ? 1 : 0);
        least = Math.min(least, Math.abs(dark));
      }
      codewords[codeword] = value;
      sureness[codeword] = least;
    }
  }

  /// For each block the places of its codewords in the stream (§7.6): data, then parity.
  private static int[][] interleaving(Version.ECBlocks blocks, int total) {
    int count = blocks.getNumBlocks();
    int parity = blocks.getECCodewordsPerBlock();
    int[][] places = new int[count][];
    int block = 0;
    for (Version.ECB group : blocks.getECBlocks()) {
      for (int i = 0; i < group.getCount(); i++) {
        places[block++] = new int[group.getDataCodewords() + parity];
      }
    }
    int next = 0;
    int longest = places[count - 1].length - parity;
    for (int i = 0; i < longest; i++) {
      for (int[] place : places) {
        if (i < place.length - parity) {
          place[i] = next++;
        }
      }
    }
    for (int i = 0; i < parity; i++) {
      for (int[] place : places) {
        place[place.length - parity + i] = next++;
      }
    }
    if (next != total) {
      throw new IllegalStateException("codewords: expected " + total + ", got " + next);
    }
    return places;
  }

  /// Parity codewords set aside against misreading (ISO/IEC 18004 table 9, p).
  private static int misreadProtection(int version, ErrorCorrectionLevel level) {
    return switch (version) {
      case 1 -> level == ErrorCorrectionLevel.L ? 3 : level == ErrorCorrectionLevel.M ? 2 : 1;
      case 2 -> level == ErrorCorrectionLevel.L ? 2 : 0;
      case 3 -> level == ErrorCorrectionLevel.L ? 1 : 0;
      default -> 0;
    };
  }
}
