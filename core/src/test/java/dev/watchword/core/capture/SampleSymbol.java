package dev.watchword.core.capture;

import java.util.Arrays;
import java.util.List;

/// A QR code (version 4, level M) as text, for contracts and tests that need a picture of one
/// without an encoder.
public final class SampleSymbol {

  /// What the symbol says.
  public static final String TEXT = "otpauth://totp/Acme:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Acme";

  /// Its version (ISO/IEC 18004): 33 modules a side.
  public static final int VERSION = 4;

  private static final List<String> MODULES =
      """
      #######.##.#.#.##.#..###..#######
      #.....#..#...##.#..#.##.#.#.....#
      #.###.#..##.#.##.##..#.##.#.###.#
      #.###.#.##.#...##.#..#.#..#.###.#
      #.###.#.#..#.#..#.........#.###.#
      #.....#.##.###.#...#......#.....#
      #######.#.#.#.#.#.#.#.#.#.#######
      ........#.##.....#..####.........
      #...#.####....##.#.###...#####..#
      ###.#....#.#...##.#..#.#.....##.#
      .#..###..#.#.####.....####.###.#.
      .#.###.###.#.#..##.#.##.#.##...#.
      ##.###########...##...##..##.#..#
      ##...#.#.#....#......##..###.....
      #####.######.#.#.#..#..#..##.###.
      #.#..#..#..###.#.###.#.##.###..##
      ##....#..#.##...####..#.###.#.#..
      #..###..#####..###..#..#.#.#..###
      ...####....##..#.##.####.#.###.#.
      ##...#.#..#####.###.##.####.#..##
      ..########.#..#....#.#....#.....#
      ###..#...#.##.#####.......##.###.
      ..########.#####..#.########.#.#.
      ...###....##..##.###.#...##....##
      ##.#..#...#.##.#.#.####.#####.##.
      ........#.###..##......##...#.###
      #######.#...#..#.#..#...#.#.#..#.
      #.....#....##.##.##.###.#...#..#.
      #.###.#.#....##..#...##.######...
      #.###.#..##.#.###.#....#.######..
      #.###.#...##.###....#.#.#.#.#.#..
      #.....#...#.#.#.###..#..#.#.#....
      #######.#..#.....#..###.#.##..#.#
      """
          .lines()
          .map(String::strip)
          .toList();

  private SampleSymbol() {}

  /// Modules a side.
  public static int size() {
    return MODULES.size();
  }

  /// A white picture, luminance a byte a pixel.
  public static byte[] paper(int width, int height) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) 255);
    return pixels;
  }

  /// Draws the symbol with its top left corner at a pixel.
  public static void draw(byte[] pixels, int width, int left, int top, int pixelsPerModule) {
    for (int y = 0; y < size() * pixelsPerModule; y++) {
      for (int x = 0; x < size() * pixelsPerModule; x++) {
        if (MODULES.get(y / pixelsPerModule).charAt(x / pixelsPerModule) == '#') {
          pixels[(top + y) * width + left + x] = 0;
        }
      }
    }
  }

  /// The symbol alone with its margin, upright.
  public static Picture.Luminance picture(int pixelsPerModule) {
    int side = (size() + 8) * pixelsPerModule;
    byte[] pixels = paper(side, side);
    draw(pixels, side, 4 * pixelsPerModule, 4 * pixelsPerModule, pixelsPerModule);
    return new Picture.Luminance(pixels, side, side);
  }
}
