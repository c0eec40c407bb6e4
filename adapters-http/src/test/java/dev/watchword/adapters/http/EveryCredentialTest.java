package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.watchword.core.people.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Sends a credential that is wrong and like no other wherever the contract has one: by an owner,
/// by somebody who is to show a code yet, and by nobody. Looks for each in every answer, the log at
/// every level, the audit log and the metrics (SECURITY LO-01). Right ones are looked for by the
/// tests of the contract.
@Tag("slow")
class EveryCredentialTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMS = 3;
  private static final String ID = "00000000-0000-4000-8000-000000000000";

  private final Credentials credentials = Credentials.collecting();
  private final PeopleServer server = new PeopleServer().setUp();
  private final JsonNode contract = contract();
  private final Set<String> canaries = new HashSet<>();
  private final Set<String> told = new TreeSet<>();
  private int made;

  private static JsonNode contract() {
    try {
      return new YAMLMapper().readTree(ContractClient.contract());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    credentials.close();
    server.close();
  }

  /// Credentials that read as what a member of that name may be, each never sent before.
  private List<String> fresh(String name) {
    List<String> all = like(name);
    all.forEach(
        one -> canaries.add(one.replaceFirst("^(Bearer |watchword=|other=|.*secret=)", "")));
    return all;
  }

  private List<String> like(String name) {
    made++;
    String word = "canary" + made + "bird";
    String letters = letters(made);
    return switch (name) {
      case "code" -> List.of(word, "%08d".formatted(71_000_000 + made), recovery(letters));
      case "codes", "recoveryCode", "recoveryCodes", "recoveryKey" ->
          List.of(word, recovery(letters));
      case "uri", "uris" -> List.of(word, "otpauth://totp/Shop:ann?secret=CANARY" + letters);
      case "secret" -> List.of(word, "CANARY" + letters + "CANARY" + letters);
      case "Authorization" -> List.of(word, "Bearer wwt_canary" + letters, "Bearer " + word);
      case "Cookie" -> List.of("watchword=" + word, "other=" + word);
      default -> List.of(word);
    };
  }

  private static String recovery(String letters) {
    return ("CANARYBR" + letters + letters).replaceAll("(.{4})(?!$)", "$1-");
  }

  /// Eight letters that are no other number's.
  private static String letters(int number) {
    return "%08o"
        .formatted(number)
        .chars()
        .map(digit -> 'A' + digit - '0')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : contract.at(reference.substring(1));
  }

  /// Bodies for a schema: as many as its credentials have forms, all other members being plain;
  /// then the same with the right password, so that what comes after it is looked at.
  private List<JsonNode> bodies(JsonNode schema) {
    return IntStream.range(0, 2 * FORMS).mapToObj(form -> body("", schema, form)).toList();
  }

  private JsonNode body(String name, JsonNode unresolved, int variant) {
    JsonNode schema = resolved(unresolved);
    if (schema.has("allOf") || schema.has("oneOf") || schema.has("anyOf")) {
      JsonNode options = schema.has("allOf") ? schema.get("allOf") : schema.path("oneOf");
      return body(name, options.isEmpty() ? schema.get("anyOf").get(0) : options.get(0), variant);
    }
    switch (schema.path("type").asText()) {
      case "object" -> {
        ObjectNode object = JSON.createObjectNode();
        schema
            .path("properties")
            .properties()
            .forEach(member ->
                object.set(member.getKey(), body(member.getKey(), member.getValue(), variant)));
        return object;
      }
      case "array" -> {
        ArrayNode array = JSON.createArrayNode();
        array.add(body(name, schema.get("items"), variant));
        return array;
      }
      case "integer", "number" -> {
        return JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
      }
      case "boolean" -> {
        return JSON.getNodeFactory().booleanNode(true);
      }
      default -> {
        return JSON.getNodeFactory().textNode(text(name, schema, variant));
      }
    }
  }

  private String text(String name, JsonNode schema, int variant) {
    if (name.equals("password") && variant >= FORMS) {
      return PeopleServer.PASSWORD;
    }
    if (Credentials.NAMES.contains(name)) {
      List<String> all = fresh(name);
      return all.get(variant % all.size());
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0).asText();
    }
    return switch (schema.path("format").asText()) {
      case "uuid" -> ID;
      case "date-time" -> server.now().plusSeconds(600).toString();
      case "uri" -> "https://hooks.example.test/in";
      default -> "x";
    };
  }

  private record Asked(String method, String path, List<JsonNode> bodies, List<String> headers) {}

  /// Every operation of the contract that takes a credential in its body or in a header.
  private List<Asked> operations() {
    List<Asked> all = new ArrayList<>();
    contract
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .forEach(operation -> {
                  JsonNode it = operation.getValue();
                  JsonNode schema =
                      it.path("requestBody")
                          .path("content")
                          .path("application/json")
                          .path("schema");
                  List<String> headers = new ArrayList<>();
                  it.path("parameters")
                      .forEach(one -> headers.add(resolved(one).path("name").asText()));
                  headers.retainAll(Credentials.HEADERS);
                  headers.addAll(List.of("Authorization", "Cookie", "X-Watchword-CSRF"));
                  all.add(
                      new Asked(
                          operation.getKey().toUpperCase(Locale.ROOT),
                          path.getKey().replaceAll("\\{[a-z]+}", ID),
                          schema.isMissingNode() ? List.of() : bodies(schema),
                          headers));
                }));
    return all;
  }

  private void ask(Browser browser, Asked asked, Optional<JsonNode> body) {
    Browser.Reply reply =
        browser.unchecked().sendOnly(asked.method(), asked.path(), body.map(JsonNode::toString));
    String answer = reply.body() + reply.response.headers().map();
    canaries.stream()
        .filter(one -> Credentials.stands(one, answer))
        .forEach(one ->
            told.add(asked.method() + " " + asked.path() + " " + reply.status() + ": " + one));
  }

  @Test
  void noWrongCredentialIsEverToldAgain() throws IOException {
    List<Asked> operations = operations();
    int bodies = 0;
    for (Asked asked : operations) {
      String name = "owner" + made++;
      if (!asked.bodies().isEmpty()) {
        server.person(name, Role.OWNER);
        Browser owner = server.signedIn(name);
        server.enrol(owner);
        for (JsonNode body : asked.bodies()) {
          bodies++;
          ask(owner.copyOfAll(), asked, Optional.of(body));
          ask(server.signedIn(name), asked, Optional.of(body));
          ask(server.browser(), asked, Optional.of(body));
        }
      }
      Optional<JsonNode> some = asked.bodies().stream().findFirst();
      for (String header : asked.headers()) {
        for (String value : fresh(header)) {
          ask(server.browser().with(header, value), asked, some);
        }
      }
    }

    assertThat(bodies).isGreaterThan(250);
    assertThat(credentials.count()).isGreaterThan(600);
    assertThat(told).isEmpty();
    String metrics = RawConnection.metrics(server.port());
    assertThat(credentials.leaked(server.verifierStore.auditLog(), metrics)).isEmpty();
  }
}
