package dev.watchword.app.hostile;

/// GIF, BMP and WebP.
final class OldPictureCases {

  private OldPictureCases() {}

  static void add(Cases cases) {
    gif(cases);
    bmp(cases);
    webp(cases);
  }

  private static Blob gif(int width, int height) {
    return new Blob()
        .text("GIF89a")
        .le16(width)
        .le16(height)
        .bytes(0x80, 0, 0)
        .bytes(0, 0, 0, 255, 255, 255);
  }

  private static Blob frame(Blob gif, int x, int y, int width, int height, byte... data) {
    return gif.bytes(0x2C)
        .le16(x)
        .le16(y)
        .le16(width)
        .le16(height)
        .bytes(0, 2, data.length)
        .raw(data)
        .bytes(0);
  }

  private static void gif(Cases cases) {
    cases.family("gif", "scan", 5, 250);
    for (int[] size : new int[][] {{7200, 7200}, {20_001, 10}, {65_535, 65_535}}) {
      cases.add(
          "size-%dx%d.gif".formatted(size[0], size[1]),
          frame(gif(size[0], size[1]), 0, 0, size[0], size[1], (byte) 0x44).bytes(0x3B).done(),
          "over-limit");
    }
    cases.add(
        "frame-larger-than-the-screen.gif",
        frame(gif(10, 10), 0, 0, 65_535, 65_535, (byte) 0x44).bytes(0x3B).done(),
        "over-limit",
        "damaged-picture",
        "no-code");
    cases.add(
        "frame-outside.gif",
        frame(gif(10, 10), 60_000, 60_000, 10, 10, (byte) 0x44).bytes(0x3B).done(),
        "damaged-picture",
        "over-limit",
        "no-code");
    cases.add(
        "size-zero.gif",
        frame(gif(0, 0), 0, 0, 0, 0, (byte) 0x44).bytes(0x3B).done(),
        "damaged-picture");
    cases.add("no-frame.gif", gif(10, 10).bytes(0x3B).done(), "damaged-picture");
    cases.add(
        "code-size-0.gif",
        gif(10, 10).bytes(0x2C).le16(0).le16(0).le16(10).le16(10).bytes(0, 0, 1, 0, 0).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "code-size-255.gif",
        gif(10, 10).bytes(0x2C).le16(0).le16(0).le16(10).le16(10).bytes(0, 255, 1, 0, 0).done(),
        "damaged-picture",
        "no-code");
    Blob many = gif(2000, 2000);
    for (int i = 0; i < 10_000; i++) {
      frame(many, 0, 0, 2000, 2000, (byte) 0x44, (byte) 0x01);
    }
    cases.add("ten-thousand-frames.gif", many.bytes(0x3B).done(), "no-code", "damaged-picture");
    Blob comments = gif(10, 10);
    for (int i = 0; i < 200_000; i++) {
      comments.bytes(0x21, 0xFE, 1, 65, 0);
    }
    cases.add("comments-without-end.gif", comments.done(), "damaged-picture");
    cases.add("cut.gif", gif(10, 10).bytes(0x2C, 1).done(), "damaged-picture");
  }

  private static Blob bmp(int width, int height, int bits, int compression, int colours) {
    return new Blob()
        .text("BM")
        .le32(1000)
        .le32(0)
        .le32(54)
        .le32(40)
        .le32(width)
        .le32(height)
        .le16(1)
        .le16(bits)
        .le32(compression)
        .le32(0)
        .le32(0)
        .le32(0)
        .le32(colours)
        .le32(0);
  }

