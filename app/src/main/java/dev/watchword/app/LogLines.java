package dev.watchword.app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// How a server's log is written: one line an event, as `key=value` (logfmt), with the time in UTC
/// and the node's name first (SECURITY LO-02, LO-03). Whatever could start another line, or disturb
/// a terminal, is escaped. Thread-safe.
final class LogLines extends Formatter {

  /// Messages of these loggers are `key=value` already.
  private static final String KEYED = "dev.watchword.http";

  private static final int MOST_FRAMES = 40;

  private final String node;

  /// @param node this process's name, as in the audit log
  LogLines(String node) {
    this.node = node;
  }

  /// Has everything that is logged from now on written to standard error in this way.
  static void install(String node) {
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler old : root.getHandlers()) {
      root.removeHandler(old);
    }
    Handler errors = new ConsoleHandler();
    errors.setFormatter(new LogLines(node));
    root.addHandler(errors);
  }

  @Override
  public String format(LogRecord event) {
    String logger = Objects.requireNonNullElse(event.getLoggerName(), "");
    Instant at = event.getInstant().truncatedTo(ChronoUnit.MILLIS);
    StringBuilder line =
        new StringBuilder("time=%s level=%s node=".formatted(at, event.getLevel()));
    quoted(line, node);
    String message = formatMessage(event);
    if (logger.startsWith(KEYED)) {
      line.append(' ');
      escaped(line, message);
    } else {
      line.append(" event=log logger=");
      quoted(line, logger);
      line.append(" message=");
      quoted(line, message);
    }
    if (event.getThrown() != null) {
      thrown(line, event.getThrown());
    }
    return line.append(System.lineSeparator()).toString();
  }

  /// Causes are told with their own first places.
  private static void thrown(StringBuilder line, Throwable fault) {
    line.append(" error=");
    quoted(line, fault.toString());
    StringBuilder stack = new StringBuilder();
    Throwable each = fault;
    for (int depth = 0; each != null && depth < 5; depth++, each = each.getCause()) {
      if (depth > 0) {
        stack.append(" caused by ").append(each).append(": ");
      }
      stack.append(
          Arrays.stream(each.getStackTrace())
              .limit(MOST_FRAMES)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining(" < ")));
    }
    line.append(" stack=");
    quoted(line, stack.toString());
  }

  private static void quoted(StringBuilder line, String text) {
    boolean plain =
        !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
    if (plain) {
      line.append(text);
      return;
    }
    line.append('"');
    escaped(line, text.replace("\\", "\\\\").replace("\"", "\\\""));
    line.append('"');
  }

  /// Control, direction-changing, invisible and line-breaking characters become `\\u….`
  private static void escaped(StringBuilder line, String text) {
    text.codePoints()
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE,
                Character.UNASSIGNED,
                Character.PRIVATE_USE ->
                line.append(c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
            default -> line.appendCodePoint(c);
          }
        });
  }
}
