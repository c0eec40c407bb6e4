package dev.watchword.core.session;

import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;

class FakeWebAuthnTest implements WebAuthnContract {

  private int made;

  @Override
  public WebAuthn webAuthn() {
    return new FakeWebAuthn();
  }

  @Override
  public Authenticator authenticator(PersonId person) {
    return new FakeAuthenticator("credential-" + made++, person);
  }
}
