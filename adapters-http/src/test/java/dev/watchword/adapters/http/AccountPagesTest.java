package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import dev.watchword.adapters.http.ScriptedApi.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Sign-in, setup, settings, people, audit and transfer in a real Chromium, against an API that
/// answers as the contract says: what is shown, sent, and asked again.
@Tag("browser")
class AccountPagesTest {

  private static final String FULL =
      """
      {"state":"full","csrf":"t","idleSeconds":1800,
       "expiresAt":"2026-11-24T22:00:00Z","factor":%s,
       "permissions":["see-entries","read-codes","change-entries","read-recovery","scan","secrets",
         "see-people","change-people","read-audit","self","tokens"],
       "person":{"id":"11111111-1111-4111-8111-111111111111","name":"ada",
         "displayName":"Ada Lovelace","role":"owner","mfa":%s,"passkeys":0}}
      """;

  private static final String READY = "{\"state\":\"ready\",\"vault\":true,\"oidc\":null}";
  private static final List<String> RECOVERY_CODES =
      IntStream.rangeClosed(1, 10).mapToObj("K7QM-3XNP-%02dWV-9TRB"::formatted).toList();

  private static PageBrowser browser;
  private static RunningServer running;

  private BrowserContext context;
  private ScriptedApi api;
  private Page page;

  @BeforeAll
  static void start() {
    browser = new PageBrowser();
    running = new RunningServer();
  }

  @AfterAll
  static void stop() {
    browser.close();
    running.close();
  }

  @BeforeEach
  void open() {
    browser.complaints.clear();
    context = browser.person();
    api = new ScriptedApi(context);
    page = browser.page(context);
    api.on("GET /setup", Reply.ok(READY));
    signedOut();
  }

  @AfterEach
  void close() {
    context.close();
    assertThat(browser.complaints).isEmpty();
  }

  private void signedOut() {
    api.on("GET /session", Reply.problem(401, "unauthenticated", ""));
  }

  private void signedIn(boolean factor) {
    api.on("GET /session", Reply.ok(FULL.formatted(factor, factor)));
  }

