package dev.watchword.app.hostile;

/// PNG: sizes, packed data of another size than announced, chunks that lie.
final class PngCases {

  private PngCases() {}

  static Blob start(long width, long height, int depth, int colour, int interlace) {
    byte[] header =
        new Blob().be32(width).be32(height).bytes(depth, colour, 0, 0, interlace).done();
    return new Blob().bytes(0x89).text("PNG\r\n\u001a\n").chunk("IHDR", header);
  }

  static byte[] end(Blob picture) {
    return picture.chunk("IEND", new byte[0]).done();
  }

  private static byte[] with(String chunk, byte[] data) {
    return end(
        start(100, 100, 8, 0, 0).chunk(chunk, data).chunk("IDAT", Blob.zlibOfZeros(101 * 100)));
  }

  static void add(Cases cases) {
    cases.family("png", "scan", 5, 200);
    long[][] sizes = {
      {7200, 7200}, {20_001, 10}, {10, 20_001}, {65_535, 65_535}, {2_147_483_647L, 2_147_483_647L}
    };
    for (long[] size : sizes) {
      cases.add(
          "size-" + size[0] + "x" + size[1] + ".png",
          end(start(size[0], size[1], 8, 6, 0).chunk("IDAT", Blob.zlibOfZeros(1000))),
          "over-limit");
    }
    cases.add(
        "size-negative.png", end(start(0xFFFFFFFFL, 10, 8, 0, 0)), "damaged-picture", "over-limit");
    cases.add("size-zero.png", end(start(0, 10, 8, 0, 0)), "damaged-picture");
    cases.add("no-data.png", end(start(100, 100, 8, 0, 0)), "damaged-picture");
    cases.add(
        "data-of-a-gigabyte.png",
        end(start(10, 10, 8, 0, 0).chunk("IDAT", Blob.zlibOfZeros(1L << 30))),
        "no-code");
    cases.add(
        "data-too-short.png",
        end(start(3000, 3000, 8, 0, 0).chunk("IDAT", Blob.zlibOfZeros(100))),
        "no-code",
        "damaged-picture");
    for (int interlace : new int[] {0, 1}) {
      cases.add(
          "interlace-" + interlace + "-of-16-bits.png",
          end(start(2000, 2000, 16, 6, interlace).chunk("IDAT", Blob.zlibOfZeros(1L << 26))),
          "no-code");
    }
    cases.add("interlace-7.png", end(start(10, 10, 8, 0, 7)), "damaged-picture");
    cases.add("depth-3.png", end(start(10, 10, 3, 0, 0)), "damaged-picture");
    cases.add("colour-5.png", end(start(10, 10, 8, 5, 0)), "damaged-picture");
    byte[] ztxt = new Blob().text("a\0\0").raw(Blob.zlibOfZeros(1L << 30)).done();
    cases.add("text-of-a-gigabyte.png", with("zTXt", ztxt), "no-code");
    cases.add("profile-of-a-gigabyte.png", with("iCCP", ztxt), "no-code");
    byte[] itxt = new Blob().text("a\0\1\0\0\0").raw(Blob.zlibOfZeros(1L << 30)).done();
    cases.add("international-text-of-a-gigabyte.png", with("iTXt", itxt), "no-code");
    cases.add(
        "unknown-critical-chunk.png", with("QUUX", new byte[4]), "damaged-picture", "no-code");
    cases.add(
        "palette-empty.png",
        end(start(10, 10, 8, 3, 0).chunk("PLTE", new byte[0])),
        "damaged-picture");
    cases.add(
        "palette-outside.png",
        end(start(10, 10, 8, 3, 0).chunk("PLTE", new byte[3]).chunk("IDAT", Blob.zlib(ones(110)))),
        "damaged-picture",
        "no-code");
    cases.add(
        "palette-missing.png",
        end(start(10, 10, 8, 3, 0).chunk("IDAT", Blob.zlibOfZeros(110))),
        "damaged-picture",
        "no-code");
    cases.add(
        "chunk-of-two-gigabytes.png",
        start(10, 10, 8, 0, 0).be32(0x7FFFFFFF).text("IDAT").zeros(50).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "chunk-of-four-gigabytes.png",
        start(10, 10, 8, 0, 0).be32(0xFFFFFFFFL).text("tEXt").zeros(50).done(),
        "damaged-picture");
    cases.add(
        "check-sum-wrong.png",
        start(10, 10, 8, 0, 0).be32(4).text("IDAT").zeros(8).done(),
        "damaged-picture",
        "no-code");
    cases.add(
        "filter-9.png",
        end(start(10, 10, 8, 0, 0).chunk("IDAT", Blob.zlib(nines(110)))),
        "damaged-picture",
        "no-code");
    Blob many = start(50, 50, 8, 0, 0);
    for (int i = 0; i < 100_000; i++) {
      many.chunk("tEXt", new byte[] {65, 0, 65});
    }
    cases.add(
        "hundred-thousand-chunks.png", end(many.chunk("IDAT", Blob.zlibOfZeros(2550))), "no-code");
    Blob empty = start(50, 50, 8, 0, 0);
    for (int i = 0; i < 100_000; i++) {
      empty.chunk("IDAT", new byte[0]);
    }
    cases.add("hundred-thousand-empty-data-chunks.png", end(empty), "damaged-picture", "no-code");
    Blob frames = start(50, 50, 8, 0, 0).chunk("acTL", new Blob().be32(1_000_000).be32(0).done());
    cases.add("million-frames.png", end(frames.chunk("IDAT", Blob.zlibOfZeros(2550))), "no-code");
    cases.add(
        "header-twice.png",
        end(start(10, 10, 8, 0, 0).raw(start(20_000, 2000, 8, 6, 0).done())),
        "damaged-picture",
        "over-limit");
  }

  private static byte[] ones(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i % 11 == 0 ? 0 : 0xFF);
    }
    return bytes;
  }

  private static byte[] nines(int count) {
    byte[] bytes = new byte[count];
    java.util.Arrays.fill(bytes, (byte) 9);
    return bytes;
  }
}
