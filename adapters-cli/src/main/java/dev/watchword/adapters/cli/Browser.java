package dev.watchword.adapters.cli;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.EntrySearch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list that a person works with: what is in it, what is chosen, what the keys do. Knows
/// nothing of drawing. One thread.
///
/// Fetches the codes of the entries that are in sight, once for each time step. Is over when the
/// agent has locked, and, where this process holds the vault, when nobody has pressed a key for as
/// long as an agent would wait (SECURITY UN-04).
final class Browser {

  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Session session;
  private final BrowserActions actions;
  private final BrowserAdding adding;
  private final @Nullable LockTimer ownTimer;
  private final Map<EntryId, LiveCode> codes = new HashMap<>();
  private List<Entry> all = List.of();
  private List<Entry> shown = List.of();
  private Instant loaded = Instant.MIN;
  private Panel panel = new Panel.None();
  private String words = "";
  private Optional<String> tag = Optional.empty();
  private boolean trash;
  private int selected;
  private int top;
  private int room = 1;
  private String message = "";
  private boolean over;

  Browser(Session session, BrowserCopy copy) {
    this.session = session;
    BrowserUndo undo = new BrowserUndo(session);
    this.actions = new BrowserActions(this, session, copy, undo);
    this.adding = new BrowserAdding(this, session, undo);
    this.ownTimer =
        session.byAgent() ? null : new LockTimer(session::now, LockTimer.IDLE, LockTimer.ABSOLUTE);
    load();
  }

  // What the view draws.

  List<Entry> shown() {
    return shown;
  }

  int total() {
    return all.size();
  }

  int selected() {
    return selected;
  }

  /// The first entry in sight.
  int top() {
    return top;
  }

  Optional<LiveCode> code(Entry entry) {
    return Optional.ofNullable(codes.get(entry.id()));
  }

  Panel panel() {
    return panel;
  }

  String words() {
    return panel instanceof Panel.Search search ? search.words().text() : words;
  }

  Optional<String> tag() {
    return tag;
  }

  boolean inTrash() {
    return trash;
  }

  String message() {
    return message;
  }

  Instant now() {
    return session.now();
  }

  boolean over() {
    return over;
  }

