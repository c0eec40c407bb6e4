package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.otp.OtpKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first run and the second of a served vault, wired as the program wires it, on SQLite.
class ServedPeopleTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String PASSPHRASE = "a passphrase of the vault";
  private static final ServerSettings SETTINGS = ServerSettings.standard().withPort(0);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private String cookie = "";
  private String csrf = "";

  private Served served(Database database) {
    return served(database, SETTINGS);
  }

  private Served served(Database database, ServerSettings settings) {
    Served served =
        Programs.server(database, settings, TestNodes.named("node-1", folder.resolve("anchor")));
    served.server().start();
    return served;
  }

  private HttpResponse<String> ask(Served served, String method, String path, String body) {
    URI uri = served.server().uri().resolve("/api/v1" + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Sec-Fetch-Site", "same-origin");
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie).header("X-Watchword-CSRF", csrf);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      response
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      csrf = found(response, "csrf").orElse(csrf);
      return response;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> found(HttpResponse<String> response, String name) {
    var found = Pattern.compile("\"%s\":\"([^\"]+)\"".formatted(name)).matcher(response.body());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String state(HttpResponse<String> response) {
    return found(response, "state").orElse(response.statusCode() + " " + response.body());
  }

  private HttpResponse<String> setUp(Served served) {
    String code = served.server().setupCode().orElseThrow();
    return ask(
        served,
        "POST",
        "/setup",
        """
        {"setupCode":"%s","name":"ada","displayName":"Ada","password":"%s","passphrase":"%s"}\
        """
            .formatted(code, PASSWORD, PASSPHRASE));
  }

  @Test
  void tellsAWebhookOfWhatSomebodyIsGivenNoticeOf() throws Exception { // EN-13, RC-08
    var told = new LinkedBlockingQueue<String>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/in",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try (Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("v.db")))) {
      Served served = served(database, SETTINGS.withWebhookHosts(Set.of("127.0.0.1")));
      served.chores().start();
      setUp(served);
      String url = "http://127.0.0.1:%d/in".formatted(receiver.getAddress().getPort());
      var added =
          ask(
              served,
              "POST",
              "/webhooks",
              "{\"url\":\"%s\",\"events\":[\"notice\"]}".formatted(url));
      assertThat(added.statusCode()).isEqualTo(201);

      var changed =
          ask(
              served,
              "POST",
              "/me/password",
              "{\"password\":\"%s\",\"newPassword\":\"%s of another\"}"
                  .formatted(PASSWORD, PASSWORD));

      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
      assertThat(told.poll(30, TimeUnit.SECONDS))
          .contains("\"event\":\"notice\"", "\"what\":\"password-changed\"", "\"name\":\"ada\"")
          .doesNotContain(PASSWORD);
      served.chores().close();
      served.server().close();
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void tellsAnOwnerWhichFactorIsNotAsTheAuditLogSays() throws Exception { // CR-12
    Path file = folder.resolve("v.db");
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      Served served = served(database);
      setUp(served);
      String password = "{\"password\":\"%s\"}".formatted(PASSWORD);
      var begun = ask(served, "POST", "/me/factor", password);
      try (OtpKey key = KeyUri.parse(found(begun, "uri").orElseThrow()).key()) {
        String code = "{\"code\":\"%s\"}".formatted(key.at(Instant.now()).code());
        assertThat(ask(served, "POST", "/me/factor/confirm", code).statusCode()).isEqualTo(200);
      }
      assertThat(state(ask(served, "GET", "/audit/verify", ""))).isEqualTo("intact");

      try (var beside = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = beside.createStatement()) {
        assertThat(statement.executeUpdate("UPDATE enrolment SET last_step = -1")).isEqualTo(1);
      }

      HttpResponse<String> report = ask(served, "GET", "/audit/verify", "");
      assertThat(state(report)).isEqualTo("contradicted");
      assertThat(report.body())
          .contains("\"count\":1")
          .contains("The factor was changed outside of Watchword.");
      served.server().close();
      served.door().close();
    }
  }

  @Test
  void takesNoRowThatWasPutBackWhileNothingRan() throws Exception { // CR-12: role
    Path file = folder.resolve("v.db");
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      Served first = served(database);
      setUp(first);
      sql(file, "CREATE TABLE older AS SELECT * FROM person");
      assertThat(ask(first, "PATCH", "/me", "{\"displayName\":\"Ada L.\"}").statusCode())
          .isEqualTo(200);
      first.server().close();
      first.door().close();
    }
    sql(file, "DELETE FROM person", "INSERT INTO person SELECT * FROM older", "DROP TABLE older");

    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      Served second = served(database);
      second.chores().start();
      ask(second, "POST", "/unlock", "{\"passphrase\":\"%s\"}".formatted(PASSPHRASE));
      Instant end = Instant.now().plusSeconds(60);
      while (ask(second, "GET", "/session", "").statusCode() != 500) {
        assertThat(Instant.now()).as("when the row is still taken").isBefore(end);
        Thread.sleep(100);
      }
      second.chores().close();
      second.server().close();
      second.door().close();
    }
    try (var beside = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = beside.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FROM (SELECT action FROM audit_entry"
                    + " UNION ALL SELECT action FROM audit_waiting)"
                    + " WHERE action = 'alarm.rows-contradict-log'")) {
      assertThat(row.getInt(1)).isEqualTo(1);
    }
  }

  private static void sql(Path file, String... statements) throws SQLException {
    try (var beside = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = beside.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void makesTheVaultAndItsOwnerInABrowserAndKnowsBothAfterARestart() {
    try (Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("v.db")))) {
      Served first = served(database);
      assertThat(state(ask(first, "GET", "/setup", ""))).isEqualTo("new");

      HttpResponse<String> made = setUp(first);

      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      assertThat(made.body()).contains("recoveryKey");
      assertThat(state(ask(first, "GET", "/session", ""))).isEqualTo("full");
      assertThat(first.server().setupCode()).isEmpty();
      first.server().close();
      first.door().close();

      Served second = served(database);
      assertThat(state(ask(second, "GET", "/setup", ""))).isEqualTo("locked");
      assertThat(ask(second, "GET", "/session", "").statusCode()).isNotEqualTo(200);
      assertThat(
              ask(second, "POST", "/unlock", "{\"passphrase\":\"%s\"}".formatted(PASSPHRASE))
                  .statusCode())
          .isEqualTo(204);
      assertThat(state(ask(second, "GET", "/session", "")))
          .as("the session of before, by its stored hash")
          .isEqualTo("full");
      cookie = "";
      String signIn = "{\"name\":\"ADA\",\"password\":\"%s\"}".formatted(PASSWORD);
      assertThat(state(ask(second, "POST", "/session", signIn))).isEqualTo("full");
      second.server().close();
      second.door().close();
    }
  }
}
