package dev.watchword.core.session;

import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import java.util.Optional;

/// An authenticator as [FakeWebAuthn] knows it.
public final class FakeAuthenticator implements Authenticator {

  private final String credential;
  private final PersonId person;
  private long count = 1;

  public FakeAuthenticator(String credential, PersonId person) {
    this.credential = credential;
    this.person = person;
  }

  @Override
  public WebAuthn.Made make(String challenge, WebAuthn.Site site) {
    return new WebAuthn.Made(
        FakeWebAuthn.clientData("create", challenge, site), credential + "." + count);
  }

  @Override
  public WebAuthn.Used use(String challenge, WebAuthn.Site site, boolean verified) {
    count++;
    return used(challenge, site, verified);
  }

  @Override
  public WebAuthn.Used useAsCopy(String challenge, WebAuthn.Site site) {
    return used(challenge, site, true);
  }

  private WebAuthn.Used used(String challenge, WebAuthn.Site site, boolean verified) {
    return new WebAuthn.Used(
        credential,
        FakeWebAuthn.clientData("get", challenge, site),
        (verified ? "verified" : "present") + "." + count,
        "by-key-of-" + credential,
        Optional.of(Passkey.userHandle(person)));
  }
}
