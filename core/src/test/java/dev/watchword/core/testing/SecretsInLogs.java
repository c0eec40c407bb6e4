package dev.watchword.core.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Reads all that is logged while tests run, by whomever and at every level, and fails the class in
/// whose time a secret was among it (SECURITY LO-01).
///
/// Secrets are known by their shape (tokens, cookies, shared secrets, recovery codes and keys, and
/// one-time codes: six to eight digits that are no part of anything longer) or, passwords and
/// passphrases, by the words that the tests use. So every route and command, refused or served, is
/// watched by whatever test asks it. JUnit finds this by itself.
public final class SecretsInLogs implements BeforeAllCallback, AfterAllCallback {

  private static final Pattern SECRET =
      Pattern.compile(
          "ww[tlr]_[A-Z2-7]{20,}"
              + "|(?<![\\w+/=-])[A-Z2-7]{26,}(?![\\w+/=-])"
              + "|(?i:secret=)[A-Z2-7]{8,}"
              + "|watchword=[\\w-]{43}"
              + "|[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){5,7}"
              + "|(?<![\\w.:/+$@\\[-])[0-9]{6,8}(?![\\w:/\\]-]|\\.\\w)"
              + "|correct horse battery staple"
              + "|a passphrase of the (?:vault|test)"
              + "|Zwölf Boxkämpfer");

  /// Loggers that a test may have set to something else.
  private static final List<String> NAMED = List.of("dev.watchword.http", "io.helidon");

  /// Tells the words of every program that is started; tests start other programs with passwords.
  /// What ours is given is looked at elsewhere (LO-06).
  private static final String OTHERS = "java.lang.ProcessBuilder";

  private static final List<String> FOUND = new CopyOnWriteArrayList<>();

  /// Kept, as a logger's level goes with it.
  private static final List<Logger> KEPT = new CopyOnWriteArrayList<>();

  private static final Handler READER =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          if (!OTHERS.equals(logged.getLoggerName())) {
            find(new SimpleFormatter().format(logged))
                .ifPresent(secret -> FOUND.add(logged.getLoggerName() + ": " + secret));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /// The secret in a text, if there is one.
  static Optional<String> find(String text) {
    return SECRET.matcher(text).results().findFirst().map(found -> found.group());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Logger root = Logger.getLogger("");
    READER.setLevel(Level.ALL);
    root.removeHandler(READER);
    root.addHandler(READER);
    root.setLevel(Level.ALL);
    for (String name : NAMED) {
      Logger logger = Logger.getLogger(name);
      logger.setLevel(Level.ALL);
      KEPT.add(logger);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> found = List.copyOf(FOUND);
    FOUND.clear();
    if (!found.isEmpty()) {
      throw new AssertionError(
          "secrets were logged: " + found.subList(0, Math.min(10, found.size())));
    }
  }
}
