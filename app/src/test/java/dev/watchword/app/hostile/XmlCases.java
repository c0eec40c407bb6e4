package dev.watchword.app.hostile;

import java.nio.charset.StandardCharsets;

/// XML: document types, entities, things to fetch, depth.
final class XmlCases {

  private XmlCases() {}

  static void add(Cases cases) {
    cases.family("xml", "import", 5, 150);
    String body = "<map><string name=\"a\">b</string></map>";
    String[] types = {
      "<!DOCTYPE map>",
      "<!DOCTYPE map SYSTEM \"http://127.0.0.1:9/x.dtd\">",
      "<!DOCTYPE map PUBLIC \"-//x\" \"http://127.0.0.1:9/x.dtd\">",
      "<!DOCTYPE map [<!ENTITY a \"b\">]>",
      "<!DOCTYPE map [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
      "<!DOCTYPE map [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/\"> %p;]>",
      "<!doctype map>",
      "<!DOCTYPE map [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
          + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
    };
    for (int i = 0; i < types.length; i++) {
      cases.add(
          "doctype-%d.xml".formatted(i),
          "<?xml version=\"1.0\"?>" + types[i] + body,
          "damaged",
          "unknown-format",
          "unsupported");
      cases.add(
          "doctype-utf-16-%d.xml".formatted(i),
          ("\ufeff" + types[i] + body).getBytes(StandardCharsets.UTF_16LE),
          "damaged",
          "unknown-format",
          "unsupported");
    }
    cases.add(
        "xinclude.xml",
        "<map xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"file:///etc/passwd\""
            + " parse=\"text\"/></map>",
        "unknown-format",
        "damaged",
        "unsupported");
    cases.add(
        "stylesheet.xml",
        "<?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\"?>" + body,
        "unknown-format",
        "damaged",
        "unsupported");
    cases.add(
        "schema.xml",
        "<map xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a"
            + " http://127.0.0.1:9/x.xsd\"/>",
        "unknown-format",
        "damaged",
        "unsupported");
    cases.add(
        "deep.xml", "<map>" + "<a>".repeat(1_000_000), "unknown-format", "damaged", "unsupported");
    cases.add(
        "attributes.xml",
        "<map " + attributes() + "/>",
        "unknown-format",
        "damaged",
        "unsupported");
    cases.add(
        "entity-unknown.xml",
        "<map><string name=\"a\">&x;</string></map>",
        "unknown-format",
        "damaged",
        "unsupported");
  }

  private static String attributes() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      all.append('a').append(i).append("=\"b\" ");
    }
    return all.toString();
  }
}
