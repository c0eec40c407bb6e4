package dev.watchword.adapters.http;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// As much of a browser as a session needs: it keeps the cookie, says which site its pages are of,
/// and its pages send the anti-forgery token along. Not thread-safe.
final class Browser {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern COOKIE =
      Pattern.compile("((?:__Host-)?watchword)(-provider)?=([^;]*)(;.*)?");

  private final int port;
  private final Map<String, String> always = new HashMap<>();
  Optional<String> cookie = Optional.empty();
  Optional<String> csrf = Optional.empty();

  /// What it was given on its way to the provider.
  Optional<String> verifier = Optional.empty();

  private boolean checked = true;
  private boolean kept = true;

  Browser(int port) {
    this.port = port;
    always.put("Sec-Fetch-Site", "same-origin");
    always.put("User-Agent", "Browser of a test");
  }

  /// The same cookie jar in another place.
  Browser copy() {
    Browser copy = new Browser(port);
    copy.cookie = cookie;
    copy.csrf = csrf;
    return copy;
  }

  /// The same cookie jar in another place, that sends the same along.
  Browser copyOfAll() {
    Browser copy = copy();
    copy.always.putAll(always);
    return copy;
  }

  /// Sends that with every request; nothing where the value is empty.
  Browser with(String header, String value) {
    if (value.isEmpty()) {
      always.remove(header);
    } else {
      always.put(header, value);
    }
    return this;
  }

  /// Holds no answer against the contract.
  Browser unchecked() {
    checked = false;
    return this;
  }

  Reply get(String path) {
    return send("GET", path, Optional.empty(), "");
  }

  /// @param members names and values, strings alone
  Reply post(String path, String... members) {
    return send("POST", path, Optional.of(json(members)), "application/json");
  }

  Reply delete(String path, String... members) {
    return members.length == 0
        ? send("DELETE", path, Optional.empty(), "")
        : send("DELETE", path, Optional.of(json(members)), "application/json");
  }

  Reply json(String method, String path, String body) {
    return send(method, path, Optional.of(body), "application/json");
  }

  private static String json(String... members) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < members.length; i += 2) {
      written.add("\"%s\":\"%s\"".formatted(members[i], members[i + 1]));
    }
    return "{" + String.join(",", written) + "}";
  }

  /// Without a body, as it is, and without holding the answer against the contract.
  Reply absolute(String method, String path) {
    checked = false;
    return sendTo(method, path, Optional.empty(), "");
  }

  /// @param path under `/api/v1`
  Reply send(String method, String path, Optional<String> body, String type) {
    return sendTo(method, "/api/v1" + path, body, type);
  }

  /// Without keeping a cookie that comes back.
  ///
  /// @param path the whole one
  Reply sendOnly(String method, String path, Optional<String> body) {
    kept = false;
    return sendTo(method, path, body, body.isEmpty() ? "" : "application/json");
  }

  private Reply sendTo(String method, String path, Optional<String> body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    always.forEach(request::header);
    String where = method + " " + path;
    always.forEach((name, value) -> Credentials.seeHeader(where, name, value));
    body.ifPresent(it -> Credentials.seeBody(where, it));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    String cookies = Stream.of(cookie, verifier).flatMap(Optional::stream).collect(joining("; "));
    if (!cookies.isEmpty()) {
      Stream.of(cookie, verifier)
          .flatMap(Optional::stream)
          .forEach(one -> Credentials.seeHeader(where, "Cookie", one));
      request.header("Cookie", cookies);
    }
    csrf.filter(token -> !method.equals("GET"))
        .ifPresent(token -> request.header("X-Watchword-CSRF", token));
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      Reply reply = new Reply(response);
      Credentials.seeBody(where, response.body());
      if (checked) {
        ContractClient.check(method, path.replaceFirst("\\?.*", ""), response);
      }
      if (kept) {
        keep(reply);
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(Reply reply) {
    for (String set : reply.response.headers().allValues("Set-Cookie")) {
      Matcher matcher = COOKIE.matcher(set);
      if (!matcher.matches()) {
        throw new AssertionError("an unexpected cookie: " + set);
      }
      if (matcher.group(2) != null) {
        verifier = Optional.of(matcher.group(1) + matcher.group(2) + "=" + matcher.group(3));
      } else if (matcher.group(3).isEmpty()) {
        cookie = Optional.empty();
        csrf = Optional.empty();
      } else {
        cookie = Optional.of(matcher.group(1) + "=" + matcher.group(3));
        csrf = Optional.empty();
      }
    }
    reply.find("csrf").ifPresent(token -> csrf = Optional.of(token));
    if (csrf.isEmpty() && cookie.isPresent() && !reply.asked) {
      get("/session");
    }
  }

  /// What came back.
  static final class Reply {
    final HttpResponse<String> response;
    private final boolean asked;

    Reply(HttpResponse<String> response) {
      this.response = response;
      this.asked =
          response.request().uri().getPath().equals("/api/v1/session")
              && response.request().method().equals("GET");
    }

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    Reply must(int status) {
      if (status() != status) {
        throw new AssertionError(
            "%s %s answered %d, not %d: %s"
                .formatted(response.request().method(), response.uri(), status(), status, body()));
      }
      return this;
    }

    /// The last part of a problem's type; empty where it is none.
    String problem() {
      return find("type")
          .filter(it -> it.startsWith("urn:"))
          .map(it -> it.substring(22))
          .orElse("");
    }

    /// The first member of that name that is a string.
    String text(String name) {
      return find(name).orElseThrow(() -> new AssertionError("no " + name + " in " + body()));
    }

    Optional<String> find(String name) {
      Matcher matcher =
          Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(body());
      return matcher.find()
          ? Optional.of(matcher.group(1).replace("\\/", "/").replace("\\\"", "\""))
          : Optional.empty();
    }

    /// The strings of a list.
    List<String> texts(String name) {
      Matcher matcher = Pattern.compile("\"" + name + "\":\\[([^\\]]*)]").matcher(body());
      if (!matcher.find()) {
        throw new AssertionError("no list " + name + " in " + body());
      }
      return Arrays.stream(matcher.group(1).split(","))
          .filter(item -> !item.isEmpty())
          .map(item -> item.substring(1, item.length() - 1))
          .toList();
    }
  }
}
