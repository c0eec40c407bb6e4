package dev.watchword.app.hostile;

/// JPEG: sizes, scans without end, tables and EXIF that lead astray.
final class JpegCases {

  private JpegCases() {}

  private static Blob start() {
    return new Blob().bytes(0xFF, 0xD8);
  }

  private static byte[] frame(int width, int height, int components) {
    Blob frame = new Blob().bytes(8).be16(height).be16(width).bytes(components);
    for (int i = 1; i <= components; i++) {
      frame.bytes(i, 0x11, 0);
    }
    return frame.done();
  }

  /// Tables that make each block one bit: enough to decode an all-grey picture.
  private static Blob tables(Blob picture) {
    byte[] quantisation = new Blob().bytes(0).zeros(64).done();
    java.util.Arrays.fill(quantisation, 1, 65, (byte) 1);
    picture.segment(0xDB, quantisation);
    for (int table : new int[] {0x00, 0x10}) {
      picture.segment(0xC4, new Blob().bytes(table, 1).zeros(15).bytes(0).done());
    }
    return picture;
  }

  private static byte[] scans(int width, int height, int count) {
    Blob picture = tables(start()).segment(0xC2, frame(width, height, 1));
    picture.segment(0xDA, new byte[] {1, 1, 0, 0, 0, 0}).zeros(64);
    for (int i = 1; i < count; i++) {
      picture.segment(0xDA, new byte[] {1, 1, 0, 1, 63, 0}).zeros(64);
    }
    return picture.bytes(0xFF, 0xD9).done();
  }

  static void add(Cases cases) {
    cases.family("jpeg", "scan", 12, 300);
    for (int[] size : new int[][] {{7200, 7200}, {20_001, 10}, {10, 20_001}, {65_500, 65_500}}) {
      for (int marker : new int[] {0xC0, 0xC2}) {
        cases.add(
            "size-%dx%d-%x.jpg".formatted(size[0], size[1], marker),
            tables(start()).segment(marker, frame(size[0], size[1], 3)).zeros(100).done(),
            "over-limit");
      }
    }
    cases.add("progressive-101-scans.jpg", scans(64, 64, 101), "over-limit");
    cases.add("progressive-100000-scans.jpg", scans(64, 64, 100_000), "over-limit");
    cases.add("progressive-100-scans-of-49-megapixels.jpg", scans(7000, 7000, 100), Case.ANY);
    cases.add("progressive-30-scans-of-25-megapixels.jpg", scans(5000, 5000, 30), Case.ANY);
    cases.add(
        "size-zero.jpg",
        tables(start()).segment(0xC0, frame(0, 0, 3)).zeros(100).done(),
        "damaged-picture");
    cases.add(
        "no-components.jpg",
        tables(start()).segment(0xC0, frame(10, 10, 0)).zeros(100).done(),
        "damaged-picture");
    cases.add(
        "255-components.jpg",
        tables(start()).segment(0xC0, frame(10, 10, 255)).zeros(100).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "no-tables.jpg",
        start()
            .segment(0xC0, frame(10, 10, 1))
            .segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0})
            .zeros(50)
            .done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "lossless.jpg",
        tables(start()).segment(0xC3, frame(10, 10, 1)).zeros(50).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "arithmetic.jpg",
        tables(start()).segment(0xC9, frame(10, 10, 1)).zeros(50).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "huffman-overfull.jpg",
        start()
            .segment(
                0xC4,
                new Blob()
                    .bytes(0)
                    .bytes(
                        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                        255)
                    .zeros(300)
                    .done())
            .segment(0xC0, frame(10, 10, 1))
            .done(),
        "damaged-picture");
    cases.add(
        "segment-past-the-end.jpg",
        start().bytes(0xFF, 0xE0, 0xFF, 0xFF, 1).done(),
        "damaged-picture");
    cases.add(
        "segment-of-length-zero.jpg",
        start().bytes(0xFF, 0xE0, 0, 0).zeros(50).done(),
        "damaged-picture");
    cases.add("only-the-start.jpg", start().bytes(0xFF).done(), "damaged-picture", "not-a-picture");
    cases.add("fill-bytes.jpg", fill(4 << 20), "damaged-picture");
    cases.add(
        "restarts.jpg",
        tables(start())
            .segment(0xC0, frame(64, 64, 1))
            .segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0})
            .raw(fill(1 << 20))
            .done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "two-frames.jpg",
        tables(start())
            .segment(0xC0, frame(10, 10, 1))
            .segment(0xC0, frame(20_000, 2_500, 1))
            .zeros(50)
            .done(),
        Case.ANY);
    exif(cases);
  }

  private static byte[] fill(int count) {
    byte[] bytes = new Blob().bytes(0xFF, 0xD8).zeros(count).done();
    java.util.Arrays.fill(bytes, 2, bytes.length, (byte) 0xFF);
    return bytes;
  }

  private static void exif(Cases cases) {
    byte[] loop =
        new Blob()
            .text("Exif\0\0II")
            .le16(42)
            .le32(8)
            .le16(1)
            .le16(0x8769)
            .le16(4)
            .le32(1)
            .le32(8)
            .le32(8)
            .done();
    byte[] many = new Blob().text("Exif\0\0II").le16(42).le32(8).le16(65_535).zeros(200).done();
    byte[] far = new Blob().text("Exif\0\0MM").be16(42).be32(0xFFFFFFF0L).done();
    byte[] turn =
        new Blob()
            .text("Exif\0\0II")
            .le16(42)
            .le32(8)
            .le16(1)
            .le16(0x112)
            .le16(3)
            .le32(1)
            .le32(99)
            .le32(0)
            .done();
    byte[][] all = {loop, many, far, turn};
    for (int i = 0; i < all.length; i++) {
      cases.add(
          "exif-" + i + ".jpg",
          tables(start().segment(0xE1, all[i]))
              .segment(0xC0, frame(64, 64, 1))
              .segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0})
              .zeros(64)
              .bytes(0xFF, 0xD9)
              .done(),
          "no-code",
          "damaged-picture");
    }
  }
}
