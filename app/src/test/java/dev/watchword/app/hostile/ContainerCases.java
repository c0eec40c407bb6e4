package dev.watchword.app.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// PDFs, archives, disguises, drawings and what else is no picture.
final class ContainerCases {

  private ContainerCases() {}

  static void add(Cases cases) throws IOException {
    pdfs(cases);
    disguises(cases);
    zips(cases);
    databases(cases);
  }

  private static String pdf(String... objects) {
    StringBuilder text = new StringBuilder("%PDF-1.7\n");
    for (int i = 0; i < objects.length; i++) {
      text.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
    }
    return text + "trailer <</Root 1 0 R /Size %d>>\n%%%%EOF".formatted(objects.length + 1);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String stream(String dictionary, byte[] data) {
    return "<<%s /Length %d>>\nstream\n%s\nendstream"
        .formatted(dictionary, data.length, new String(data, StandardCharsets.ISO_8859_1));
  }

  private static void pdfs(Cases cases) {
    cases.family("pdf", "scan", 12, 400);
    String root = "<</Type/Catalog/Pages 2 0 R>>";
    String pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    String page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R/Resources<</XObject<</X 5 0"
            + " R>>>>>>";
    String[] any = {
      "no-code", "damaged-picture", "over-limit", "out-of-time", "unsupported-picture"
    };
    cases.add("pages-loop.pdf", latin1(pdf(root, "<</Type/Pages/Kids[2 0 R]/Count 1>>")), any);
    cases.add(
        "pages-loop-over-parent.pdf",
        latin1(
            pdf(
                root,
                "<</Type/Pages/Kids[3 0 R]/Count 9>>",
                "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>")),
        any);
    cases.add(
        "count-two-billion.pdf", latin1(pdf(root, "<</Type/Pages/Kids[]/Count 2147483647>>")), any);
    String kids = "3 0 R ".repeat(100_000);
    cases.add(
        "hundred-thousand-pages.pdf",
        latin1(
            pdf(
                root,
                "<</Type/Pages/Kids[" + kids + "]/Count 100000>>",
                page.formatted("10 10"),
                stream("", new byte[0]))),
        any);
    cases.add(
        "page-of-a-billion-points.pdf",
        latin1(pdf(root, pages, page.formatted("1000000000 1000000000"), stream("", new byte[0]))),
        any);
    byte[] bomb = Blob.zlibOfZeros(1L << 30);
    cases.add(
        "content-of-a-gigabyte.pdf",
        latin1(pdf(root, pages, page.formatted("100 100"), stream("/Filter/FlateDecode", bomb))),
        any);
    cases.add(
        "image-of-a-gigabyte.pdf",
        latin1(
            pdf(
                root,
                pages,
                page.formatted("100 100"),
                stream("", latin1("/X Do")),
                stream(
                    "/Type/XObject/Subtype/Image/Width 32768/Height 32768/BitsPerComponent"
                        + " 8/ColorSpace/DeviceGray/Filter/FlateDecode",
                    bomb))),
        any);
    cases.add(
        "form-loop.pdf",
        latin1(
            pdf(
                root,
                pages,
                page.formatted("100 100"),
                stream("", latin1("/X Do")),
                stream(
                    "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
                    latin1("/X Do /X Do")))),
        any);
    cases.add(
        "saves-without-end.pdf",
        latin1(
            pdf(
                root,
                pages,
                page.formatted("100 100"),
                stream("", latin1("q ".repeat(2_000_000))))),
        any);
    cases.add("arrays-nested.pdf", latin1(pdf(root, "[".repeat(100_000))), any);
    cases.add(
        "filters-stacked.pdf",
        latin1(
            pdf(
                root,
                pages,
                page.formatted("100 100"),
                stream("/Filter[" + "/FlateDecode".repeat(50) + "]", bomb))),
        any);
    cases.add(
        "action-uri.pdf",
        latin1(
            pdf(
                "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>>>",
                pages,
                page.formatted("100 100"),
                stream("", new byte[0]))),
        any);
    cases.add(
        "stream-outside.pdf",
        latin1(
            pdf(
                root,
                pages,
                page.formatted("100 100"),
                "<</F(http://127.0.0.1:9/x)/Length 0>>\nstream\n\nendstream")),
        any);
    cases.add("header-alone.pdf", "%PDF-1.7", any);
  }

  private static void disguises(Cases cases) {
    cases.family("disguise", "scan", 5, 200);
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg'"
            + " xmlns:xlink='http://www.w3.org/1999/xlink'>%s</svg>";
    String[] insides = {
      "",
      "<script>alert(1)</script>",
      "<image xlink:href='http://127.0.0.1:9/'/>",
      "<use href='file:///etc/passwd#a'/>",
      "<foreignObject><iframe src='http://127.0.0.1:9/'/></foreignObject>",
      "<style>@import url(http://127.0.0.1:9/)</style>",
      "<g>".repeat(100_000)
    };
    String[] befores = {
      "", "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    };
    for (int i = 0; i < insides.length; i++) {
      for (int j = 0; j < befores.length; j++) {
        cases.add(
            "svg-%d-%d.png".formatted(i, j),
            befores[j] + svg.formatted(insides[i]),
            "not-a-picture");
      }
    }
    String[] signs = {
      "MZ\u0090\0",
      "\u007fELF",
      "PK\u0003\u0004",
      "<!DOCTYPE html><html>",
      "#!/bin/sh\nid",
      "<?php system('id');",
      "GIF89a<script>",
      "8BPS\0\u0001",
      "\u00ca\u00fe\u00ba\u00be",
      "\0\0\0\u0018ftypheic\0\0\0\0",
      "\u0000\u0001\u0000\u0000",
      "{\"a\":1}"
    };
    for (int i = 0; i < signs.length; i++) {
      cases.add(
          "sign-%02d.png".formatted(i),
          latin1(signs[i] + "x".repeat(500)),
          "not-a-picture",
          "unsupported-picture",
          "damaged-picture",
          "over-limit");
    }
    cases.add("empty.png", "", "empty");
    cases.add("zeros.png", new byte[1 << 20], "not-a-picture");
    cases.add("larger-than-16-mebibytes.png", new byte[17 << 20], "over-limit", "not-a-picture");
  }

  private static byte[] zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        zip.write((byte[]) namesAndContents[i + 1]);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static void zips(Cases cases) throws IOException {
    cases.family("zip", "import", 8, 400);
    String[] refused = {"unknown-format", "unsupported", "damaged"};
    byte[] data = latin1("{\"accounts\":[]}");
    String[] names = {
      "../../marker",
      "/tmp/watchword-marker",
      "C:\\marker",
      "a/../../export.data",
      "export.data\0.txt",
      "export.data/",
      "CON",
      "a".repeat(60_000)
    };
    for (int i = 0; i < names.length; i++) {
      cases.add(
          "name-%d.1pux".formatted(i), zip(names[i], data, "export.attributes", data), refused);
    }
    byte[] twice = zip("export.data", data, "export.datb", data);
    for (int i = 0; i + 11 < twice.length; i++) {
      if (new String(twice, i, 11, StandardCharsets.ISO_8859_1).equals("export.datb")) {
        twice[i + 10] = 'a';
      }
    }
    cases.add("name-twice.1pux", twice, refused);
    for (String name :
        new String[] {"export.data", "Proton Pass/data.json", "raivo-otp-export.json"}) {
      cases.add(
          "hundred-mebibytes-in-" + name.replaceAll("[^a-z]", "-") + ".zip",
          zip(name, new byte[100 << 20]),
          refused);
    }
    Object[] many = new Object[2002];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "n" + i;
      many[i + 1] = new byte[0];
    }
    cases.add("members-1001.zip", zip(many), refused);
    cases.add("zip-in-zip.zip", zip("export.data", zip("export.data", data)), refused);
    cases.add("empty.zip", zip(), refused);
    byte[] whole = zip("export.data", data);
    for (int cut : new int[] {4, 20, 40, whole.length - 22, whole.length - 5}) {
      cases.add("cut-%d.zip".formatted(cut), java.util.Arrays.copyOf(whole, cut), refused);
    }
    for (int at :
        new int[] {
          6, 8, 14, 18, 22, 26, 28, whole.length - 12, whole.length - 10, whole.length - 6
        }) {
      byte[] lie = whole.clone();
      lie[at] ^= (byte) 0xFF;
      lie[at + 1] ^= (byte) 0x7F;
      cases.add(
          "lie-at-%d.zip".formatted(at),
          lie,
          "unknown-format",
          "unsupported",
          "damaged",
          "0 in, 0 out");
    }
  }

  private static void databases(Cases cases) {
    cases.family("sqlite", "import", 5, 150);
    for (int pageSize : new int[] {0, 1, 3, 511, 512, 4096, 65_535}) {
      for (int size : new int[] {100, 5_000}) {
        byte[] file =
            new Blob()
                .text("SQLite format 3\0")
                .be16(pageSize)
                .bytes(1, 1, 0, 64, 32, 32)
                .be32(1)
                .be32(0xFFFFFFFFL)
                .zeros(size - 32)
                .done();
        cases.add(
            "page-size-%d-of-%d.db".formatted(pageSize, size),
            file,
            "damaged",
            "unknown-format",
            "unsupported");
      }
    }
  }
}
