package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.adapters.http.Browser.Reply;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.account.SubscriberId;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What has to be proved before anything of a factor, or beside it, is changed.
class FactorProofsTest {

  private static final String NEW_PASSWORD = "another horse battery staple";

  private final PeopleServer running = new PeopleServer().setUp();
  private Browser ada;
  private OtpKey device;
  private String used;

  /// What changes how somebody signs in.
  enum Act {
    DISABLE,
    REPLACE,
    REGENERATE,
    CHANGE_PASSWORD,
    ADD_PASSKEY,
    MAKE_TOKEN;

    /// Whether the proofs come with the act itself, or before it by stepping up.
    boolean bringsItsProofs() {
      return this != ADD_PASSKEY && this != MAKE_TOKEN;
    }

    Reply by(Browser browser, String... proofs) {
      return switch (this) {
        case DISABLE -> browser.delete("/me/factor", proofs);
        case REPLACE -> browser.post("/me/factor", proofs);
        case REGENERATE -> browser.post("/me/recovery-codes", proofs);
        case CHANGE_PASSWORD ->
            browser.post("/me/password", with(proofs, "newPassword", NEW_PASSWORD));
        case ADD_PASSKEY -> browser.json("POST", "/me/passkeys/options", "");
        case MAKE_TOKEN ->
            browser.json("POST", "/tokens", "{\"name\":\"t\",\"scopes\":[\"codes:read\"]}");
      };
    }

    private static String[] with(String[] proofs, String... more) {
      return Stream.of(proofs, more).flatMap(Arrays::stream).toArray(String[]::new);
    }
  }

  /// What is missing.
  enum Missing {
    PASSWORD,
    FACTOR,
    UNUSED_CODE;

    String[] rest(FactorProofsTest test) {
      return switch (this) {
        case PASSWORD -> new String[] {"code", test.running.code(test.device)};
        case FACTOR -> new String[] {"password", PeopleServer.PASSWORD};
        case UNUSED_CODE -> new String[] {"password", PeopleServer.PASSWORD, "code", test.used};
      };
    }
  }

  @BeforeEach
  void signInWithAFactor() {
    device = running.enrol(running.signedIn("ada"));
    ada = running.signedIn("ada");
    used = running.code(device);
    ada.post("/session/code", "code", used).must(200);
    running.advance(Duration.ofMinutes(6));
    used = running.code(device);
    ada.post("/session/step-up", "password", PeopleServer.PASSWORD, "code", used).must(200);
    running.advance(Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Active factor() {
    Person person = running.accounts.list().named(new PersonName("ada")).orElseThrow();
    var subscriber =
        new Subscriber(RelyingPartyId.OWN, new SubscriberId(person.id().value().toString()));
    return running.verifierStore.enrolments().active(subscriber).value().orElseThrow();
  }

  static List<Arguments> actsAndWhatIsMissing() {
    List<Arguments> all = new ArrayList<>();
    for (Act act : Act.values()) {
      for (Missing missing : Missing.values()) {
        all.add(Arguments.of(act, missing));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("actsAndWhatIsMissing")
  void isRefusedWithout(Act act, Missing missing) { // EN-08
    Active before = factor();
    if (act.bringsItsProofs()) {
      assertThat(act.by(ada, missing.rest(this)).status()).isBetween(400, 499);
    } else {
      running.advance(Duration.ofMinutes(6));
      assertThat(act.by(ada).must(403).problem()).isEqualTo("step-up-needed");
      assertThat(ada.post("/session/step-up", missing.rest(this)).status()).isBetween(400, 499);
      assertThat(act.by(ada).must(403).problem()).isEqualTo("step-up-needed");
    }

    assertThat(factor().id()).isEqualTo(before.id());
    Reply status = ada.get("/me/factor").must(200);
    assertThat(status.body())
        .contains("\"state\":\"active\"", "\"recoveryCodesLeft\":10")
        .doesNotContain("pending");
    assertThat(ada.get("/tokens").must(200).body()).doesNotContain("\"name\":\"t\"");
    running.advance(Duration.ofMinutes(1));
    Browser again = running.signedIn("ada");
    again.post("/session/code", "code", running.code(device)).must(200);
  }

  static Stream<Act> acts() {
    return Arrays.stream(Act.values());
  }

  @ParameterizedTest
  @MethodSource("acts")
  void isDoneWithAllOfThem(Act act) { // EN-08
    running.advance(Duration.ofMinutes(6));
    String[] proofs = {"password", PeopleServer.PASSWORD, "code", running.code(device)};
    if (act.bringsItsProofs()) {
      assertThat(act.by(ada, proofs).status()).isBetween(200, 299);
    } else {
      ada.post("/session/step-up", proofs).must(200);
      assertThat(act.by(ada).status()).isBetween(200, 299);
    }
  }

  @Test
  void countsAWrongCodeOnOneTallyWhereverItIsGiven() { // TH-05
    List<Runnable> paths = new ArrayList<>();
    String[] wrong = {"password", PeopleServer.PASSWORD, "code", "000000"};
    paths.add(() -> running.signedIn("ada").post("/session/code", "code", "000000").must(401));
    paths.add(() -> ada.post("/session/step-up", wrong).must(403));
    for (Act act : Act.values()) {
      if (act.bringsItsProofs()) {
        paths.add(() -> act.by(ada, wrong).must(403));
      }
    }
    assertThat(paths).hasSize(6);

    for (int i = 0; i < paths.size(); i++) {
      assertThat(factor().attempts().failures()).isEqualTo(i);
      paths.get(i).run();
      running.advance(Duration.ofMinutes(2));
    }

    assertThat(factor().attempts().failures()).isEqualTo(6);
    running.advance(Duration.ofMinutes(10));
    running.signedIn("ada").post("/session/code", "code", running.code(device)).must(200);
    assertThat(factor().attempts().failures()).isZero();
  }
}
