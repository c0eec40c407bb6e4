package dev.watchword.app.hostile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/// Pictures that are read without trouble, of codes whose contents are made to trouble.
// UP-06
final class QrCases {

  private static final String GOOD = "otpauth://totp/Site:ada?secret=MFRGGZDFMZTWQ2LK&issuer=Site";

  /// What stands for a name, written out and not percent-encoded.
  private static final String[] NAMES = {
    "a\u001b[2Jb",
    "a\u001b]0;x\u0007",
    "a\u202eevil",
    "a\nb",
    "a\r\nSet-Cookie: x",
    "a\u0000b",
    "a\u200bb",
    "G\u043eogle",
    "a\u009b31m",
    "a\u2028b",
    "\ud834\udd1e",
    "../../etc/passwd",
    "$(touch /tmp/watchword-marker)",
    "${jndi:ldap://127.0.0.1:9/x}",
    "'; DROP TABLE entry; --",
    "=cmd|'/c calc'!A0"
  };

  private static final String[] LINKS = {
    "http://127.0.0.1:9/enrol?secret=MFRGG",
    "https://example.org/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "intent://scan/#Intent;scheme=otpauth;end",
    "WIFI:T:WPA;S:x;P:secret;;",
    "otpauth:",
    "otpauth://",
    "otpauth-migration://offline",
    "steam://"
  };

  private static final String ONE = "accounts 1";
  private static final String NO_ACCOUNT = "not-an-account";

  /// What is said of a code whose bits are whole and mean nothing: as of one that is damaged.
  private static final String NOT_READ = "covered";

  private QrCases() {}

  static void add(Cases cases) {
    Random random = cases.family("qr-content", "scan", 5, 150);
    cases.add("control.png", new DrawnQr().text(GOOD, StandardCharsets.UTF_8).png(), ONE);
    for (int i = 0; i < NAMES.length; i++) {
      String uri = "otpauth://totp/" + NAMES[i] + "?secret=MFRGGZDFMZTWQ2LK";
      cases.add("name-%02d.png".formatted(i), text(uri), ONE);
    }
    for (int i = 0; i < LINKS.length; i++) {
      cases.add(
          "link-%02d.png".formatted(i), text(LINKS[i]), NO_ACCOUNT, "bad-account", "bad-transfer");
    }
    cases.add("image-elsewhere.png", text(GOOD + "&image=http://127.0.0.1:9/x"), ONE);
    charsets(cases);
    modes(cases, random);
    parts(cases);
    transfers(cases);
  }

  private static byte[] text(String text) {
    return new DrawnQr().text(text, StandardCharsets.UTF_8).png();
  }

  private static void charsets(Cases cases) {
    String cyrillic = GOOD.replace("ada", "\u0430\u0434\u0430");
    cases.add("eci-utf-8.png", eci(26).text(cyrillic, StandardCharsets.UTF_8).png(), ONE);
    cases.add(
        "eci-iso-8859-5.png", eci(7).text(cyrillic, Charset.forName("ISO-8859-5")).png(), ONE);
    cases.add(
        "eci-that-lies.png", eci(26).text(cyrillic, Charset.forName("KOI8-R")).png(), Case.ANY);
    cases.add("eci-binary.png", eci(899).text(GOOD, StandardCharsets.US_ASCII).png(), ONE);
    cases.add("eci-unknown.png", eci(9999).text(GOOD, StandardCharsets.US_ASCII).png(), ONE);
    cases.add(
        "eci-of-three-bytes.png",
        new DrawnQr()
            .mode(DrawnQr.ECI)
            .bits(0b110, 3)
            .bits(999_999, 21)
            .text(GOOD, StandardCharsets.US_ASCII)
            .png(),
        ONE);
    cases.add("eci-reserved.png", new DrawnQr().mode(DrawnQr.ECI).bits(0xFF, 8).png(), NOT_READ);
    cases.add("eci-alone.png", eci(26).png(), NO_ACCOUNT);
    DrawnQr many = new DrawnQr();
    for (int i = 0; i < 60; i++) {
      many.mode(DrawnQr.ECI).bits(i % 2 == 0 ? 26 : 3, 8);
    }
    cases.add("eci-sixty-times.png", many.png(), NO_ACCOUNT);
    cases.add(
        "no-utf-8.png",
        new DrawnQr().bytes(new byte[] {(byte) 0xC0, (byte) 0xAF, (byte) 0xFF, 'x'}).png(),
        NO_ACCOUNT);
    cases.add("bom.png", text("\ufeff" + GOOD), NO_ACCOUNT);
    cases.add(
        "utf-16.png",
        new DrawnQr().text(GOOD.substring(0, 50), StandardCharsets.UTF_16).png(),
        ONE);
  }

