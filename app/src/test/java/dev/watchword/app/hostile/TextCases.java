package dev.watchword.app.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Key URIs, transfer codes and JSON.
final class TextCases {

  private static final String[] BAD_PARAMETERS = {
    "secret=",
    "secret=M",
    "secret=0189",
    "secret=%00",
    "secret=%F0%9F%94%91",
    "secret=ＭＦＲＧＧ",
    "secret=MFRGG&digits=3",
    "secret=MFRGG&digits=11",
    "secret=MFRGG&digits=-6",
    "secret=MFRGG&digits=6.0",
    "secret=MFRGG&digits=٦",
    "secret=MFRGG&digits=６",
    "secret=MFRGG&digits=99999999999999999999",
    "secret=MFRGG&digits=0x6",
    "secret=MFRGG&period=0",
    "secret=MFRGG&period=-30",
    "secret=MFRGG&period=86401",
    "secret=MFRGG&period=1e3",
    "secret=MFRGG&period=９０",
    "secret=MFRGG&algorithm=MD4",
    "secret=MFRGG&algorithm=SHA0",
    "secret=MFRGG&secret=MFRGH",
    "secret=MFRGG&digits=6&digits=8"
  };
  private static final String[] COUNTERS = {"-1", "9223372036854775808", "1e9", "x", "٣"};
  private static final String[] NAMES = {
    "%1B%5B2J",
    "%E2%80%AEevil",
    "a%0Ab",
    "a%0D%0ASet-Cookie:x",
    "%C2%9B31m",
    "%E2%80%8B",
    "..%2F..%2Fetc%2Fpasswd",
    "$(id)",
    "%25s%25n",
    "${jndi:ldap://127.0.0.1:9/x}",
    "';DROP%20TABLE%20entry;--",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "=cmd%7C'/c'!A0",
    "%F3%A0%80%81",
    "G%D0%BEogle",
    "jdbc:sqlite:/x?load_extension=1",
    "a%E2%80%A8b",
    "%7F",
    "con.txt",
    "{{7*7}}"
  };

  private TextCases() {}

  static void add(Cases cases) {
    uris(cases);
    migrations(cases);
    jsons(cases);
  }

  private static void uris(Cases cases) {
    cases.family("uri", "import", 5, 100);
    for (int i = 0; i < BAD_PARAMETERS.length; i++) {
      cases.add(
          "parameter-%02d.txt".formatted(i),
          "otpauth://totp/a?" + BAD_PARAMETERS[i],
          "0 in, 1 out");
    }
    for (String left : new String[] {"algorithm", "digits", "period", "issuer", "image"}) {
      cases.add(
          "parameter-empty-%s.txt".formatted(left),
          "otpauth://totp/a?secret=MFRGG%0A&" + left + "=",
          "1 in, 0 out");
    }
    for (int i = 0; i < COUNTERS.length; i++) {
      cases.add(
          "counter-%d.txt".formatted(i),
          "otpauth://hotp/a?secret=MFRGG&counter=" + COUNTERS[i],
          "0 in, 1 out");
    }
    for (int i = 0; i < NAMES.length; i++) {
      cases.add(
          "name-%02d.txt".formatted(i),
          "otpauth://totp/" + NAMES[i] + "?secret=MFRGG&image=http://127.0.0.1:9/x.png",
          "1 in, 0 out",
          "0 in, 1 out");
    }
    cases.add(
        "secret-of-1025-bytes.txt", "otpauth://totp/a?secret=" + "A".repeat(1640), "0 in, 1 out");
    cases.add(
        "secret-of-a-megabyte.txt",
        "otpauth://totp/a?secret=" + "A".repeat(1 << 20),
        "0 in, 1 out");
    cases.add(
        "line-of-ten-megabytes.txt",
        "otpauth://totp/" + "a".repeat(10 << 20) + "?secret=MFRGG",
        "0 in, 1 out");
    cases.add(
        "parameters-by-the-thousand.txt",
        "otpauth://totp/a?" + "a=b&".repeat(100_000) + "secret=MFRGG",
        "0 in, 1 out");
    cases.add(
        "ten-thousand-and-one.txt",
        "otpauth://totp/a?secret=MFRGG\n".repeat(10_001),
        "unsupported");
    cases.add("type-unknown.txt", "otpauth://quux/a?secret=MFRGG", "0 in, 1 out");
    cases.add("percent-cut.txt", "otpauth://totp/a%2?secret=MFRGG", "0 in, 1 out", "1 in, 0 out");
    cases.add(
        "percent-no-utf-8.txt", "otpauth://totp/%C0%AF?secret=MFRGG", "0 in, 1 out", "1 in, 0 out");
    cases.add(
        "label-of-257.txt", "otpauth://totp/" + "a".repeat(257) + "?secret=MFRGG", "0 in, 1 out");
  }

  private static String offline(byte[] message) {
    return "otpauth-migration://offline?data="
        + Base64.getUrlEncoder().encodeToString(message).replace("-", "%2B").replace("_", "%2F");
  }