  Optional<Entry> chosen() {
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(selected));
  }

  /// The tags in use, by name.
  List<String> tags() {
    return all.stream().flatMap(e -> e.tags().stream()).distinct().sorted().toList();
  }

  // What actions do to it.

  void say(String sentence) {
    message = sentence;
  }

  void open(Panel other) {
    panel = other;
  }

  void filter(Optional<String> byTag) {
    tag = byTag;
    select(0);
    refilter();
  }

  /// Reads the entries again, and keeps the choice where it is still there.
  void load() {
    Optional<EntryId> before = chosen().map(Entry::id);
    all = session.askAgain(new Request.ListEntries("", trash), Reply.Entries.class).entries();
    loaded = session.now();
    codes.clear();
    refilter();
    before.ifPresent(this::choose);
  }

  void choose(EntryId id) {
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).id().equals(id)) {
        select(i);
      }
    }
  }

  private void refilter() {
    shown =
        EntrySearch.find(
            tag.isEmpty() ? all : all.stream().filter(e -> e.tags().contains(tag.get())).toList(),
            words());
    select(selected);
  }

  private void select(int index) {
    selected = Math.clamp(index, 0, Math.max(shown.size() - 1, 0));
    scroll();
  }

  private void scroll() {
    top = Math.clamp(top, Math.max(selected - room + 1, 0), selected);
    top = Math.min(top, Math.max(shown.size() - room, 0));
  }

  /// Before each drawing.
  ///
  /// @param entries how many are in sight
  void tick(int entries) {
    room = Math.max(entries, 1);
    scroll();
    if (ownTimer != null && ownTimer.expired()) {
      throw Failure.expected(
          "locked", "The vault was locked: nobody has used the list for a while.");
    }
    if (panel instanceof Panel.Picture picture && !now().isBefore(picture.until())) {
      panel = new Panel.None();
    }
    actions.tick();
    fetch();
  }

  private void fetch() {
    if (trash) {
      return;
    }
    Instant now = now();
    List<Entry> inSight = shown.subList(top, Math.min(top + room, shown.size()));
    List<EntryId> wanted =
        inSight.stream()
            .filter(e -> !(e.parameters() instanceof HotpParameters))
            .map(Entry::id)
            .filter(id -> stale(id, now))
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    Reply.LiveCodes reply =
        session.askAgain(new Request.LiveCodes(wanted, session.codesAt()), Reply.LiveCodes.class);
    codes.values().removeIf(code -> !now.isBefore(code.validity().until()));
    reply.codes().forEach(code -> codes.put(code.id(), code));
  }

  private boolean stale(EntryId id, Instant now) {
    LiveCode code = codes.get(id);
    return code == null || !now.isBefore(code.validity().until());
  }

  /// One key.
  ///
  /// @throws Failure when it is over, for want of an open vault
  void take(Key key) {
    if (key.kind() == Key.Kind.GONE) {
      over = true;
      return;
    }
    if (key.kind() == Key.Kind.CLIPBOARD) {
      actions.clipboardHolds(key.text());
      return;
    }
    if (ownTimer != null) {
      ownTimer.touch();
    }
    message = "";
    try {
      if (Duration.between(loaded, now()).compareTo(FRESH) > 0) {
        load();
      }
      dispatch(key);
    } catch (Failure failure) {
      switch (failure.code()) {
        case "locked", "agent-gone", "key-changed", "elsewhere" -> throw failure;
        default -> message = failure.sentence();
      }
    }
  }

  private void dispatch(Key key) {
    switch (panel) {
      case Panel.None none -> listKey(key);
      case Panel.Search search -> searchKey(key, search);
      case Panel.Question question -> questionKey(key, question);
      case Panel.Menu menu -> menuKey(key, menu);
      case Panel.Page page -> panel = new Panel.None();
      case Panel.Picture picture -> panel = new Panel.None();
    }
  }

  private void searchKey(Key key, Panel.Search search) {
    switch (key.kind()) {
      case ENTER -> {
        words = search.words().text();
        panel = new Panel.None();
      }
      case ESCAPE -> {
        words = "";
        panel = new Panel.None();
        refilter();
      }
      case UP, DOWN, PAGE_UP, PAGE_DOWN -> move(key);
      default -> {
        search.words().take(key);
        selected = 0;
        refilter();
      }
    }
  }

  private void questionKey(Key key, Panel.Question question) {
    switch (key.kind()) {
      case ENTER -> {
        panel = new Panel.None();
        question.done().accept(question.line().text());
      }
      case ESCAPE -> panel = new Panel.None();
      default -> question.line().take(key);
    }
  }

  private void menuKey(Key key, Panel.Menu menu) {
    panel = new Panel.None();
    for (Panel.Choice choice : menu.choices()) {
      if (key.kind() == Key.Kind.TEXT && key.text().equals(choice.key())) {
        choice.act().run();
        return;
      }
    }
  }

  private void listKey(Key key) {
    switch (key.kind()) {
      case UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END -> move(key);
      case ENTER -> actions.copy(false);
      case ESCAPE -> back();
      case PASTE -> adding.addText(key.text());
      case TEXT -> letter(key.text());
      default -> {
        return;
      }
    }
  }

  /// Leaves the trash, the tag, the search; what is left of them first.
  private void back() {
    if (!words.isEmpty()) {
      words = "";
      refilter();
    } else if (tag.isPresent()) {
      filter(Optional.empty());
    } else if (trash) {
      showTrash(false);
    } else {
      over = true;
    }
  }

  private void showTrash(boolean yes) {
    trash = yes;
    words = "";
    tag = Optional.empty();
    selected = 0;
    load();
  }

  private void letter(String letter) {
    switch (letter) {
      case "q" -> over = true;
      case "/" -> panel = new Panel.Search(new LineEditor(words));
      case "j" -> select(selected + 1);
      case "k" -> select(selected - 1);
      case "g" -> select(0);
      case "G" -> select(shown.size() - 1);
      case "c" -> actions.copy(false);
      case "n" -> actions.copy(true);
      case "r" -> actions.picture();
      case "a" -> adding.add();
      case "e" -> actions.edit();
      case "p" -> actions.pin();
      case "t" -> actions.tags();
      case "d" -> actions.trashOrErase();
      case "u" -> actions.undo();
      case "T" -> showTrash(!trash);
      case "?", "h" -> panel = new Panel.Page("Keys", BrowserHelp.LINES);
      default -> message = "No such key; ? shows them all.";
    }
  }

  private void move(Key key) {
    select(
        switch (key.kind()) {
          case UP -> selected - 1;
          case DOWN -> selected + 1;
          case PAGE_UP -> selected - room;
          case PAGE_DOWN -> selected + room;
          case HOME -> 0;
          default -> shown.size() - 1;
        });
  }

  /// The screen's size, for what has to fit on it.
  record Size(int rows, int columns) {}

  private Size size = new Size(24, 80);

  Size size() {
    return size;
  }

  void resize(int rows, int columns) {
    size = new Size(rows, columns);
  }
}
