package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenIdSettingsTest {

  @TempDir Path folder;

  private Path written(String member, Object value) throws IOException {
    Map<String, Object> document = new HashMap<>();
    document.put("name", "Example");
    document.put("issuer", "https://id.example.org");
    document.put("authorization_endpoint", "https://id.example.org/authorize");
    document.put("token_endpoint", "https://id.example.org/token");
    document.put("jwks_uri", "https://keys.example.org/keys");
    document.put("client_id", "watchword");
    document.put(member, value);
    document.values().removeIf("absent"::equals);
    return Files.write(folder.resolve("o.json"), new ObjectMapper().writeValueAsBytes(document));
  }

  private void assertRefused(Path file, String... words) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> OpenIdSettings.read(file))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void takesADiscoveryDocumentWithWhoWeAre() throws IOException {
    OpenIdSettings settings = OpenIdSettings.read(written("scopes_supported", new int[] {1, 2}));
    assertThat(settings.issuer()).isEqualTo("https://id.example.org");
    assertThat(settings.keys()).hasToString("https://keys.example.org/keys");
    assertThat(settings.authorizationHeader()).as("a public client").isEmpty();
    assertThat(settings.secretForBody()).isEmpty();
  }

  @Test
  void saysWhatIsMissingOrUnsafe() throws IOException {
    assertRefused(folder.resolve("none.json"), "can't be read");
    assertRefused(Files.writeString(folder.resolve("a"), "issuer = x"), "not a JSON object");
    assertRefused(Files.writeString(folder.resolve("a"), "{\"name\":\"x\""), "not a JSON object");
    assertRefused(Files.writeString(folder.resolve("a"), " ".repeat(70_000)), "64 KiB");
    assertRefused(written("name", "absent"), "`name`");
    assertRefused(written("name", ""), "`name`");
    assertRefused(written("client_id", 5), "`client_id`");
    assertRefused(written("token_endpoint", "http://id.example.org/token"), "`token_endpoint`");
    assertRefused(written("jwks_uri", "file:///etc/passwd"), "`jwks_uri`");
    assertRefused(written("jwks_uri", "https://u:p@id.example.org/"), "`jwks_uri`");
    assertRefused(written("issuer", "not an address"), "`issuer`");
    assertRefused(written("authorization_endpoint", "https://a/#b"), "`authorization_endpoint`");
  }

  @Test
  void keepsTheSecretWhereNobodyElseReadsIt() throws IOException { // UN-08, LO-01
    Path file = written("client_secret_file", "secret");
    assertRefused(file, "can't be read");
    Path secret = Files.writeString(folder.resolve("secret"), "hush, hush\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(file, "Others can reach the client secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    OpenIdSettings settings = OpenIdSettings.read(file);
    assertThat(settings.toString()).doesNotContain("hush");
    assertThat(settings.authorizationHeader()).isPresent();
    Files.writeString(secret, "\n");
    assertRefused(file, "empty");
  }
}
