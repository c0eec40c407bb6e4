package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.testing.FixedRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [WebAuthn] does.
public interface WebAuthnContract {

  PersonId PERSON = PersonId.random(FixedRandom.seeded(901));
  String CHALLENGE = "Y2hhbGxlbmdlIG9mIGEgdGVzdCB0aGF0IGlzIGxvbmcgZW5vdWdo";
  String ANOTHER = "YW5vdGhlciBjaGFsbGVuZ2Ugb2YgYSB0ZXN0IHRoYXQgaXMgbG9uZw";
  WebAuthn.Site ELSEWHERE = new WebAuthn.Site("example", "https://example");

  WebAuthn webAuthn();

  /// A new one of that person's.
  Authenticator authenticator(PersonId person);

  private Passkey passkey(Authenticator authenticator) {
    WebAuthn.Held held =
        webAuthn().made(authenticator.make(CHALLENGE), CHALLENGE, Authenticator.SITE).orElseThrow();
    return new Passkey(
        PasskeyId.random(FixedRandom.seeded(902)),
        PERSON,
        held.credential(),
        held.signCount(),
        "key",
        Instant.EPOCH,
        Optional.empty(),
        1);
  }

  @Test
  default void tellsTheChallengeThatWasAnswered() {
    Authenticator one = authenticator(PERSON);
    assertThat(webAuthn().challengeOf(one.make(CHALLENGE).clientData())).contains(CHALLENGE);
    assertThat(webAuthn().challengeOf(one.use(CHALLENGE).clientData())).contains(CHALLENGE);
    assertThat(webAuthn().challengeOf("")).isEmpty();
    assertThat(webAuthn().challengeOf("not=base64")).isEmpty();
    assertThat(webAuthn().challengeOf("e30")).isEmpty();
  }

  @Test
  default void takesAPasskeyThatWasMadeHereForThisChallenge() {
    Authenticator one = authenticator(PERSON);
    WebAuthn.Made made = one.make(CHALLENGE);

    assertThat(webAuthn().made(made, CHALLENGE, Authenticator.SITE)).isPresent();
    assertThat(webAuthn().made(made, ANOTHER, Authenticator.SITE)).isEmpty();
    assertThat(webAuthn().made(made, CHALLENGE, ELSEWHERE)).isEmpty();
    assertThat(
            webAuthn()
                .made(
                    new WebAuthn.Made(one.use(CHALLENGE).clientData(), made.attestationObject()),
                    CHALLENGE,
                    Authenticator.SITE))
        .as("data of a use in the place of those of the making")
        .isEmpty();
    assertThat(
            webAuthn()
                .made(new WebAuthn.Made(made.clientData(), "oA"), CHALLENGE, Authenticator.SITE))
        .isEmpty();
  }

  @Test
  default void takesAUseByItsOwnKeyAlone() {
    Authenticator one = authenticator(PERSON);
    Passkey passkey = passkey(one);
    Passkey ofAnother = passkey(authenticator(PERSON));
    WebAuthn.Used used = one.use(CHALLENGE);

    assertThat(webAuthn().used(used, passkey, CHALLENGE, Authenticator.SITE, true)).isPresent();
    assertThat(webAuthn().used(used, passkey, ANOTHER, Authenticator.SITE, true)).isEmpty();
    assertThat(webAuthn().used(used, passkey, CHALLENGE, ELSEWHERE, true)).isEmpty();
    assertThat(webAuthn().used(used, ofAnother, CHALLENGE, Authenticator.SITE, true)).isEmpty();
  }

  @Test
  default void asksForAVerifiedUserWhereThatMatters() {
    Authenticator one = authenticator(PERSON);
    Passkey passkey = passkey(one);
    WebAuthn.Used touched = one.use(CHALLENGE, Authenticator.SITE, false);

    assertThat(webAuthn().used(touched, passkey, CHALLENGE, Authenticator.SITE, true)).isEmpty();
    assertThat(webAuthn().used(touched, passkey, CHALLENGE, Authenticator.SITE, false)).isPresent();
  }

  @Test
  default void findsACopyByItsCount() {
    Authenticator one = authenticator(PERSON);
    Passkey passkey = passkey(one);
    long count =
        webAuthn()
            .used(one.use(CHALLENGE), passkey, CHALLENGE, Authenticator.SITE, true)
            .orElseThrow();
    Passkey used = passkey.used(count, Instant.EPOCH);

    assertThat(
            webAuthn()
                .used(
                    one.useAsCopy(CHALLENGE, Authenticator.SITE),
                    used,
                    CHALLENGE,
                    Authenticator.SITE,
                    true))
        .isEmpty();
  }

  @Test
  default void takesNothingThatIsCutOrTooLong() {
    Authenticator one = authenticator(PERSON);
    Passkey passkey = passkey(one);
    WebAuthn.Used used = one.use(CHALLENGE);
    String tooLong = "A".repeat(WebAuthn.LONGEST_TEXT + 1);

    for (int part = 0; part < 3; part++) {
      for (String instead : new String[] {"", "A", "AAAA", "=", "ä", tooLong}) {
        WebAuthn.Used spoilt =
            new WebAuthn.Used(
                used.credential(),
                part == 0 ? instead : used.clientData(),
                part == 1 ? instead : used.authenticatorData(),
                part == 2 ? instead : used.signature(),
                used.userHandle());
        assertThat(webAuthn().used(spoilt, passkey, CHALLENGE, Authenticator.SITE, true))
            .as("part %d is %.8s", part, instead)
            .isEmpty();
      }
    }
    assertThat(webAuthn().challengeOf(tooLong)).isEmpty();
  }
}