  private void go(String path) {
    page.navigate("http://127.0.0.1:" + running.port() + path);
    assertThat(page.locator("h1")).isVisible();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void type(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  @Test
  void saysThatALockedVaultIsNotOpenYetAndThatItsPassphraseIsWrong() { // CR-12, UN-01
    api.on("GET /setup", Reply.ok("{\"state\":\"locked\",\"vault\":true,\"oidc\":null}"));
    api.on("POST /unlock", Reply.problem(503, "not-yet-open", ""));
    go("/sign-in");
    type("Passphrase of the vault", "a passphrase of the vault");
    button("Unlock").click();
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("still compared with the audit log; unlock the vault again in a minute");

    api.on("POST /unlock", Reply.problem(403, "wrong-passphrase", ""));
    button("Unlock").click();
    assertThat(page.locator("main")).containsText("The passphrase does not open the vault");

    api.on("POST /unlock", Reply.ok(""));
    button("Unlock").click();
    assertThat(button("Continue")).isVisible();
  }

  private static String pending() {
    String modules =
        IntStream.range(0, 25)
            .boxed()
            .flatMap(y ->
                IntStream.range(0, 25)
                    .filter(x -> (x * 7 + y * 13 + x * y) % 3 == 0)
                    .mapToObj(x -> "M%d %dh1v1h-1z".formatted(x + 4, y + 4)))
            .collect(Collectors.joining());
    return """
    {"expiresAt":"2026-11-24T10:10:00Z","uri":"otpauth://totp/Watchword:ada?secret=GEZD",
     "setupKey":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","qrPng":"",
     "qrSvg":"<svg xmlns='http://www.w3.org/2000/svg' viewBox=\\"0 0 33 33\\"><rect/><path d=\\"%s\\" fill='#000'/></svg>"}
    """
        .formatted(modules);
  }

  private static String codes() {
    return RECOVERY_CODES.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  @Test
  void asksForThePasswordThenTheCodeAndSaysWhatIsWrongWithEach() {
    go("/sign-in");
    browser.accessible(page, "sign-in");
    browser.picture(page, "sign-in");
    button("Continue").click();
    assertThat(page.getByText("Fill this in to go on.").first()).isVisible();
    api.on("POST /session", Reply.problem(401, "sign-in-refused", ""));
    type("Name", " ada ");
    type("Password", "not the right one at all");
    button("Continue").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Name or password is wrong");
    api.on(
        "POST /session",
        Reply.ok("{\"state\":\"password-passed\",\"methods\":[\"totp\",\"recovery\"]}"));
    button("Continue").click();
    assertThat(page.locator("h1")).hasText("Enter your code");
    assertThat(api.last("POST /session").orElseThrow()).contains("\"name\":\"ada\"");
    browser.accessible(page, "second step");
    api.on("POST /session/code", Reply.problem(401, "code-refused", ""));
    type("Code", "123 456");
    button("Sign in").click();
    assertThat(page.getByText("That code does not count.")).isVisible();
    assertThat(page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true))).isFocused();
    assertThat(api.last("POST /session/code").orElseThrow()).isEqualTo("{\"code\":\"123456\"}");

    button("Use a recovery code instead").click();
    assertThat(page.locator("h1")).hasText("Use a recovery code");
    api.on(
        "POST /session/recovery",
        request -> {
          api.on(
              "GET /session",
              Reply.ok(FULL.formatted(true, true).replace("\"full\"", "\"recovery\"")));
          return Reply.ok("{\"state\":\"recovery\"}");
        });
    api.on(
        "GET /me/factor",
        Reply.ok(
            "{\"state\":\"active\",\"since\":\"2026-11-01T08:00:00Z\",\"recoveryCodesLeft\":2}"));
    type("Recovery code", RECOVERY_CODES.getFirst());
    button("Sign in").click();
    assertThat(page.getByText("You signed in with a recovery code")).isVisible(); // RC-10
    assertThat(page.getByText("Only 2 recovery codes are left")).isVisible(); // RC-07
    assertThat(button("Disable")).hasCount(0);
    assertThat(page.locator(".side-nav")).hasCount(0);
    browser.accessible(page, "limited page");
  }

  @Test
  void beginsAgainWhenTheSecondStepTookTooLong() {
    api.on("POST /session", Reply.ok("{\"state\":\"password-passed\",\"methods\":[\"totp\"]}"));
    api.on("POST /session/code", Reply.problem(401, "unauthenticated", ""));
    go("/sign-in");
    type("Name", "ada");
    type("Password", "correct horse battery staple");
    button("Continue").click();
    type("Code", "123456");
    button("Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("That took too long");
    assertThat(page.locator("h1")).hasText("Sign in");
  }

  @Test
  void setsTheServerUpAndAsksTheRecoveryKeyBack() {
    api.on("GET /setup", Reply.ok("{\"state\":\"new\",\"vault\":false,\"oidc\":null}"));
    go("/setup");
    browser.accessible(page, "setup");
    browser.picture(page, "setup");
    type("Setup code", "ABCD-EFGH JKMN PQRS");
    button("Continue").click();
    type("Name that others see", "Ada Lovelace");
    type("Name", "ada");
    type("New password", "short");
    assertThat(page.getByText("10 more characters.")).isVisible();
    type("New password", "correct horse battery");
    assertThat(page.getByText("Long enough.")).isVisible();
    browser.accessible(page, "owner");
    button("Continue").click();
    type("Passphrase of the vault", "another horse battery staple");
    api.on("POST /setup", Reply.problem(403, "setup-code-refused", ""));
    button("Set up the server").click();
    assertThat(page.getByText("That is not the setup code.")).isVisible();
    api.on(
        "POST /setup",
        request -> {
          signedIn(false);
          return new Reply(201, "{\"recoveryKey\":\"W7KQ-88MN-ZZ3P-TR5X-9HVD-C2BY\"}", Map.of());
        });
    button("Continue").click();
    type("New password", "correct horse battery");
    button("Continue").click();
    type("Passphrase of the vault", "another horse battery staple");
    button("Set up the server").click();
    assertThat(page.locator(".once")).containsText("W7KQ-88MN");
    assertThat(api.last("POST /setup").orElseThrow())
        .contains("\"setupCode\":\"ABCD-EFGHJKMNPQRS\"");
    browser.accessible(page, "recovery key");
    button("I have saved it").click();
    assertThat(page.locator("body")).not().containsText("W7KQ");
    api.on("POST /setup/recovery-key", Reply.problem(422, "does-not-match", ""));
    type("Recovery key", "W7KQ");
    button("Check").click();
    assertThat(page.getByText("That is not one of those")).isVisible();
    api.on("POST /setup/recovery-key", Reply.done());
    button("Check").click();
    assertThat(page.locator("h1")).hasText("The server is ready");
  }

  @Test
  void enrolsAnAuthenticatorShowsTheCodesOnceAndAsksOneBack() throws IOException {
    signedIn(false);
    api.on("GET /me/factor", Reply.ok("{\"state\":\"none\",\"recoveryCodesLeft\":0}"));
    api.on("GET /notices", Reply.ok("{\"notices\":[]}"));
    go("/settings/security");
    browser.accessible(page, "security");
    button("Enable").click();
    api.on("POST /me/factor", Reply.problem(403, "password-refused", ""));
    type("Password", "wrong");
    button("Continue").click();
    assertThat(page.getByText("The password, or the code beside it, is not right.")).isVisible();
    api.on(
        "POST /me/factor",
        request -> {
          api.on(
              "GET /me/factor",
              Reply.ok(
                  "{\"state\":\"pending\",\"recoveryCodesLeft\":0,\"pending\":" + pending() + "}"));
          return Reply.ok("{\"state\":\"pending\",\"pending\":" + pending() + "}");
        });
    type("Password", "right");
    button("Continue").click();
    assertThat(page.locator(".qr")).isVisible();
    assertThat(page.locator(".setup-key")).hasText("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assertThat(PageBrowser.copiedBy(page, any -> button("Copy the key").click()))
        .isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    browser.accessible(page, "enrolment");
    browser.picture(page, "enrolment");
    String drawn = page.locator(".qr path").getAttribute("d");

    go("/settings/security"); // EN-02: a refresh
    button("Go on with the set-up").click();
    assertThat(page.locator(".qr path")).hasAttribute("d", drawn);
    api.on("POST /me/factor/confirm", Reply.problem(422, "code-refused", ""));
    type("First code", "000000");
    button("Confirm").click();
    assertThat(page.getByText("That code does not count.")).isVisible();
    api.on("POST /me/factor/confirm", Reply.ok("{\"recoveryCodes\":" + codes() + "}"));
    type("First code", "123 456");
    button("Confirm").click();
    assertThat(page.locator(".once li")).hasCount(10);
    browser.accessible(page, "recovery codes");
    browser.picture(page, "recovery-codes");
    assertThat(PageBrowser.copiedBy(page, any -> button("Copy").click()))
        .isEqualTo(String.join("\n", RECOVERY_CODES));
    Download download = page.waitForDownload(() -> button("Download").click());
    assertThat(download.suggestedFilename()).isEqualTo("watchword-recovery-codes.txt");
    assertThat(Files.readString(download.path())).contains(RECOVERY_CODES);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".sheet h2")).isVisible();
    assertThat(button("I have saved it")).isHidden();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

    button("I have saved it").click();
    assertThat(page.locator("body")).not().containsText(RECOVERY_CODES.get(3));
    api.on(
        "POST /me/recovery-codes/check",
        request -> {
          signedIn(true);
          api.on(
              "GET /me/factor",
              Reply.ok(
                  "{\"state\":\"active\",\"recoveryCodesLeft\":10,\"since\":\"2026-11-24T10:00:00Z\"}"));
          return Reply.done();
        });
    type("Recovery code", RECOVERY_CODES.get(3));
    button("Check").click();
    assertThat(page.getByText("Multi-factor authentication is on")).isVisible();
    assertThat(page.getByText("10 recovery codes are left.")).isVisible();
    browser.picture(page, "security");

    button("Disable").click(); // EN-08
    button("Continue").click();
    type("Password", "right");
    type("Code or recovery code", RECOVERY_CODES.get(4));
    api.on("DELETE /me/factor", Reply.done());
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Disable"))
        .click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(api.last("DELETE /me/factor").orElseThrow())
        .contains("\"recoveryCode\":\"" + RECOVERY_CODES.get(4) + "\"");
  }

  @Test
  void listsSessionsAndTokensAndMakesATokenAfterAStepUp() {
    signedIn(true);
    api.on(
        "GET /sessions",
        Reply.ok(
            """
            {"sessions":[
             {"id":"a","current":true,"createdAt":"2026-11-24T09:00:00Z","lastSeenAt":"2026-11-24T10:00:00Z","source":"127.0.0.1","agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"},
             {"id":"b","current":false,"createdAt":"2026-11-20T09:00:00Z","lastSeenAt":"2026-11-23T10:00:00Z","source":"192.168.1.20","agent":"Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) Version/20.0 Safari/604.1"}]}
            """));
    go("/settings/sessions");
    assertThat(page.getByText("Chrome on Linux")).isVisible();
    assertThat(page.getByText("Safari on iPhone")).isVisible();
    browser.accessible(page, "sessions");
    browser.picture(page, "sessions");
    api.on("DELETE /sessions/b", Reply.done());
    button("End the session in Safari on iPhone").click();
    assertThat(page.locator("h2")).isFocused();
    assertThat(api.last("DELETE /sessions/b")).isPresent();

    api.on("GET /tokens", Reply.ok("{\"tokens\":[]}"));
    go("/settings/tokens");
    button("Make a token").click();
    type("Name", "backup script");
    api.on(
        "POST /tokens",
        Reply.problem(403, "step-up-needed", "\"methods\":[\"password\",\"totp\",\"recovery\"]"));
    browser.accessible(page, "token dialog");
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Make a token"))
        .click();
    assertThat(page.getByText("Confirm that it is you")).isVisible();
    browser.accessible(page, "step-up");
    browser.picture(page, "step-up");
    api.on(
        "POST /session/step-up",
        request -> {
          api.on(
              "POST /tokens",
              new Reply(
                  201,
                  "{\"id\":\"t\",\"token\":\"ww_abcdefghijklmnopqrstuvwxyz0123456789\"}",
                  Map.of()));
          return Reply.ok("{\"provedAt\":\"2026-11-24T10:00:30Z\"}");
        });
    Locator dialog = page.getByRole(AriaRole.DIALOG).last();
    dialog.getByLabel("Password", new Locator.GetByLabelOptions().setExact(true)).fill("right");
    dialog.getByLabel("Code", new Locator.GetByLabelOptions().setExact(true)).fill("123456");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Confirm")).click();
    assertThat(page.locator(".once")).containsText("ww_abcdef");
    assertThat(api.last("POST /tokens").orElseThrow())
        .isEqualTo(
            "{\"name\":\"backup"
                + " script\",\"scopes\":[\"entries:read\",\"codes:read\"],\"days\":90}");
  }

  @Test
  void invitesAPersonAndShowsTheCodeOnce() {
    signedIn(true);
    api.on(
        "GET /people",
        Reply.ok(
            """
            {"people":[
             {"id":"11111111-1111-4111-8111-111111111111","name":"ada","displayName":"Ada Lovelace","role":"owner","disabled":false,"createdAt":"2026-11-01T08:00:00Z","mfa":true,"passkeys":1,"lastSeenAt":"2026-11-24T10:00:00Z"},
             {"id":"2","name":"grace","displayName":"Grace Hopper","role":"operator","disabled":false,"createdAt":"2026-11-02T08:00:00Z","mfa":true,"passkeys":0,"lastSeenAt":"2026-11-23T10:00:00Z"},
             {"id":"3","name":"alan","displayName":"Alan Turing","role":"auditor","disabled":true,"createdAt":"2026-11-03T08:00:00Z","mfa":false,"passkeys":0},
             {"id":"4","name":"edsger","displayName":"Edsger Dijkstra","role":"viewer","disabled":false,"createdAt":"2026-11-04T08:00:00Z","mfa":false,"passkeys":0,"invitedUntil":"2026-12-01T10:00:00Z"}]}
            """));
    go("/people");
    assertThat(page.locator(".person")).hasCount(4);
    browser.accessible(page, "people");
    browser.picture(page, "people");
    button("Invite somebody").click();
    type("Name that others see", "Barbara Liskov");
    type("Name", "barbara");
    api.on("POST /people", Reply.problem(409, "name-taken", ""));
    button("Make the invitation").click();
    assertThat(page.getByText("Somebody has this name already.")).isVisible();
    api.on(
        "POST /people",
        new Reply(
            201,
            "{\"person\":{\"id\":\"5\",\"name\":\"barbara\",\"displayName\":\"Barbara"
                + " Liskov\"},\"invite\":{\"code\":\"HJ4K-99XM-TTQ2-PPVW-3C5D-RR\",\"expiresAt\":\"2026-12-01T10:00:00Z\"}}",
            Map.of()));
    button("Make the invitation").click();
    assertThat(page.locator(".once")).containsText("HJ4K-99XM");
    browser.accessible(page, "invitation");
    button("I have handed it over").click();
    assertThat(page.locator("body")).not().containsText("HJ4K");

    button("Actions for Grace Hopper").click();
    browser.accessible(page, "menu");
    button("Reset the second factor").click();
    api.on(
        "POST /people/2/reset",
        Reply.ok("{\"code\":\"ZZ4K\",\"expiresAt\":\"2026-11-24T10:10:00Z\"}"));
    page.getByRole(AriaRole.DIALOG)
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reset the second factor"))
        .click();
    assertThat(page.locator(".once")).containsText("ZZ4K");
  }

  @Test
  void acceptsAnInvitationWithoutTheCodeInTheAddress() { // SE-16
    go("/invite");
    browser.accessible(page, "invite");
    type("Invitation code", "HJ4K 99XM");
    type("New password", "correct horse battery staple");
    api.on("POST /invites/accept", Reply.problem(403, "invite-refused", ""));
    button("Continue").click();
    assertThat(page.getByText("That code does not count, or no longer.")).isVisible();
    assertThat(page.url()).endsWith("/invite");
  }

  @Test
  void showsTheTrailByFiltersAndPagesAndTellsWhetherItIsWhole() {
    signedIn(true);
    api.on(
        "GET /people",
        Reply.ok(
            "{\"people\":[{\"id\":\"22222222-2222-4222-8222-222222222222\",\"name\":\"grace\",\"displayName\":\"Grace"
                + " Hopper\"}]}"));
    api.on(
        "GET /entries",
        Reply.ok(
            "{\"entries\":[{\"id\":\"44444444-4444-4444-8444-444444444444\",\"issuer\":\"OpenAI\",\"account\":\"ada@example.com\"}]}"));
    List<String> entries = new ArrayList<>();
    for (int i = 60; i > 10; i--) {
      entries.add(
          """
          {"seq":%d,"at":"2026-11-24T09:%02d:00Z","actor":"person 22222222-2222-4222-8222-222222222222","source":"127.0.0.1","node":"n1",
           "event":"%s","subject":"entry/44444444-4444-4444-8444-444444444444","detail":""}
          """
              .formatted(i, i % 60, i % 3 == 0 ? "session.signed-in" : "entry.code-read"));
    }
    api.on(
        "GET /audit",
        request ->
            request.url().contains("before=11")
                ? Reply.ok("{\"entries\":[" + entries.getLast() + "],\"next\":null}")
                : Reply.ok("{\"entries\":[" + String.join(",", entries) + "],\"next\":11}"));
    go("/audit");
    assertThat(page.locator("tbody tr")).hasCount(50);
    assertThat(page.locator("tbody tr").first()).containsText("Grace Hopper");
    assertThat(page.locator("tbody tr").first()).containsText("OpenAI: ada@example.com");
    browser.accessible(page, "audit");
    button("Show older entries").click();
    assertThat(page.locator("tbody tr")).hasCount(51);
    assertThat(button("Show older entries")).isHidden();
    api.on(
        "GET /audit/verify",
        Reply.ok(
            "{\"state\":\"intact\",\"entries\":60,\"waiting\":0,\"anchoredSeq\":42,"
                + "\"archived\":20}"));
    button("Check the chain").click();
    assertThat(page.getByText("Whole: 60 entries were checked")).isVisible();
    assertThat(page.getByText("Of these, 20 are in archived segments.")).isVisible();
    browser.picture(page, "audit");
    api.on(
        "GET /audit/verify",
        Reply.ok("{\"state\":\"broken\",\"seq\":17,\"problem\":\"The entry was changed.\"}"));
    button("Check the chain").click();
    assertThat(page.getByText("Broken at entry 17")).isVisible();
    api.on(
        "GET /audit/verify",
        Reply.ok(
            "{\"state\":\"contradicted\",\"count\":1,\"findings\":[{\"subject\":\"shop/ann\","
                + "\"problem\":\"The factor was put back.\"}]}"));
    button("Check the chain").click();
    assertThat(page.getByText("shop/ann: The factor was put back.")).isVisible();
    browser.picture(page, "audit-contradicted");
    type("From", "2026-11-24");
    type("To", "2026-11-24");
    page.waitForRequest(
        Pattern.compile(".*from=2026-11-24T00%3A00%3A00.000Z&to=2026-11-25T00%3A00%3A00.000Z.*"),
        () -> button("Filter").click());
  }

  @Test
  void importsAfterADryRunAndAsksForThePasswordOfASealedBackup() {
    signedIn(true);
    go("/transfer");
    browser.accessible(page, "import");
    browser.picture(page, "import");
    String sealed =
        "{\"path\":\"aegis.json\",\"format\":\"aegis\",\"entries\":[],\"failures\":[],\"warnings\":[],\"error\":\"%s\",\"message\":\"It"
            + " is sealed.\"}";
    api.on("POST /import", Reply.ok("{\"files\":[" + sealed.formatted("password-needed") + "]}"));
    page.locator("[data-choose]")
        .setInputFiles(
            new FilePayload(
                "aegis.json", "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("h2")).hasText("A password is needed");
    browser.accessible(page, "sealed");
    api.on("POST /import", Reply.ok("{\"files\":[" + sealed.formatted("wrong-password") + "]}"));
    type("Password of the backup", "wrong");
    button("Continue").click();
    assertThat(page.getByText("The password does not open this backup.")).isVisible();
    String entry =
        "{\"item\":%d,\"status\":\"%s\",\"type\":\"totp\",\"issuer\":\"%s\",\"account\":\"ada@example.com\"}";
    String report =
        "{\"files\":[{\"path\":\"aegis.json\",\"format\":\"aegis\",\"entries\":["
            + entry.formatted(1, "added", "OpenAI")
            + ","
            + entry.formatted(2, "added", "GitHub")
            + ","
            + entry.formatted(3, "duplicate", "Bank")
            + "],\"failures\":[{\"item\":4,\"reason\":\"The secret is not"
            + " Base32.\"}],\"warnings\":[],\"error\":null,\"message\":null}]}";
    api.on("POST /import", Reply.ok(report));
    type("Password of the backup", "right");
    button("Continue").click();
    assertThat(page.locator("[data-sum=added] dd")).hasText("2");
    assertThat(page.locator("[data-sum=duplicate] dd")).hasText("1");
    assertThat(page.getByText("The secret is not Base32.")).isVisible();
    browser.accessible(page, "report");
    browser.picture(page, "import-report");
    page.waitForRequest(
        Pattern.compile(".*dryRun=false"), () -> button("Import 2 accounts").click());
    assertThat(page.locator("h2")).hasText("2 accounts were added");
  }

  @Test
  void exportsUnderAPasswordAndSaysWhatStaysBehind() {
    signedIn(true);
    api.on(
        "GET /formats",
        Reply.ok(
            """
            {"formats":[{"id":"aegis","name":"Aegis","variants":"","writes":true,"protection":"optional"},
             {"id":"uri-list","name":"URI list","variants":"","writes":true,"protection":"none"},
             {"id":"watchword","name":"Watchword","variants":"","writes":true,"protection":"always"},
             {"id":"duo","name":"Duo","variants":"","writes":false,"protection":null}]}
            """));
    api.on(
        "POST /export/check",
        Reply.ok(
            "{\"entries\":3,\"losses\":[{\"position\":1,\"issuer\":\"Bank\",\"account\":\"ada\",\"leftOut\":true,\"what\":\"a"
                + " period of 60 s\"}]}"));
    go("/transfer");
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Export")).click();
    assertThat(page.getByLabel("Format")).hasValue("watchword");
    assertThat(page.getByLabel("Format").locator("option")).hasCount(3);
    page.getByLabel("Format").selectOption("aegis");
    browser.accessible(page, "export");
    button("Continue").click();
    assertThat(page.getByText("a period of 60 s")).isVisible();
    browser.accessible(page, "losses");
    button("Continue").click();
    browser.accessible(page, "protection");
    type("Password for the file", "correct horse battery staple");
    api.on(
        "POST /export",
        new Reply(
            200,
            "sealed",
            Map.of(
                "Content-Disposition",
                "attachment; filename=\"aegis.json\"",
                "Content-Type",
                "application/octet-stream")));
    Download download = page.waitForDownload(() -> button("Export").click());
    assertThat(download.suggestedFilename()).isEqualTo("aegis.json");
    assertThat(api.last("POST /export").orElseThrow())
        .isEqualTo("{\"format\":\"aegis\",\"password\":\"correct horse battery staple\"}");
  }

  @Test
  void speaksEveryLanguageWithoutAKeyInSight() {
    signedIn(true);
    api.on(
        "GET /me/factor",
        Reply.ok(
            "{\"state\":\"active\",\"recoveryCodesLeft\":3,\"since\":\"2026-11-24T10:00:00Z\"}"));
    api.on(
        "GET /notices",
        Reply.ok(
            "{\"notices\":[{\"at\":\"2026-11-24T10:00:00Z\",\"kind\":\"factor-added\",\"source\":\"127.0.0.1\"}]}"));
    api.on("GET /tokens", Reply.ok("{\"tokens\":[]}"));
    api.on("GET /me/passkeys", Reply.ok("{\"passkeys\":[]}"));
    api.on("GET /people", Reply.ok("{\"people\":[]}"));
    api.on("GET /audit", Reply.ok("{\"entries\":[],\"next\":null}"));
    for (String language : List.of("de", "es", "ja", "zh-Hans")) {
      api.on(
          "GET /session",
          Reply.ok(
              FULL.formatted(true, true)
                  .replace("\"role\"", "\"language\":\"" + language + "\",\"role\"")));
      for (String path :
          List.of(
              "/settings/security",
              "/settings/tokens",
              "/settings/passkeys",
              "/settings/profile",
              "/people",
              "/audit",
              "/transfer")) {
        go(path);
        assertThat(page.locator("main h2, main summary").first()).isVisible();
        assertThat((String) page.evaluate("document.body.innerText"))
            .as(language + " " + path)
            .doesNotContainPattern("\\b(account|people|audit|transfer|shell)\\.[a-z]");
        assertThat(page.evaluate("document.documentElement.lang")).isEqualTo(language);
      }
    }
  }
}
