package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultRepository;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An import over HTTP keeps what other programs drop: sent to a real server, kept in a real store,
/// and read back after the store was closed and opened again.
class ImportKeepsTest {

  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final long COUNTER = 9_007_199_254_740_993L; // not exact as a double

  @TempDir private Path folder;

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(folder.resolve("vault.db")));
  }

  private static Unlocker passphrase() {
    return new Unlocker.ByPassphrase(Passphrase.of("a passphrase for one test".toCharArray()));
  }

  private static String icon() throws IOException {
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xff0000);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, "png", png)).isTrue();
    return Base64.getEncoder().encodeToString(png.toByteArray());
  }

  /// Groups, notes, favourites, icons, exact counters and PINs.
  private static String aegis() throws IOException {
    return """
    {"version":1,"header":{"slots":null,"params":null},"db":{"version":3,
    "groups":[{"uuid":"01234567-89ab-4def-8123-456789abcdef","name":"Work"},
              {"uuid":"11234567-89ab-4def-8123-456789abcdef","name":"Shared"}],
    "entries":[
     {"type":"totp","uuid":"21234567-89ab-4def-8123-456789abcdef","name":"ada","issuer":"Shop",
      "note":"call before noon","favorite":true,"icon":"%s","icon_mime":"image/png",
      "info":{"secret":"%s","algo":"SHA256","digits":8,"period":60},
      "groups":["01234567-89ab-4def-8123-456789abcdef","11234567-89ab-4def-8123-456789abcdef"]},
     {"type":"hotp","uuid":"31234567-89ab-4def-8123-456789abcdef","name":"bo","issuer":"Bank",
      "note":"","favorite":false,"icon":null,"info":{"secret":"%s","algo":"SHA1","digits":6,"counter":%d},
      "groups":[]},
     {"type":"motp","uuid":"41234567-89ab-4def-8123-456789abcdef","name":"cy","issuer":"VPN",
      "note":"","favorite":false,"icon":null,
      "info":{"secret":"%s","algo":"MD5","digits":6,"period":10,"pin":"4711"},"groups":[]}
    ]}}\
    """
        .formatted(icon(), SECRET, SECRET, COUNTER, "GEZDGNBVGY3TQOJQ");
  }

  /// Tags, notes, pins and the trash.
  private static String ente() {
    String display =
        "{\"pinned\":true,\"trashed\":true,\"tags\":[\"old\"],\"note\":\"kept for a while\"}";
    return "otpauth://totp/Forum:dee?secret=GEZDGNBVGY3TQOJR&issuer=Forum&algorithm=sha1&digits=6"
        + "&period=30&codeDisplay="
        + URLEncoder.encode(display, StandardCharsets.UTF_8)
        + "\n";
  }

  private static String part(String name, String content) {
    return "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  @Test
  void keepsTagsNotesFavouritesTrashIconsCountersAndPins() throws Exception {
    try (Database database = database()) {
      Injector injector = Guice.createInjector(Programs.vaultModules(database));
      try (Unlocker unlocker = passphrase();
          OpenVault vault =
              injector
                  .getInstance(CreateVault.class)
                  .create(unlocker, KeySlot.Kind.PASSPHRASE, "test", Argon2idParameters.FLOOR);
          VaultKey key = vault.verifierKey()) {
        String token =
            new IssueApiToken(
                    injector.getInstance(ApiTokenRepository.class),
                    new TokenKeys(key),
                    new SecureRandom(),
                    InstantSource.system())
                .issue("test", Set.of(TokenScope.ENTRIES_WRITE), Duration.ofDays(1))
                .text()
                .reveal();
        ServedNode node = TestNodes.named("node-1", folder.resolve("anchor"));
        Served served = Programs.server(database, ServerSettings.standard().withPort(0), node);
        served.door().admit(vault);
        try (WatchwordServer server = served.server()) {
          server.start();
          String report = imported(server.uri(), token);
          assertThat(report).doesNotContain(SECRET, "4711", "\"failed\"");
        }
      }
    }
    try (Database database = database();
        Unlocker unlocker = passphrase()) {
      Injector injector = Guice.createInjector(Programs.vaultModules(database));
      UnlockOutcome outcome =
          injector
              .getInstance(UnlockVault.class)
              .unlock(injector.getInstance(VaultRepository.class).vaults().getFirst(), unlocker);
      try (OpenVault vault = ((UnlockOutcome.Unlocked) outcome).vault()) {
        check(vault);
      }
    }
  }

  private static String imported(URI server, String token) throws Exception {
    String form = part("aegis.json", aegis()) + part("ente.txt", ente()) + "--xyz--\r\n";
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.resolve("/api/v1/import"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "multipart/form-data; boundary=xyz")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static Entry entry(OpenVault vault, String issuer) {
    return java.util.stream.Stream.concat(vault.entries().stream(), vault.trash().stream())
        .filter(each -> each.label().issuer().equals(issuer))
        .findFirst()
        .orElseThrow(() -> new AssertionError(issuer + " was not imported"));
  }

  private static void check(OpenVault vault) throws IOException {
    Entry shop = entry(vault, "Shop");
    assertThat(shop.tags()).containsExactly("Work", "Shared");
    assertThat(shop.note()).isEqualTo("call before noon");
    assertThat(shop.pinned()).isTrue();
    assertThat(shop.trashed()).isFalse();
    BufferedImage icon =
        ImageIO.read(new ByteArrayInputStream(vault.icon(shop.id()).orElseThrow().png()));
    assertThat(icon.getWidth()).isEqualTo(40);
    assertThat(icon.getRGB(0, 0)).isEqualTo(0xffff0000);

    Entry bank = entry(vault, "Bank");
    assertThat(((HotpParameters) bank.parameters()).counter()).isEqualTo(COUNTER);

    try (OtpKey vpn = vault.openKey(entry(vault, "VPN").id())) {
      assertThat(vpn.parameters().type()).isEqualTo("motp");
      assertThat(vpn.pin().orElseThrow().<String>expose(String::new)).isEqualTo("4711");
    }

    Entry forum = entry(vault, "Forum");
    assertThat(forum.trashed()).isTrue();
    assertThat(forum.pinned()).isTrue();
    assertThat(forum.tags()).containsExactly("old");
    assertThat(forum.note()).isEqualTo("kept for a while");
    assertThat(vault.check().problems()).isEmpty();
  }
}
