package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.IdentityProvider.Answer;
import dev.watchword.core.people.IdentityProvider.Errand;
import dev.watchword.core.people.IdentityProvider.Return;
import dev.watchword.core.session.FakeIdentityProvider.Visit;
import org.junit.jupiter.api.Test;

/// What every [IdentityProvider] does.
public interface IdentityProviderContract {

  /// The example of RFC 7636 appendix B.
  String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  String REDIRECT = "https://codes.example.org/provider";

  /// One that answers.
  IdentityProvider provider();

  /// Plays the browser, and whoever signs in there.
  Visit visit(String location, String subject);

  /// It stops answering.
  void stop();

  private Visit sent(String subject) {
    String challenge = FakeIdentityProvider.challenge(VERIFIER);
    return visit(
        provider().location(new Errand("state-1", "nonce-1", challenge, REDIRECT)), subject);
  }

  @Test
  default void saysWhoCameBackOnce() {
    Visit visit = sent("ann-248");
    assertThat(visit.state()).isEqualTo("state-1");

    Return brought = new Return(visit.code(), VERIFIER, "nonce-1", REDIRECT);
    assertThat(provider().ask(brought)).isEqualTo(new Answer.Known("ann-248"));
    assertThat(provider().ask(brought)).as("the same code again").isEqualTo(new Answer.Refused());
  }

  @Test
  default void tellsPeopleApart() {
    Return ann = new Return(sent("ann").code(), VERIFIER, "nonce-1", REDIRECT);
    Return bob = new Return(sent("bob").code(), VERIFIER, "nonce-1", REDIRECT);
    assertThat(provider().ask(bob)).isEqualTo(new Answer.Known("bob"));
    assertThat(provider().ask(ann)).isEqualTo(new Answer.Known("ann"));
  }

  @Test
  default void takesNoCodeFromAnotherBrowser() {
    String other = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj";
    assertThat(provider().ask(new Return(sent("ann").code(), other, "nonce-1", REDIRECT)))
        .isEqualTo(new Answer.Refused());
    assertThat(provider().ask(new Return(sent("ann").code(), VERIFIER, "nonce-2", REDIRECT)))
        .isEqualTo(new Answer.Refused());
    assertThat(
            provider()
                .ask(new Return(sent("ann").code(), VERIFIER, "nonce-1", REDIRECT + "/other")))
        .isEqualTo(new Answer.Refused());
    assertThat(provider().ask(new Return("made-up", VERIFIER, "nonce-1", REDIRECT)))
        .isEqualTo(new Answer.Refused());
  }

  @Test
  default void saysSoWhereNobodyAnswers() {
    Visit visit = sent("ann");
    stop();
    assertThat(provider().ask(new Return(visit.code(), VERIFIER, "nonce-1", REDIRECT)))
        .isEqualTo(new Answer.Unreachable());
  }
}
