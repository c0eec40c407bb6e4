package dev.watchword.app.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Somebody with a token of the vault that the nodes serve, who reads codes, lists entries and has
/// a picture read. Thread-safe.
final class VaultUser {

  private static final Path PICTURE = Path.of("..", "docs", "samples", "chatgpt-mfa.png");

  private final String token;
  private final List<String> entries;
  private final byte[] picture;

  private VaultUser(String token, List<String> entries, byte[] picture) {
    this.token = token;
    this.entries = entries;
    this.picture = picture;
  }

  /// Some users of one vault, each with a token of its own, and what is in it.
  static List<VaultUser> of(Cluster cluster, int users, int entries) throws Exception {
    byte[] picture = Files.readAllBytes(PICTURE);
    List<String> ids = new ArrayList<>();
    List<VaultUser> all = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      String token =
          cluster
              .command(
                  "token",
                  "user-" + i,
                  "--scope",
                  "entries:read",
                  "--scope",
                  "entries:write",
                  "--scope",
                  "codes:read",
                  "--scope",
                  "scan")
              .strip();
      if (i == 0) {
        add(cluster.nodes.getFirst().client(token), entries, ids);
      }
      all.add(new VaultUser(token, List.copyOf(ids), picture));
    }
    return all;
  }

  private static void add(ApiClient client, int entries, List<String> ids) throws IOException {
    for (int i = 0; i < entries; i++) {
      String body =
          "{\"issuer\":\"Site %d\",\"account\":\"a\",\"secret\":\"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\"}"
              .formatted(i);
      JsonNode entry = client.call("POST", "/api/v1/entries", body).json();
      ids.add(entry.get("id").asText());
    }
  }

  /// Does something at random.
  ///
  /// @return whether it was done
  boolean act(NodeProcess node, Random random) {
    ApiClient client = node.client(token);
    int dice = random.nextInt(100);
    if (dice == 0) {
      return client.post("/api/v1/scan", "image/png", picture).is(200);
    }
    if (dice < 10) {
      return client.call("GET", "/api/v1/entries?limit=20", "").is(200);
    }
    String entry = entries.get(random.nextInt(entries.size()));
    return client.call("GET", "/api/v1/entries/" + entry + "/code", "").is(200);
  }
}
