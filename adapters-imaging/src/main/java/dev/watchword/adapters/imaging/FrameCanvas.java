package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers the pixels of one picture as planes: brightness always, colour and transparency only
/// once a pixel shows some.
///
/// Colour planes are not kept for pictures over [#COLOUR_PIXELS], to stay within memory. Not
/// thread-safe.
final class FrameCanvas {

  static final int COLOUR_PIXELS = 12_500_000;

  /// A difference between channels, in levels, from which a pixel counts as coloured.
  private static final int CHROMA = 24;

  /// A range of grey levels up to which a picture counts as blank.
  private static final int BLANK_RANGE = 4;

  private final int width;
  private final int height;
  private final byte[] luma;
  private byte @Nullable [] alpha;
  private byte @Nullable [] red;
  private byte @Nullable [] green;
  private byte @Nullable [] blue;

  FrameCanvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.luma = new byte[width * height];
    Arrays.fill(luma, (byte) 255);
  }

  /// Brightness of a colour, by the usual weights of ITU-R BT.601.
  static int luma(int r, int g, int b) {
    return (77 * r + 150 * g + 29 * b) >> 8;
  }

  void grey(int at, int level) {
    luma[at] = (byte) level;
    byte[] reds = red;
    if (reds != null) {
      colour(at, level, level, level);
    }
  }

  void rgb(int at, int r, int g, int b) {
    luma[at] = (byte) luma(r, g, b);
    if (red != null) {
      colour(at, r, g, b);
    } else if (Math.abs(r - g) > CHROMA || Math.abs(g - b) > CHROMA) {
      if (luma.length <= COLOUR_PIXELS) {
        red = luma.clone();
        green = luma.clone();
        blue = luma.clone();
        colour(at, r, g, b);
      }
    }
  }

  private void colour(int at, int r, int g, int b) {
    byte[] reds = red;
    byte[] greens = green;
    byte[] blues = blue;
    if (reds != null && greens != null && blues != null) {
      reds[at] = (byte) r;
      greens[at] = (byte) g;
      blues[at] = (byte) b;
    }
  }

  void alpha(int at, int a) {
    byte[] plane = alpha;
    if (plane == null) {
      if (a == 255) {
        return;
      }
      plane = new byte[luma.length];
      Arrays.fill(plane, (byte) 255);
      alpha = plane;
    }
    plane[at] = (byte) a;
  }

  /// Pixels in a row: opacity, red, green and blue from the highest byte to the lowest.
  ///
  /// @param at where the first goes
  /// @param opaque bits to set in each: `0xFF000000` where the opacity is not filled in
  void argb(int[] pixels, int at, int count, int opaque) {
    for (int i = 0; i < count; i++) {
      int pixel = pixels[i] | opaque;
      rgb(at + i, pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF);
      alpha(at + i, pixel >>> 24);
    }
  }

  Frame finish(boolean damaged) {
    List<GreyImage> views = new ArrayList<>();
    byte[] opacity = alpha;
    if (opacity == null) {
      views.add(new GreyImage(luma, width, height));
    } else {
      views.add(new GreyImage(over(opacity, 255), width, height));
      views.add(new GreyImage(over(opacity, 0), width, height));
      views.add(new GreyImage(opacity, width, height));
      views.sort((a, b) -> Boolean.compare(blank(a), blank(b)));
      views.removeIf(view -> view != views.getFirst() && blank(view));
    }
    for (byte[] channel : Arrays.asList(red, green, blue)) {
      if (channel != null) {
        views.add(new GreyImage(channel, width, height));
      }
    }
    return new Frame(views.getFirst(), views.subList(1, views.size()), damaged);
  }

  private byte[] over(byte[] opacity, int ground) {
    byte[] blended = new byte[luma.length];
    for (int i = 0; i < blended.length; i++) {
      int a = opacity[i] & 0xFF;
      blended[i] = (byte) (((luma[i] & 0xFF) * a + ground * (255 - a)) / 255);
    }
    return blended;
  }

  private static boolean blank(GreyImage image) {
    int low = 255;
    int high = 0;
    for (byte pixel : image.pixels) {
      low = Math.min(low, pixel & 0xFF);
      high = Math.max(high, pixel & 0xFF);
    }
    return high - low <= BLANK_RANGE;
  }
}
