package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.core.audit.AuditLog;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The credentials that requests bring and answers give, known by the names of their members, and
/// all that is logged meanwhile at any level: none of them may stand in a log, in the audit log or
/// among the metrics (SECURITY LO-01). A code of digits counts where it is no part of more.
final class Credentials implements AutoCloseable {

  /// Members of bodies that are credentials, or lists of them.
  static final Set<String> NAMES =
      Set.of(
          "password",
          "newPassword",
          "passphrase",
          "code",
          "codes",
          "recoveryCode",
          "recoveryCodes",
          "recoveryKey",
          "setupCode",
          "uri",
          "uris",
          "secret",
          "pin",
          "token",
          "csrf");

  /// Headers that are, of requests.
  static final Set<String> HEADERS =
      Set.of(
          "Authorization",
          "Cookie",
          "X-Watchword-CSRF",
          "X-Watchword-Link",
          "X-Watchword-Pin",
          "X-Watchword-Receipt");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHORTEST = 6;

  /// Whoever collects at present; tests of one module run one after the other.
  private static volatile @Nullable Credentials open;

  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private final StringBuffer logged = new StringBuffer();
  private final Handler reader =
      new Handler() {
        @Override
        public void publish(LogRecord event) {
          logged.append(new SimpleFormatter().format(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private Credentials() {}

  /// Collects from now on.
  static Credentials collecting() {
    Credentials fresh = new Credentials();
    fresh.reader.setLevel(Level.ALL);
    Logger.getLogger("").addHandler(fresh.reader);
    open = fresh;
    return fresh;
  }

  @Override
  public void close() {
    open = null;
    Logger.getLogger("").removeHandler(reader);
  }

  /// Notes those of a body; one that is no JSON has none.
  static void seeBody(String where, String body) {
    Credentials collecting = open;
    if (collecting != null && body.startsWith("{")) {
      try {
        collecting.see(where, "", JSON.readTree(body));
      } catch (JsonProcessingException noJson) {
        // what breaks the contract on purpose
      }
    }
  }

  private void see(String where, String name, JsonNode node) {
    if (node.isTextual() && NAMES.contains(name)) {
      see(where + " " + name, node.textValue());
    } else if (node.isTextual() && name.equals("url") && node.textValue().contains("#")) {
      see(where + " link", node.textValue().replaceFirst(".*#", ""));
    }
    node.properties().forEach(member -> see(where, member.getKey(), member.getValue()));
    if (node.isArray()) {
      node.forEach(item -> see(where, name, item));
    }
  }

  /// Notes one of a header.
  static void seeHeader(String where, String name, String value) {
    Credentials collecting = open;
    if (collecting != null && HEADERS.contains(name)) {
      collecting.see(where + " " + name, value.replaceFirst("^(Bearer |[\\w-]+=)", ""));
    }
  }

  /// Notes one that a test made up or got otherwise.
  void see(String where, String credential) {
    if (credential.length() >= SHORTEST) {
      seen.putIfAbsent(credential, where);
      int secret = credential.indexOf("secret=");
      if (secret >= 0) {
        see(where + " secret", credential.substring(secret + 7).replaceFirst("&.*", ""));
      }
    }
  }

  int count() {
    return seen.size();
  }

  /// Which of them stand where none may, and where each comes from.
  Map<String, String> leaked(AuditLog audit, String metrics) {
    Map<String, String> leaked = new TreeMap<>();
    String entries = audit.page(0, 1_000_000) + "\n" + audit.waiting(1_000_000);
    for (var place :
        Map.of("log", logged.toString(), "audit log", entries, "metrics", metrics).entrySet()) {
      seen.forEach((credential, where) -> {
        if (stands(credential, place.getValue())) {
          leaked.put(where, place.getKey() + ": " + credential);
        }
      });
    }
    return leaked;
  }

  /// Whether a text has it.
  static boolean stands(String credential, String text) {
    return credential.matches("[0-9]+")
        ? Pattern.compile("(?<![\\w.-])" + credential + "(?![\\w-])").matcher(text).find()
        : text.contains(credential);
  }
}
