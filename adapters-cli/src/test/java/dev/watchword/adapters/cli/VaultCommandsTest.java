package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandsTest {

  @TempDir Path folder;
  private CliFixture cli;

  @BeforeEach
  void fixture() {
    cli = CliFixture.withVault(folder);
  }

  @Nested
  class Add {

    @Test
    void storesThePicturesAccounts() {
      String picture =
          cli.picture("a.png", CliFixture.uri("OpenAI", "ada"), CliFixture.uri("GitHub", "bob"));

      assertThat(cli.run("add", picture, "--tag", "work", "--note", "mine")).isZero();

      assertThat(cli.out()).isEqualTo("added OpenAI (ada)\nadded GitHub (bob)\n");
      cli.run("show", "openai");
      assertThat(cli.out()).contains("tags      work").contains("note      mine");
    }

    @Test
    void readsUrisFromStandardInput() {
      assertThat(cli.run(new FakeTerminal().piping(CliFixture.uri("A", "a") + "\n"), "add", "-"))
          .isZero();
      assertThat(cli.out()).isEqualTo("added A (a)\n");
    }

    @Test
    void takesAnAccountByItsPartsAndTheSecretFromStandardInput() {
      FakeTerminal piped = new FakeTerminal().piping("gezd gnbv-gy3tqojqgezdgnbvgy3tqojq\n");

      int exit =
          cli.run(
              piped,
              "add",
              "--issuer",
              "RFC",
              "--account",
              "6238",
              "--digits",
              "8",
              "--period",
              "60",
              "--algorithm",
              "sha256",
              "--secret-stdin");

      assertThat(exit).isZero();
      cli.run("show", "RFC");
      assertThat(cli.out()).contains("totp, SHA256, 8 digits, 60 s");
    }

    @Test
    void asksForTheSecretWhereSomebodyIsThere() {
      cli.run(new FakeTerminal().typing(CliFixture.SECRET), "add", "--issuer", "A");

      assertThat(cli.out()).isEqualTo("added A\n");
      assertThat(cli.terminal.prompts()).containsExactly("Secret: ");
    }

    @Test
    void takesEveryTypeOfCode() {
      String hex = "3031323334353637383930";
      assertThat(added("hotp", CliFixture.SECRET, "--counter", "7")).isZero();
      assertThat(added("steam", CliFixture.SECRET)).isZero();
      assertThat(added("motp", hex + "\n1234")).isZero();
      assertThat(added("yandex", CliFixture.SECRET + "\n1234")).isZero();
      cli.run("list");
      assertThat(cli.out().lines().map(line -> line.split("\t")[2]))
          .containsExactlyInAnyOrder("hotp", "steam", "motp", "yandex");
      for (String type : new String[] {"hotp", "steam", "motp", "yandex"}) {
        assertThat(cli.run("code", "x" + type)).isZero();
      }
    }

    private int added(String type, String stdin, String... more) {
      String[] start = {"add", "--type", type, "--issuer", "x" + type, "--secret-stdin"};
      String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
      System.arraycopy(more, 0, all, start.length, more.length);
      return cli.run(new FakeTerminal().piping(stdin + "\n"), all);
    }

    @Test
    void leavesAnAccountThatIsThereAsItIs() {
      String picture = cli.picture("a.png", CliFixture.uri("OpenAI", "ada"));
      cli.run("add", picture);

      assertThat(cli.run("add", picture)).isZero();
      assertThat(cli.err()).contains("in the vault already");
      cli.run("list");
      assertThat(cli.out().lines()).hasSize(1);
    }

    @Test
    void warnsOfAnEntryOfTheSameNameWithAnotherSecret() {
      cli.holding("OpenAI:ada");

      cli.run("add", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

      assertThat(cli.err()).contains("another secret before").contains("watchword rm ");
      cli.run("list");
      assertThat(cli.out().lines()).hasSize(2);
    }

    @Test
    void addsTheRestAndFailsWhereOnePictureIsNoGood() {
      String good = cli.picture("good.png", CliFixture.uri("A", "a"));
      String bad = cli.picture("bad.png", "WIFI:S:x;;");

      assertThat(cli.run("add", good, bad, "-o", "json")).isEqualTo(1);
      assertThat(cli.out()).contains("\"added\":[{").contains("\"code\":\"not-an-account\"");
    }

    @Test
    void saysWhatIsWrongWithTheParts() {
      assertThat(cli.run("add")).isEqualTo(2);
      assertThat(cli.run("add", "--type", "push", "--issuer", "A")).isEqualTo(2);
      assertThat(cli.run("add", "--digits", "3", "--issuer", "A")).isEqualTo(2);
      assertThat(cli.run("add", "--period", "0", "--issuer", "A")).isEqualTo(2);
      assertThat(cli.run("add", "--period", "many", "--issuer", "A")).isEqualTo(2);
      assertThat(cli.run("add", "--counter", "1", "--issuer", "A")).isEqualTo(2);
      assertThat(cli.run("add", "--secret-stdin")).isEqualTo(2);
      assertThat(
              cli.run(
                  new FakeTerminal().piping("n0t base32!\n"),
                  "add",
                  "--issuer",
                  "A",
                  "--secret-stdin"))
          .isEqualTo(1);
      assertThat(cli.err()).contains("Base32").doesNotContain("n0t");
    }
  }

  @Nested
  class Code {

    @Test
    void printsTheCodeAloneOnStandardOutput() {
      cli.run("add", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

      assertThat(cli.run("code", "openai")).isZero();
      assertThat(cli.out()).isEqualTo("320025\n");
      assertThat(cli.err()).isEqualTo("OpenAI (ada)  20 s left\n");
    }

    @Test
    void printsTheNextOneAndThatOfAnotherTime() {
      cli.run("add", cli.picture("a.png", CliFixture.uri("RFC", "6238")));

      cli.run("code", "rfc", "--at", "1234567890");
      assertThat(cli.out()).isEqualTo("005924\n");
      cli.run("code", "rfc", "--at", "1234567860", "--next");
      assertThat(cli.out()).isEqualTo("005924\n");
    }

    @Test
    void writesJson() {
      cli.run("add", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

      cli.run("code", "ada", "-o", "json");

      assertThat(cli.out())
          .isEqualTo(
              """
              {"issuer":"OpenAI","account":"ada","code":"320025",\
              "validFrom":"2026-11-24T12:00:00Z","validUntil":"2026-11-24T12:00:30Z",\
              "secondsLeft":20}
              """);
    }

    @Test
    void listsSeveralMatchesOnStandardErrorAndPrintsNoCode() {
      cli.holding("GitHub:ada", "GitHub:bob", "GitLab:ada");

      assertThat(cli.run("code", "git")).isEqualTo(1);
      assertThat(cli.out()).isEmpty();
      assertThat(cli.err()).contains("GitHub (ada)").contains("GitHub (bob)").contains("GitLab");
      assertThat(cli.run("code", "github")).isEqualTo(1);
      assertThat(cli.run("code", "github", "ada")).isZero();
    }

    @Test
    void takesTheOneExactMatchAmongSeveral() {
      cli.holding("Git:ada", "GitHub:bob", "GitLab:cay");

      assertThat(cli.run("code", "GIT")).isZero();
      assertThat(cli.err()).startsWith("Git (ada)");
    }

    @Test
    void findsAnEntryByItsId() {
      cli.holding("A:a", "B:b");
      cli.run("list", "B");
      String id = cli.out().strip().split("\t", -1)[4];

      assertThat(cli.run("code", id)).isZero();
      assertThat(cli.err()).startsWith("B (b)");
    }

    @Test
    void saysThatNothingMatches() {
      cli.holding("A:a");

      assertThat(cli.run("code", "zzz", "-o", "json")).isEqualTo(1);
      assertThat(cli.out())
          .isEqualTo(
              "{\"error\":{\"code\":\"not-found\",\"message\":\"No entry matches;"
                  + " `watchword list` shows what there is.\"}}\n");
      cli.run("rm", "A");
      cli.run("code", "A");
      assertThat(cli.err()).contains("in the trash");
    }

    @Test
    void movesACounterOnWithEachCode() {
      cli.run(
          new FakeTerminal().piping(CliFixture.SECRET + "\n"),
          "add",
          "--issuer",
          "RFC4226",
          "--type",
          "hotp",
          "--secret-stdin");

      // RFC 4226 Appendix D
      for (String expected : new String[] {"755224", "287082", "359152"}) {
        cli.run("code", "rfc4226");
        assertThat(cli.out()).isEqualTo(expected + "\n");
      }
      assertThat(cli.err()).contains("counts until used");
    }

    @Test
    void hasNoClipboardWithoutADesktop() {
      cli.holding("A:a");

      assertThat(cli.run("code", "A", "--copy")).isEqualTo(1);
      assertThat(cli.out()).isEmpty();
      assertThat(cli.err()).contains("clipboard");
    }

    @Test
    void watchAndJsonDoNotGoTogether() {
      cli.holding("A:a");
      assertThat(cli.run("code", "A", "--watch", "-o", "json")).isEqualTo(2);
    }
  }

  @Nested
  class ListAndShow {

    @Test
    void listsByTabsOnAPipeAndFindsByTag() {
      cli.holding("B:b", "A:a");
      cli.run("tag", "A", "--add", "work");

      cli.run("list");
      assertThat(cli.out()).containsPattern("(?m)^A\ta\ttotp\twork\t[0-9a-f-]{36}$");
      cli.run("list", "work");
      assertThat(cli.out().lines()).hasSize(1);
      assertThat(cli.run("list", "nothing-like-it")).isZero();
      assertThat(cli.out()).isEmpty();
      cli.run("list", "-o", "json");
      assertThat(cli.out()).startsWith("{\"entries\":[{\"id\":\"").contains("\"tags\":[\"work\"]");
      assertThat(cli.out()).doesNotContain("GEZD");
    }

    @Test
    void cutsColumnsToANarrowTerminal() {
      cli.holding("AVeryLongIssuerNameIndeed:somebody.with.a.long.name@example.com");
      FakeTerminal narrow = new FakeTerminal();
      narrow.outputIsTerminal = true;
      narrow.columns = 40;

      cli.run(narrow, "list");

      assertThat(cli.out().lines()).allMatch(line -> Columns.width(line) < 40);
      assertThat(cli.out()).contains("…");
    }

    @Test
    void showsEverythingButTheSecret() {
      cli.holding("A:a");
      cli.run("show", "A");

      assertThat(cli.out())
          .contains("issuer    A")
          .contains("account   a")
          .contains("totp, SHA1, 6 digits, 30 s")
          .doesNotContain("GEZD");
      cli.run("show", "A", "-o", "json");
      assertThat(cli.out()).contains("\"recoveryCodes\":0").doesNotContain("GEZD");
    }

    @Test
    void revealsTheUriOnlyWhenToldTwice() {
      cli.run("add", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

      assertThat(cli.run("show", "A", "--uri")).isEqualTo(2);
      assertThat(cli.run("show", "openai", "--uri", "--reveal")).isZero();
      assertThat(cli.out())
          .startsWith("otpauth://totp/OpenAI:ada?secret=" + CliFixture.SECRET + "&issuer=OpenAI");
    }

    @Test
    void drawsTheQrCode() {
      cli.run("add", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

      assertThat(cli.run("show", "openai", "--qr")).isZero();
      assertThat(cli.out()).startsWith("[QR of ");
      assertThat(cli.err()).contains("holds the secret");
    }
  }

  @Nested
  class Change {

    @Test
    void editsNamesNoteAndPlace() {
      cli.holding("A:a", "B:b");

      assertThat(cli.run("edit", "B", "--issuer", "Bank", "--account", "me", "--note", "n"))
          .isZero();
      assertThat(cli.out()).isEqualTo("changed Bank (me)\n");
      assertThat(cli.run("edit", "bank", "--pin", "-o", "json")).isZero();
      assertThat(cli.out()).contains("\"pinned\":true").contains("\"note\":\"n\"");
      cli.run("list");
      assertThat(cli.out()).startsWith("Bank\t");
      assertThat(cli.run("edit", "bank")).isEqualTo(2);
      assertThat(cli.run("edit", "bank", "--pin", "--unpin")).isEqualTo(2);
      assertThat(cli.run("edit", "bank", "--issuer", "x".repeat(300))).isEqualTo(1);
    }

    @Test
    void givesTagsAndTakesThemAwayWithoutCase() {
      cli.holding("A:a");

      cli.run("tag", "A", "--add", "work", "--add", "home", "--add", "WORK");
      cli.run("tag", "A", "--remove", "HOME", "-o", "json");

      assertThat(cli.out()).contains("\"tags\":[\"work\"]");
      assertThat(cli.run("tag", "A")).isEqualTo(2);
      assertThat(cli.run("tag", "A", "--add", " ")).isEqualTo(2);
    }

    @Test
    void putsIntoTheTrashAndBack() {
      cli.holding("A:a");

      assertThat(cli.run("rm", "A")).isZero();
      cli.run("list");
      assertThat(cli.out()).isEmpty();
      cli.run("list", "--trash");
      assertThat(cli.out()).startsWith("A\ta");
      assertThat(cli.run("rm", "A")).isEqualTo(1);
      assertThat(cli.run("restore", "A")).isZero();
      assertThat(cli.run("restore", "A")).isEqualTo(1);
      assertThat(cli.run("code", "A")).isZero();
    }

    @Test
    void erasesOnlyWhenSomebodySaysYes() {
      cli.holding("A:a");

      assertThat(cli.run("rm", "A", "--purge")).isEqualTo(2);
      assertThat(cli.run(new FakeTerminal().typing("no"), "rm", "A", "--purge")).isEqualTo(1);
      assertThat(cli.run("code", "A")).isZero();
      assertThat(cli.run(new FakeTerminal().typing("yes"), "rm", "A", "--purge")).isZero();
      assertThat(cli.run("show", "A")).isEqualTo(1);
    }
  }

  @Nested
  class Recovery {

    @Test
    void keepsCodesShowsThemMaskedAndHandsOutTheNext() {
      cli.holding("A:a");

      cli.run(new FakeTerminal().piping("aaa-1\n\n bbb-2 \naaa-1\n"), "recovery", "add", "A");
      assertThat(cli.out()).isEqualTo("kept 2 new recovery codes for A (a)\n");
      cli.run("recovery", "list", "A");
      assertThat(cli.out()).isEqualTo("*****\n*****\n");
      assertThat(cli.err()).contains("2 of 2 left");
      cli.run("recovery", "list", "A", "--reveal");
      assertThat(cli.out()).isEqualTo("aaa-1\nbbb-2\n");
      assertThat(cli.run("recovery", "use", "A")).isZero();
      assertThat(cli.out()).isEqualTo("aaa-1\n");
      assertThat(cli.err()).contains("1 left");
      cli.run("recovery", "list", "A", "--reveal", "-o", "json");
      assertThat(cli.out())
          .contains("\"left\":1")
          .contains("{\"code\":\"aaa-1\",\"usedAt\":\"2026-11-24T12:00:10Z\"}");
    }

    @Test
    void marksACodeThatWasUsedElsewhere() {
      cli.holding("A:a");
      cli.run(new FakeTerminal().piping("one\ntwo\n"), "recovery", "add", "A");

      assertThat(use("two")).isZero();
      assertThat(use("two")).isEqualTo(1);
      assertThat(use("three")).isEqualTo(1);
      assertThat(cli.run("recovery", "use", "A")).isZero();
      assertThat(cli.run("recovery", "use", "A")).isEqualTo(1);
      assertThat(cli.err()).contains("get new ones");
    }

    private int use(String code) {
      return cli.run(
          new FakeTerminal().piping(code + "\n"), "recovery", "use", "A", "--code-stdin");
    }

    @Test
    void takesTypedCodesOneByOne() {
      cli.holding("A:a");
      FakeTerminal typing = new FakeTerminal().typing("one", "two", "");
      typing.inputIsTerminal = true;

      assertThat(cli.run(typing, "recovery", "add", "A")).isZero();
      assertThat(cli.out()).contains("kept 2");
    }

    @Test
    void aGroupAloneIsAUsageError() {
      assertThat(cli.run("recovery")).isEqualTo(2);
      assertThat(cli.run("recovery", "add", "A")).isEqualTo(1);
    }
  }

  @Test
  void checksEverySeal() {
    cli.holding("A:a", "B:b");

    assertThat(cli.run("check")).isZero();
    assertThat(cli.out()).isEqualTo("2 entries checked, all well\n");
    cli.run("check", "-o", "json");
    assertThat(cli.out()).startsWith("{\"entries\":2,\"seals\":").endsWith("\"problems\":[]}\n");
  }
}
