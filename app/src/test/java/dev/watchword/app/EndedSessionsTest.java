package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one store, as the program wires them: what one ends, the other refuses (SECURITY
/// SE-05), 100 tokens over five ways of ending them.
@Tag("slow")
class EndedSessionsTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String PASSPHRASE = "a passphrase of the vault";
  private static final int EACH = 20;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Database> stores = new ArrayList<>();
  private final List<Served> nodes = new ArrayList<>();

  /// A browser's cookie, and what its pages send along.
  private record Tab(String cookie, String csrf) {
    static final Tab NONE = new Tab("", "");
  }

  @BeforeEach
  void start() {
    for (int i = 0; i < 2; i++) {
      Database store = Database.open(new DatabaseSettings.Sqlite(folder.resolve("v.db")));
      Served node =
          Programs.server(
              store,
              ServerSettings.standard().withPort(0),
              TestNodes.named("node-" + i, folder.resolve("a" + i)));
      node.server().start();
      stores.add(store);
      nodes.add(node);
    }
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> {
      node.server().close();
      node.door().close();
    });
    stores.forEach(Database::close);
  }

  private HttpResponse<String> ask(int node, Tab tab, String method, String path, String body) {
    URI uri = nodes.get(node).server().uri().resolve("/api/v1" + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Sec-Fetch-Site", "same-origin");
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!tab.cookie().isEmpty()) {
      request.header("Cookie", tab.cookie()).header("X-Watchword-CSRF", tab.csrf());
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Tab tab(HttpResponse<String> response) {
    String set = response.headers().firstValue("Set-Cookie").orElseThrow();
    return new Tab(set.substring(0, set.indexOf(';')), text(response, "csrf"));
  }

  private static String text(HttpResponse<String> response, String member) {
    Matcher found = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(response.body());
    assertThat(found.find()).as(response.body()).isTrue();
    return found.group(1);
  }

  private Tab signIn(int node, String name, String password) {
    return tab(
        ask(
            node,
            Tab.NONE,
            "POST",
            "/session",
            "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password)));
  }

  /// Signs somebody in many times at one node, ends it there, and asks the other.
  private void ended(String name, String password, Runnable end) {
    List<Tab> tabs = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      tabs.add(signIn(0, name, password));
    }
    assertThat(tabs).allMatch(tab -> ask(1, tab, "GET", "/session", "").statusCode() == 200);

    end.run();

    long at = System.nanoTime();
    for (Tab tab : tabs) {
      assertThat(ask(1, tab, "GET", "/session", "").statusCode()).isEqualTo(401);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void areRefusedByTheOtherNodeAtOnce() { // SE-05
    String setUp =
        """
        {"setupCode":"%s","name":"ada","displayName":"Ada","password":"%s","passphrase":"%s"}\
        """
            .formatted(nodes.getFirst().server().setupCode().orElseThrow(), PASSWORD, PASSPHRASE);
    Tab ada = tab(ask(0, Tab.NONE, "POST", "/setup", setUp));
    ask(1, Tab.NONE, "POST", "/unlock", "{\"passphrase\":\"%s\"}".formatted(PASSPHRASE));
    var invited = ask(0, ada, "POST", "/people", "{\"name\":\"bob\",\"role\":\"viewer\"}");
    String bob = "/people/" + text(invited, "id");
    String accept =
        "{\"code\":\"%s\",\"password\":\"%s\"}".formatted(text(invited, "code"), PASSWORD);
    assertThat(ask(1, Tab.NONE, "POST", "/invites/accept", accept).statusCode()).isEqualTo(200);

    ended("bob", PASSWORD, () -> good(ask(0, ada, "PATCH", bob, "{\"role\":\"auditor\"}")));
    ended("bob", PASSWORD, () -> good(ask(0, ada, "DELETE", bob + "/sessions", "")));
    ended("bob", PASSWORD, () -> good(ask(0, ada, "PATCH", bob, "{\"disabled\":true}")));
    good(ask(0, ada, "PATCH", bob, "{\"disabled\":false}"));
    ended("bob", PASSWORD, () -> good(ask(0, ada, "DELETE", bob, "")));
    String another =
        "{\"password\":\"%s\",\"newPassword\":\"another good password\"}".formatted(PASSWORD);
    ended("ada", PASSWORD, () -> good(ask(0, ada, "POST", "/me/password", another)));
    Tab last = signIn(0, "ada", "another good password");
    good(ask(0, last, "DELETE", "/session", ""));
    assertThat(ask(1, last, "GET", "/session", "").statusCode()).isEqualTo(401);
  }

  private static void good(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
  }
}
