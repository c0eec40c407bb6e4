package dev.watchword.core.session;

import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCredential;
import dev.watchword.core.people.WebAuthn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes what [FakeAuthenticator] makes: words with full stops between them, in the place of what
/// browsers sign. No key is in it, so that it proves nothing to anybody but a test.
public final class FakeWebAuthn implements WebAuthn {

  @Override
  public Optional<String> challengeOf(String clientData) {
    List<String> words = List.of(clientData.split("\\.", -1));
    return words.size() == 3 ? Optional.of(words.get(1)) : Optional.empty();
  }

  @Override
  public Optional<Held> made(Made made, String challenge, Site site) {
    List<String> words = List.of(made.attestationObject().split("\\.", -1));
    return made.clientData().equals(clientData("create", challenge, site)) && words.size() == 2
        ? Optional.of(
            new Held(
                new PasskeyCredential(words.get(0), "key-of-" + words.get(0), false),
                Long.parseLong(words.get(1))))
        : Optional.empty();
  }

  @Override
  public OptionalLong used(
      Used used, Passkey passkey, String challenge, Site site, boolean verified) {
    List<String> words = List.of(used.authenticatorData().split("\\.", -1));
    boolean holds =
        words.size() == 2
            && used.clientData().equals(clientData("get", challenge, site))
            && used.signature().equals("by-" + passkey.credential().attested())
            && (!verified || words.get(0).equals("verified"));
    if (!holds) {
      return OptionalLong.empty();
    }
    long count = Long.parseLong(words.get(1));
    boolean grew = count > passkey.signCount() || count == 0 && passkey.signCount() == 0;
    return grew ? OptionalLong.of(count) : OptionalLong.empty();
  }

  static String clientData(String type, String challenge, Site site) {
    return type + "." + challenge + "." + site.id();
  }
}