  private static void migrations(Cases cases) {
    cases.family("migration", "import", 5, 150);
    int[] depths = {17, 1_000, 30_000};
    for (int depth : depths) {
      Blob groups = new Blob();
      for (int i = 0; i < depth; i++) {
        groups.bytes(9 << 3 | 3);
      }
      cases.add("groups-%d.txt".formatted(depth), offline(groups.done()), "damaged");
    }
    cases.add("larger-than-64-kib.txt", offline(new byte[70_000]), "damaged", "unsupported");
    cases.add(
        "length-past-the-end.txt",
        offline(new Blob().bytes(10, 0xFF, 0xFF, 0xFF, 0x7F, 1).done()),
        "damaged");
    cases.add(
        "length-negative.txt",
        offline(
            new Blob().bytes(10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1).done()),
        "damaged");
    cases.add(
        "varint-without-end.txt",
        offline(
            new Blob()
                .bytes(8)
                .raw("\u00ff".repeat(50).getBytes(StandardCharsets.ISO_8859_1))
                .done()),
        "damaged");
    for (int type = 3; type < 8; type++) {
      cases.add(
          "wire-type-%d.txt".formatted(type),
          offline(new Blob().bytes(99 << 1 & 0x78 | type, 1, 2, 3).done()),
          "damaged",
          "0 in, 0 out");
    }
    cases.add("no-data.txt", "otpauth-migration://offline?data=", "damaged", "0 in, 0 out");
    cases.add("no-base64.txt", "otpauth-migration://offline?data=%%%", "damaged");
    cases.add("other-host.txt", "otpauth-migration://online?data=CgA%3D", Case.ANY);
    cases.add(
        "number-of-parts-huge.txt",
        offline(new Blob().bytes(10, 4, 10, 2, 65, 66, 24, 0xFF, 0xFF, 0xFF, 0xFF, 7).done()),
        Case.ANY);
  }

  private static String aegis(String entries) {
    return "{\"version\":1,\"header\":{\"slots\":null,\"params\":null},\"db\":{\"version\":3,\"entries\":"
        + entries
        + "}}";
  }

  private static void jsons(Cases cases) {
    cases.family("json", "import", 6, 250);
    String good =
        "{\"type\":\"totp\",\"name\":\"a\",\"info\":{\"secret\":\"MFRGG\",\"algo\":\"SHA1\",\"digits\":6,\"period\":30}}";
    cases.add("control.json", aegis("[" + good + "]"), "1 in, 0 out");
    for (int depth : new int[] {65, 1_000, 100_000, 5_000_000}) {
      cases.add(
          "arrays-%d.json".formatted(depth),
          aegis("[".repeat(depth) + "]".repeat(depth)),
          "unsupported",
          "damaged",
          "unknown-format");
      cases.add(
          "objects-%d.json".formatted(depth),
          aegis("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)),
          "unsupported",
          "damaged",
          "unknown-format");
      cases.add(
          "arrays-alone-%d.json".formatted(depth),
          "[".repeat(depth),
          "unknown-format",
          "damaged",
          "unsupported");
    }
    cases.add("values-two-million.json", aegis("[" + "0,".repeat(2_000_000) + "0]"), "unsupported");
    cases.add(
        "member-twice.json",
        aegis("[]").replace("\"version\":1", "\"version\":1,\"version\":2"),
        "damaged",
        "unknown-format",
        "unsupported");
    String[] numbers = {
      "NaN",
      "Infinity",
      "-Infinity",
      "1e999999999",
      "9".repeat(10_000),
      "01",
      "0x1",
      ".5",
      "-",
      "1.",
      "+1"
    };
    for (int i = 0; i < numbers.length; i++) {
      cases.add(
          "number-%02d.json".formatted(i),
          aegis("[" + good.replace(":6,", ":" + numbers[i] + ",") + "]"),
          "damaged",
          "unsupported",
          "unknown-format",
          "0 in, 1 out");
    }
    cases.add(
        "string-of-thirty-megabytes.json",
        aegis("[" + good.replace("\"a\"", "\"" + "a".repeat(30 << 20) + "\"") + "]"),
        "0 in, 1 out",
        "unsupported",
        "damaged");
    cases.add(
        "file-of-33-mebibytes.json",
        " ".repeat(33 << 20) + aegis("[]"),
        "unsupported",
        "too-large",
        "over-limit");
    cases.add(
        "type-of-a-class.json",
        aegis("[{\"@class\":\"java.net.URL\",\"@type\":\"x\",\"type\":\"totp\"}]"),
        "0 in, 1 out");
    cases.add(
        "surrogate-alone.json", aegis("[" + good.replace("\"a\"", "\"\\ud800\"") + "]"), Case.ANY);
    cases.add("cut.json", aegis("[" + good), "damaged");
    cases.add("nul.json", aegis("[\0]"), "damaged", "unknown-format");
  }
}
