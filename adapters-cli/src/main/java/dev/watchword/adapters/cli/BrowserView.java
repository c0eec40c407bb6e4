package dev.watchword.adapters.cli;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.vault.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws a [Browser] in lines, for any size of screen. Stateless.
final class BrowserView {

  /// Header and search above, detail, message and keys below.
  private static final int AROUND = 5;

  private static final int WIDE = 64;

  private BrowserView() {}

  /// How many entries are in sight on a screen of so many rows.
  static int room(Browser browser, int rows) {
    int menu = browser.panel() instanceof Panel.Menu open ? open.choices().size() + 1 : 0;
    return Math.max(rows - AROUND - menu, 1);
  }

  static List<String> draw(Browser browser, int rows, int columns, boolean colour) {
    Ink ink = new Ink(colour);
    List<String> lines =
        switch (browser.panel()) {
          case Panel.Page page -> page(page.title(), page.lines(), columns, ink);
          case Panel.Picture picture -> picture(picture, columns, ink);
          default -> list(browser, rows, columns, ink);
        };
    return lines.size() > rows ? lines.subList(0, rows) : lines;
  }

  private static List<String> page(String title, List<String> text, int columns, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.title(Columns.fit(" " + title, columns)));
    lines.add("");
    text.forEach(line -> lines.add(cut(" " + line, columns)));
    lines.add("");
    lines.add(ink.faint(cut(" any key: back", columns)));
    return lines;
  }

  /// Black on white in any terminal, where there is colour: scanners want it so.
  private static List<String> picture(Panel.Picture picture, int columns, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.title(Columns.fit(" " + picture.title(), columns)));
    picture.lines().forEach(line -> lines.add(ink.picture(line)));
    lines.add(ink.faint(cut(" It holds the secret: let nobody see it. Any key: back", columns)));
    return lines;
  }

  private static List<String> list(Browser browser, int rows, int columns, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.title(Columns.fit(header(browser), columns)));
    lines.add(search(browser, columns, ink));
    List<Entry> shown = browser.shown();
    int room = room(browser, rows);
    int end = Math.min(browser.top() + room, shown.size());
    int code = codeWidth(browser, shown.subList(browser.top(), end));
    for (int i = browser.top(); i < end; i++) {
      lines.add(row(browser, shown.get(i), i == browser.selected(), code, columns, ink));
    }
    if (shown.isEmpty()) {
      lines.add(cut(empty(browser), columns));
    }
    while (lines.size() < room + 2) {
      lines.add("");
    }
    if (browser.panel() instanceof Panel.Menu menu) {
      lines.add(ink.bold(cut(" " + menu.title(), columns)));
      menu.choices()
          .forEach(choice -> lines.add(cut("  " + choice.key() + "  " + choice.text(), columns)));
    }
    lines.add(ink.faint(cut(detail(browser), columns)));
    lines.add(below(browser, columns, ink));
    lines.add(ink.faint(cut(keys(browser, columns), columns)));
    return lines;
  }

  private static String header(Browser browser) {
    int total = browser.total();
    String entries = total == 1 ? "1 entry" : total + " entries";
    return " watchword  "
        + (browser.inTrash() ? "trash: " : "")
        + (browser.shown().size() == total ? entries : browser.shown().size() + " of " + entries)
        + browser.tag().map(tag -> "  tag: " + Neutral.line(tag)).orElse("");
  }

  private static String search(Browser browser, int columns, Ink ink) {
    if (browser.panel() instanceof Panel.Search search) {
      return typed(" / ", search.words(), columns, ink);
    }
    return browser.words().isEmpty()
        ? ""
        : cut(" / " + Neutral.line(browser.words()) + "   (Esc: all)", columns);
  }

  private static String typed(String label, LineEditor line, int columns, Ink ink) {
    String before = Neutral.line(line.before());
    int room = Math.max(columns - Columns.width(label) - 2, 1);
    while (Columns.width(before) > room) {
      before = before.substring(before.offsetByCodePoints(0, 1));
    }
    String behind = Neutral.line(line.behind());
    String under = behind.isEmpty() ? " " : behind.substring(0, behind.offsetByCodePoints(0, 1));
    String rest = behind.isEmpty() ? "" : behind.substring(under.length());
    int left = columns - Columns.width(label + before + under);
    return label + before + ink.cursor(under) + (left > 0 ? cut(rest, left) : "");
  }

  private static String empty(Browser browser) {
    if (browser.inTrash()) {
      return " The trash is empty.";
    }
    return browser.total() == 0
        ? " Nothing here yet: a adds an account."
        : " Nothing matches; Esc shows all.";
  }

  private static int codeWidth(Browser browser, List<Entry> inSight) {
    int width = 7;
    for (Entry entry : inSight) {
      width = Math.max(width, Columns.width(code(browser, entry)));
    }
    return width;
  }

  private static String code(Browser browser, Entry entry) {
    if (entry.parameters() instanceof HotpParameters) {
      return "counter";
    }
    return browser.code(entry).map(code -> spaced(code.code())).orElse("- - -");
  }

  /// In two halves, as people read codes out.
  static String spaced(String code) {
    int half = code.length() / 2;
    return code.length() < 6 ? code : code.substring(0, half) + " " + code.substring(half);
  }

  private static String row(
      Browser browser, Entry entry, boolean selected, int codeWidth, int columns, Ink ink) {
    int bar = columns >= WIDE ? 10 : 4;
    int name = columns - 2 - 1 - codeWidth - 1 - bar - 4;
    if (name < 6) {
      bar = 0;
      name = Math.max(columns - 2 - 1 - codeWidth - 4, 1);
    }
    String label = (entry.pinned() ? "* " : "") + name(entry, name);
    String line =
        (selected ? "> " : "  ")
            + Columns.fit(label, name)
            + " "
            + fitRight(code(browser, entry), codeWidth);
    Optional<LiveCode> code = browser.inTrash() ? Optional.empty() : browser.code(entry);
    if (code.isEmpty()) {
      return selected ? ink.chosen(Columns.fit(line, columns)) : cut(line, columns);
    }
    Instant now = browser.now();
    long left = CodeView.secondsLeft(code.get().validity(), now);
    String time = (bar > 0 ? " " + bar(code.get(), now, bar) : "") + fitRight(left + "s", 4);
    return cut(
        selected ? ink.chosen(line) + ink.time(time, left) : line + ink.time(time, left), columns);
  }

  private static String name(Entry entry, int room) {
    String issuer = EntryView.issuer(entry.label());
    String account = Neutral.line(entry.label().accountName());
    if (issuer.isEmpty() || account.isEmpty()) {
      return issuer.isEmpty() ? account.isEmpty() ? "(no name)" : account : issuer;
    }
    return room < 30 ? issuer + " " + account : issuer + "  " + account;
  }

  private static String bar(LiveCode code, Instant now, int cells) {
    Duration whole = Duration.between(code.validity().from(), code.validity().until());
    long left = Math.max(code.validity().left(now).toMillis(), 0);
    int full = (int) Math.ceilDiv(left * cells, Math.max(whole.toMillis(), 1));
    return "━".repeat(Math.min(full, cells)) + "─".repeat(cells - Math.min(full, cells));
  }

  private static String fitRight(String text, int width) {
    return " ".repeat(Math.max(width - Columns.width(text), 0)) + text;
  }

  private static String detail(Browser browser) {
    Optional<Entry> chosen = browser.chosen();
    if (chosen.isEmpty()) {
      return "";
    }
    Entry entry = chosen.get();
    List<String> parts = new ArrayList<>();
    browser.code(entry).ifPresent(code -> parts.add("next " + spaced(code.next())));
    if (!entry.tags().isEmpty()) {
      parts.add("[" + Neutral.line(String.join(", ", entry.tags())) + "]");
    }
    if (!entry.note().isEmpty()) {
      parts.add(Neutral.line(entry.note().lines().findFirst().orElse("")));
    }
    EntryView.lookAlike(entry.label())
        .ifPresent(other -> parts.add("not " + Neutral.line(other) + "!"));
    return " " + String.join("  ", parts);
  }

  private static String below(Browser browser, int columns, Ink ink) {
    return browser.panel() instanceof Panel.Question question
        ? typed(" " + question.label(), question.line(), columns, ink)
        : cut(" " + browser.message(), columns);
  }

  private static String keys(Browser browser, int columns) {
    String keys =
        switch (browser.panel()) {
          case Panel.Search search -> " Enter keep  Esc all";
          case Panel.Question question -> " Enter done  Esc leave it";
          case Panel.Menu menu -> " a letter above, or Esc";
          default ->
              browser.inTrash()
                  ? " u restore  d erase  Esc back  ? help"
                  : columns >= WIDE
                      ? " Enter copy  n next  / search  a add  e edit  t tags  d trash  ? help  q"
                          + " quit"
                      : " Enter copy  / search  ? help  q quit";
        };
    return keys;
  }

  /// At most so wide; blanks at the end are left out.
  private static String cut(String text, int columns) {
    return Ink.width(text) <= columns ? text : Columns.fit(Ink.bare(text), columns);
  }
}