  private static DrawnQr eci(int designator) {
    DrawnQr qr = new DrawnQr().mode(DrawnQr.ECI);
    return designator < 128 ? qr.bits(designator, 8) : qr.bits(0b10, 2).bits(designator, 14);
  }

  private static void modes(Cases cases, Random random) {
    cases.add("nothing.png", new DrawnQr().png(), NO_ACCOUNT);
    cases.add(
        "kanji.png",
        new DrawnQr().mode(DrawnQr.KANJI).bits(2, 8).bits(0xD9F, 13).bits(0x1AAA, 13).png(),
        NO_ACCOUNT);
    cases.add(
        "kanji-out-of-range.png",
        new DrawnQr().mode(DrawnQr.KANJI).bits(1, 8).bits(0x1FFF, 13).png(),
        NO_ACCOUNT);
    cases.add(
        "hanzi.png",
        new DrawnQr().mode(DrawnQr.HANZI).bits(1, 4).bits(1, 8).bits(0x33, 13).png(),
        NOT_READ);
    cases.add(
        "hanzi-of-another-subset.png",
        new DrawnQr().mode(DrawnQr.HANZI).bits(15, 4).bits(1, 8).bits(0x33, 13).png(),
        NOT_READ);
    cases.add(
        "numeric.png",
        new DrawnQr().mode(DrawnQr.NUMERIC).bits(3, 10).bits(123, 10).png(),
        NO_ACCOUNT);
    cases.add(
        "numeric-of-1023.png",
        new DrawnQr().mode(DrawnQr.NUMERIC).bits(3, 10).bits(1023, 10).png(),
        NOT_READ);
    cases.add(
        "alphanumeric-out-of-range.png",
        new DrawnQr().mode(DrawnQr.ALPHANUMERIC).bits(2, 9).bits(2047, 11).png(),
        NOT_READ);
    for (int mode : new int[] {5, 6, 9, 10, 11, 12, 14, 15}) {
      cases.add(
          "mode-%d.png".formatted(mode),
          new DrawnQr().mode(mode).bits(random.nextLong(), 60).png(),
          NOT_READ);
    }
    cases.add(
        "length-past-the-end.png",
        new DrawnQr().mode(DrawnQr.BYTE).bits(255, 8).bits('x', 8).png(),
        NOT_READ);
    for (int i = 0; i < 20; i++) {
      DrawnQr noise = new DrawnQr();
      for (int word = 0; word < 108; word++) {
        noise.bits(random.nextInt(256), 8);
      }
      cases.add("noise-%02d.png".formatted(i), noise.png(), NOT_READ, NO_ACCOUNT);
    }
    byte[] binary = new byte[100];
    random.nextBytes(binary);
    cases.add("binary.png", new DrawnQr().bytes(binary).png(), NO_ACCOUNT);
  }

  private static DrawnQr part(int index, int last, int parity) {
    return new DrawnQr()
        .mode(DrawnQr.STRUCTURED_APPEND)
        .bits(index, 4)
        .bits(last, 4)
        .bits(parity, 8);
  }

  private static void parts(Cases cases) {
    cases.add(
        "part-one-of-two.png",
        part(0, 1, 7).text(GOOD.substring(0, 30), StandardCharsets.US_ASCII).png(),
        "parts-missing");
    cases.add(
        "part-sixteen-of-one.png",
        part(15, 0, 7).text(GOOD, StandardCharsets.US_ASCII).png(),
        NOT_READ);
    cases.add(
        "part-one-of-one-wrong-parity.png",
        part(0, 0, 0).text(GOOD, StandardCharsets.US_ASCII).png(),
        ONE);
    cases.add("part-of-nothing.png", part(3, 15, 0xFF).png(), "parts-missing");
    cases.add(
        "part-within-a-part.png",
        part(0, 1, 7)
            .mode(DrawnQr.STRUCTURED_APPEND)
            .bits(0x10, 8)
            .bits(7, 8)
            .text("x", StandardCharsets.US_ASCII)
            .png(),
        NOT_READ);
  }

  private static void transfers(Cases cases) {
    byte[][] messages = {
      {},
      new Blob().bytes(10, 0xFF, 0xFF, 0xFF, 0x7F, 1).done(),
      "K".repeat(40).getBytes(StandardCharsets.US_ASCII),
      new Blob().bytes(10, 4, 10, 2, 65, 66, 24, 0xFF, 0xFF, 0xFF, 0xFF, 7).done()
    };
    for (int i = 0; i < messages.length; i++) {
      String data = Base64.getEncoder().encodeToString(messages[i]).replace("+", "%2B");
      cases.add(
          "transfer-%d.png".formatted(i),
          text("otpauth-migration://offline?data=" + data),
          "bad-transfer",
          ONE);
    }
  }
}
