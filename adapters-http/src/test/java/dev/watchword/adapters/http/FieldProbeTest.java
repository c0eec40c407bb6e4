package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.watchword.core.people.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Members that a body does not have, in every JSON body that the contract knows: none binds a
/// thing to somebody else, for none is read over (SECURITY AZ-07).
class FieldProbeTest {

  /// What other products were moved by, and what things are called here.
  private static final List<String> NAMES =
      List.of(
          "id",
          "ownerId",
          "owner",
          "personId",
          "userId",
          "memberId",
          "teamId",
          "team",
          "groupId",
          "factorId",
          "heldId",
          "vault",
          "vaultId",
          "tenant",
          "relyingParty",
          "role",
          "admin",
          "grantees",
          "members",
          "mfa",
          "disabled",
          "createdAt",
          "provedAt",
          "version");

  private static final String ELSEWHERE = "11111111-1111-4111-8111-111111111111";

  private final PeopleServer running = new PeopleServer().setUp();

  @AfterEach
  void stop() {
    running.close();
  }

  private record Operation(String method, String path, Set<String> known) {}

  /// Every operation that people may call with a JSON body.
  private static List<Operation> operations() throws IOException {
    JsonNode contract = new YAMLMapper().readTree(ContractClient.contract());
    List<Operation> all = new ArrayList<>();
    for (var path : contract.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
        if (!schema.isMissingNode() && path.getKey().startsWith("/api/v1/")) {
          JsonNode whole =
              schema.has("$ref") ? contract.at(schema.get("$ref").asText().substring(1)) : schema;
          assertThat(whole.path("additionalProperties").asBoolean(true))
              .as("%s takes members that it does not name", path.getKey())
              .isFalse();
          Set<String> known = new HashSet<>();
          whole.path("properties").fieldNames().forEachRemaining(known::add);
          all.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey().substring("/api/v1".length()),
                  known));
        }
      }
    }
    return all;
  }

  private static String state(Browser ada) {
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of("/people", "/teams", "/custody/grants", "/custody/held", "/entries", "/tokens")) {
      all.append(ada.get(path).must(200).body().replaceAll("\"lastSeenAt\":\"[^\"]*\"", ""));
    }
    return all.toString();
  }

  @Test
  void noMemberThatIsNotNamedMovesAnything() throws IOException { // AZ-07
    Browser ada = running.signedIn("ada");
    running.enrol(ada);
    String bob = running.person("bob", Role.OPERATOR).id().toString();
    ada.json("POST", "/teams", "{\"name\":\"Desk\",\"members\":[\"" + bob + "\"]}").must(201);
    String entry = running.add(PeopleServer.URI).toString();
    String before = state(ada);

    int probes = 0;
    for (Operation operation : operations()) {
      String path =
          operation
              .path()
              .replace("/entries/{id}", "/entries/" + entry)
              .replaceAll("\\{\\w+}", bob);
      for (String name : NAMES) {
        if (!operation.known().contains(name)) {
          String body = "{\"%s\":\"%s\"}".formatted(name, ELSEWHERE);
          int status = ada.copy().unchecked().json(operation.method(), path, body).status();
          assertThat(status)
              .as("%s %s with %s", operation.method(), path, name)
              .isBetween(400, 499);
          probes++;
        }
      }
    }

    assertThat(probes).isGreaterThan(700);
    assertThat(state(ada)).isEqualTo(before);
  }
}
