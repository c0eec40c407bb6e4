package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.session.Authenticator;
import dev.watchword.core.session.WebAuthnContract;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class WebAuthn4jTest implements WebAuthnContract {

  private final WebAuthn webAuthn = new WebAuthn4j();

  @Override
  public WebAuthn webAuthn() {
    return webAuthn;
  }

  @Override
  public Authenticator authenticator(PersonId person) {
    return new SoftAuthenticator(person);
  }

  /// In the origin, capitals of the host are no change; nothing depends on what follows it.
  @Test
  void changedBytesEndInARefusalAtTheWorst() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
    SoftAuthenticator one = new SoftAuthenticator(PERSON);
    WebAuthn.Made made = one.make(CHALLENGE);
    for (int i = 0; i < 2000; i++) {
      byte[] object = Base64.getUrlDecoder().decode(made.attestationObject());
      object[random.nextInt(object.length)] ^= (byte) (1 << random.nextInt(8));
      webAuthn.made(
          new WebAuthn.Made(made.clientData(), text(object)), CHALLENGE, Authenticator.SITE);
      byte[] clientData = Base64.getUrlDecoder().decode(made.clientData());
      int at = random.nextInt(clientData.length);
      clientData[at] ^= (byte) (1 << random.nextInt(8));
      webAuthn.challengeOf(text(clientData));
      if (at < made.clientData().length() / 4) { // the type and the challenge
        assertThat(
                webAuthn.made(
                    new WebAuthn.Made(text(clientData), made.attestationObject()),
                    CHALLENGE,
                    Authenticator.SITE))
            .as("byte %d", at)
            .isEmpty();
      }
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