  private static void bmp(Cases cases) {
    cases.family("bmp", "scan", 5, 250);
    for (int[] size :
        new int[][] {
          {7200, 7200}, {20_001, 10}, {10, -20_001}, {Integer.MAX_VALUE, Integer.MAX_VALUE}
        }) {
      cases.add(
          "size-%dx%d.bmp".formatted(size[0], Math.abs(size[1])),
          bmp(size[0], size[1], 24, 0, 0).zeros(100).done(),
          "over-limit");
    }
    cases.add(
        "height-least.bmp",
        bmp(10, Integer.MIN_VALUE, 24, 0, 0).zeros(100).done(),
        "over-limit",
        "damaged-picture");
    cases.add(
        "width-negative.bmp",
        bmp(-10, 10, 24, 0, 0).zeros(100).done(),
        "damaged-picture",
        "over-limit");
    cases.add("size-zero.bmp", bmp(0, 0, 24, 0, 0).zeros(100).done(), "damaged-picture");
    cases.add(
        "bits-0.bmp",
        bmp(10, 10, 0, 0, 0).zeros(100).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "bits-255.bmp",
        bmp(10, 10, 255, 0, 0).zeros(100).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "compression-99.bmp",
        bmp(10, 10, 8, 99, 0).zeros(100).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "palette-of-two-billion.bmp",
        bmp(10, 10, 8, 0, Integer.MAX_VALUE).zeros(100).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "palette-negative.bmp",
        bmp(10, 10, 8, 0, -1).zeros(100).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "runs-past-the-end.bmp",
        bmp(4000, 4000, 8, 1, 256).zeros(1024).raw(runs()).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "jpeg-inside.bmp",
        bmp(10, 10, 0, 4, 0).bytes(0xFF, 0xD8).zeros(40).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add("data-missing.bmp", bmp(6000, 6000, 1, 0, 2).done(), "damaged-picture", "no-code");
    cases.add(
        "header-of-size-zero.bmp",
        new Blob().text("BM").le32(1000).le32(0).le32(54).le32(0).zeros(60).done(),
        "damaged-picture",
        "not-a-picture",
        "unsupported-picture");
  }

  static byte[] runs() {
    Blob runs = new Blob();
    for (int i = 0; i < 100_000; i++) {
      runs.bytes(255, i, 0, 2, 255, 255);
    }
    return runs.done();
  }

  private static byte[] webp(String type, byte[] data) {
    return new Blob()
        .text("RIFF")
        .le32(data.length + 12)
        .text("WEBP")
        .text(type)
        .le32(data.length)
        .raw(data)
        .bytes(0)
        .done();
  }

  private static byte[] extended(int width, int height) {
    return new Blob()
        .bytes(0x10, 0, 0, 0)
        .le16(width - 1)
        .bytes((width - 1) >> 16)
        .le16(height - 1)
        .bytes((height - 1) >> 16)
        .done();
  }

  private static void webp(Cases cases) {
    cases.family("webp", "scan", 5, 250);
    cases.add(
        "lossless-16383.webp",
        webp("VP8L", new Blob().bytes(0x2F).le32(16_382 | 16_382 << 14).zeros(30).done()),
        "over-limit");
    cases.add(
        "lossy-16383.webp",
        webp(
            "VP8 ",
            new Blob().bytes(0x30, 1, 0, 0x9D, 1, 0x2A).le16(16_383).le16(16_383).zeros(30).done()),
        "over-limit");
    cases.add("canvas-16-million.webp", webp("VP8X", extended(1 << 24, 1 << 24)), "over-limit");
    cases.add("canvas-20001.webp", webp("VP8X", extended(20_001, 1)), "over-limit");
    cases.add("canvas-without-picture.webp", webp("VP8X", extended(10, 10)), "damaged-picture");
    cases.add(
        "lossless-garbage.webp",
        webp("VP8L", new Blob().bytes(0x2F).le32(99 | 99 << 14).raw(OldPictureCases.runs()).done()),
        "damaged-picture",
        "no-code");
    cases.add(
        "lossy-garbage.webp",
        webp(
            "VP8 ",
            new Blob()
                .bytes(0x30, 1, 0, 0x9D, 1, 0x2A)
                .le16(100)
                .le16(100)
                .raw(OldPictureCases.runs())
                .done()),
        "damaged-picture",
        "no-code");
    cases.add(
        "chunk-past-the-end.webp",
        new Blob()
            .text("RIFF")
            .le32(0xFFFFFFFFL)
            .text("WEBPVP8L")
            .le32(0xFFFFFFFFL)
            .bytes(0x2F)
            .le32(99 | 99 << 14)
            .done(),
        "damaged-picture");
    cases.add("unknown-chunk.webp", webp("QUUX", new byte[40]), "damaged-picture");
    cases.add("cut.webp", new Blob().text("RIFF").le32(4).text("WEBP").done(), "damaged-picture");
  }
}
