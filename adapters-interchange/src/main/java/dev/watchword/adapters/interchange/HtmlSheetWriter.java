package dev.watchword.adapters.interchange;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Writes a sheet for the printer: each account with its QR code and its URI. One file, without
/// scripts or anything from outside.
final class HtmlSheetWriter implements BackupWriter {

  /// What a printed Key URI holds.
  static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam", "motp", "yandex"),
          Detail.PIN,
          Detail.NO_ISSUER,
          Detail.ANY_HOTP);

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>One-time password keys</title>
      <style>
      body { font: 11pt/1.4 sans-serif; margin: 15mm; color: #000; background: #fff }
      section { display: flex; gap: 8mm; padding: 5mm 0; border-top: 1px solid #999; break-inside: avoid }
      svg { width: 38mm; height: 38mm; flex: none }
      h2 { font-size: 13pt; margin: 0 }
      p { margin: 1mm 0 }
      code { font: 8pt/1.3 monospace; overflow-wrap: anywhere }
      </style>
      </head>
      <body>
      <h1>One-time password keys</h1>
      <p>Whoever holds this sheet can make every code on it. Keep it locked away.</p>
      """;

  @Override
  public Protection protection() {
    return Protection.NONE;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    StringBuilder html = new StringBuilder(HEAD);
    for (NewEntry entry : entries) {
      String uri = new KeyUri(entry.label(), entry.key()).reveal();
      html.append("<section>\n");
      if (uri.length() <= QrRenderer.MAX_BYTES) {
        String svg = context.qr().svg(uri);
        html.append(svg, Math.max(0, svg.indexOf("<svg")), svg.length()).append('\n');
      } else {
        html.append("<p>This key is too long for a QR code.</p>\n");
      }
      String issuer = entry.label().issuer();
      String account = entry.label().accountName();
      html.append("<div>\n<h2>")
          .append(escaped(issuer.isEmpty() ? account : issuer))
          .append("</h2>\n<p>")
          .append(escaped(issuer.isEmpty() ? "" : account))
          .append("</p>\n<p><code>")
          .append(escaped(uri))
          .append("</code></p>\n</div>\n</section>\n");
    }
    html.append("</body>\n</html>\n");
    return WrittenBackup.of("html", "text/html", html.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Text for an element: the characters of markup escaped, those that turn or hide text dropped.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> {
              int type = Character.getType(c);
              if (type != Character.CONTROL && type != Character.FORMAT) {
                escaped.appendCodePoint(c);
              }
            }
          }
        });
    return escaped.toString();
  }
}
