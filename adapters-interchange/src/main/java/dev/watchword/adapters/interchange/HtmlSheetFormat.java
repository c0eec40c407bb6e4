package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A printable sheet in HTML, as Stratum writes it and Watchword too: a URI in each `code` element.
/// The text is searched, not rendered; nothing that it refers to is looked at.
final class HtmlSheetFormat extends NamedFormat {

  private static final String OPEN = "<code";
  private static final String CLOSE = "</code>";

  HtmlSheetFormat() {
    super("html", "HTML sheet", "the sheets of Stratum and of Watchword");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    String text = TextView.of(file).text();
    String start = text.substring(0, Math.min(text.length(), 512)).toLowerCase(Locale.ROOT);
    boolean html = start.contains("<html") || start.contains("<!doctype html");
    return html && !uris(text).isEmpty() ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    List<String> uris = uris(TextView.of(file).text());
    if (uris.isEmpty()) {
      throw Refusal.notThisFormat(this);
    }
    for (String uri : uris) {
      items.add(() -> ItemDraft.ofUri(uri));
    }
    return items.contents();
  }

  private static List<String> uris(String html) {
    List<String> uris = new ArrayList<>();
    int at = html.indexOf(OPEN);
    while (at >= 0) {
      int from = html.indexOf('>', at) + 1;
      int to = from == 0 ? -1 : html.indexOf(CLOSE, from);
      if (to < 0) {
        break;
      }
      String text = unescaped(html.substring(from, Math.min(to, from + 64 * 1024))).strip();
      if (text.startsWith("otpauth://") || text.startsWith("motp://")) {
        uris.add(text);
      }
      at = html.indexOf(OPEN, to);
    }
    return uris;
  }

  /// The five entities of XML, and numbers.
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '&' ? text.indexOf(';', i) : -1;
      if (end < 0 || end - i > 10) {
        plain.append(c);
        continue;
      }
      String name = text.substring(i + 1, end);
      int character =
          switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(name);
          };
      if (character < 0) {
        plain.append(c);
      } else {
        plain.appendCodePoint(character);
        i = end;
      }
    }
    return plain.toString();
  }

  private static int number(String name) {
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    if (!name.startsWith("#")) {
      return -1;
    }
    try {
      int value =
          hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      return Character.isValidCodePoint(value) ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new HtmlSheetWriter());
  }
}
