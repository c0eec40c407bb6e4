package dev.watchword.app.hostile;

/// TIFF: directories that loop, strips that lie elsewhere, sizes and packed data that are too
/// large.
final class TiffCases {

  private TiffCases() {}

  /// A TIFF of one directory: tag, type, count, value each.
  private static Blob tiff(long next, long[]... entries) {
    Blob blob = new Blob().text("II").le16(42).le32(8).le16(entries.length);
    for (long[] entry : entries) {
      blob.le16((int) entry[0]).le16((int) entry[1]).le32(entry[2]).le32(entry[3]);
    }
    return blob.le32(next);
  }

  private static Blob grey(
      long next, long width, long height, int compression, long offset, long count) {
    return tiff(
        next,
        new long[] {256, 4, 1, width},
        new long[] {257, 4, 1, height},
        new long[] {258, 3, 1, 8},
        new long[] {259, 3, 1, compression},
        new long[] {262, 3, 1, 1},
        new long[] {273, 4, 1, offset},
        new long[] {277, 3, 1, 1},
        new long[] {278, 4, 1, height},
        new long[] {279, 4, 1, count});
  }

  static void add(Cases cases) {
    cases.family("tiff", "scan", 8, 300);
    for (long[] size : new long[][] {{7200, 7200}, {20_001, 10}, {0xFFFFFFFFL, 0xFFFFFFFFL}}) {
      cases.add(
          "size-%dx%d.tif".formatted(size[0], size[1]),
          grey(0, size[0], size[1], 1, 200, 100).zeros(200).done(),
          "over-limit",
          "damaged-picture");
    }
    cases.add(
        "directory-loop.tif",
        grey(8, 10, 10, 1, 8, 100).zeros(200).done(),
        "no-code",
        "damaged-picture");
    cases.add(
        "directory-of-65535.tif",
        new Blob().text("II").le16(42).le32(8).le16(65_535).zeros(500).done(),
        "damaged-picture");
    cases.add(
        "directory-far-away.tif",
        new Blob().text("MM").be16(42).be32(0xFFFFFFF0L).zeros(50).done(),
        "damaged-picture");
    cases.add(
        "strip-outside.tif",
        grey(0, 100, 100, 1, 0xFFFFFF00L, 10_000).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "strip-of-four-gigabytes.tif",
        grey(0, 100, 100, 1, 130, 0xFFFFFFFFL).zeros(200).done(),
        "damaged-picture",
        "no-code");
    byte[] bomb = Blob.zlibOfZeros(1L << 30);
    cases.add(
        "deflate-of-a-gigabyte.tif",
        grey(0, 100, 100, 8, 122, bomb.length).raw(bomb).done(),
        "no-code",
        "damaged-picture");
    cases.add(
        "lzw-garbage.tif",
        grey(0, 1000, 1000, 5, 122, 600_000).raw(OldPictureCases.runs()).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "fax-garbage.tif",
        grey(0, 1000, 1000, 4, 122, 600_000).raw(OldPictureCases.runs()).done(),
        "damaged-picture",
        "no-code",
        "unsupported-picture");
    cases.add(
        "compression-9999.tif",
        grey(0, 10, 10, 9999, 122, 100).zeros(200).done(),
        "damaged-picture",
        "unsupported-picture");
    cases.add(
        "entry-of-four-billion.tif",
        tiff(0, new long[] {256, 4, 0xFFFFFFFFL, 100}, new long[] {257, 4, 1, 100})
            .zeros(100)
            .done(),
        "damaged-picture",
        "over-limit");
    cases.add(
        "no-size.tif", tiff(0, new long[] {258, 3, 1, 8}).zeros(100).done(), "damaged-picture");
    cases.add(
        "samples-65535.tif",
        tiff(
                0,
                new long[] {256, 4, 1, 7000},
                new long[] {257, 4, 1, 7000},
                new long[] {277, 3, 1, 65_535},
                new long[] {258, 3, 1, 64},
                new long[] {262, 3, 1, 2},
                new long[] {273, 4, 1, 100},
                new long[] {279, 4, 1, 100})
            .zeros(100)
            .done(),
        "damaged-picture",
        "unsupported-picture",
        "no-code");
    cases.add(
        "big.tif",
        new Blob().text("II").le16(43).le16(8).le16(0).le64(Long.MAX_VALUE).zeros(50).done(),
        "damaged-picture",
        "unsupported-picture",
        "not-a-picture");
    Blob pages = new Blob().text("II").le16(42).le32(8);
    for (int i = 0; i < 5000; i++) {
      int here = pages.size();
      byte[] page = grey(i == 4999 ? 0 : here + 114, 10, 10, 1, 8, 100).done();
      pages.raw(java.util.Arrays.copyOfRange(page, 8, page.length));
    }
    cases.add("five-thousand-pages.tif", pages.done(), "no-code", "damaged-picture");
  }
}
