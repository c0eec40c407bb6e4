package dev.watchword.adapters.http;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCredential;
import dev.watchword.core.people.WebAuthn;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// [WebAuthn] by webauthn4j, with the algorithms ES256, EdDSA and RS256. No maker of authenticators
/// is trusted or asked for (attestation `none`). Thread-safe.
final class WebAuthn4j implements WebAuthn {

  /// In the order in which a browser is asked for them.
  static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.RS256);

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      ALGORITHMS.stream()
          .map(algorithm ->
              new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
          .toList();

  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  /// What the library is made of: hundreds of classes, loaded when the first passkey comes.
  private record Library(
      WebAuthnManager manager,
      CollectedClientDataConverter clientData,
      AttestedCredentialDataConverter credentials) {

    static Library load() {
      ObjectConverter converter = new ObjectConverter();
      return new Library(
          WebAuthnManager.createNonStrictWebAuthnManager(converter),
          new CollectedClientDataConverter(converter),
          new AttestedCredentialDataConverter(converter));
    }
  }

  private static final class Loaded {
    static final Library LIBRARY = Library.load();
  }

  @Override
  public Optional<String> challengeOf(String clientData) {
    return holding(() -> {
      var collected = Loaded.LIBRARY.clientData().convert(bytes(clientData));
      return collected == null ? null : TO_TEXT.encodeToString(collected.getChallenge().getValue());
    });
  }

  @Override
  public Optional<Held> made(Made made, String challenge, Site site) {
    return holding(() -> {
      RegistrationData data =
          Loaded.LIBRARY
              .manager()
              .verify(
                  new RegistrationRequest(
                      bytes(made.attestationObject()), bytes(made.clientData())),
                  new RegistrationParameters(server(challenge, site), PARAMETERS, false, true));
      var object = data.getAttestationObject();
      return object == null ? null : held(object.getAuthenticatorData());
    });
  }

  private static @Nullable Held held(AuthenticatorData<?> data) {
    AttestedCredentialData credential = data.getAttestedCredentialData();
    if (credential == null) {
      return null;
    }
    return new Held(
        new PasskeyCredential(
            TO_TEXT.encodeToString(credential.getCredentialId()),
            TO_TEXT.encodeToString(Loaded.LIBRARY.credentials().convert(credential)),
            data.isFlagBE()),
        data.getSignCount());
  }

  @Override
  public OptionalLong used(
      Used used, Passkey passkey, String challenge, Site site, boolean verified) {
    Optional<Long> count =
        holding(() ->
            Loaded.LIBRARY
                .manager()
                .verify(
                    new AuthenticationRequest(
                        bytes(used.credential()),
                        bytes(used.authenticatorData()),
                        bytes(used.clientData()),
                        bytes(used.signature())),
                    new AuthenticationParameters(
                        server(challenge, site), record(passkey), null, verified, true))
                .getAuthenticatorData()
                .getSignCount());
    return count.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /// What the library asks of a credential that it did not keep itself.
  private static CredentialRecordImpl record(Passkey passkey) {
    PasskeyCredential kept = passkey.credential();
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        null,
        kept.backupEligible(),
        null,
        passkey.signCount(),
        Loaded.LIBRARY.credentials().convert(bytes(kept.attested())),
        null,
        null,
        null,
        null);
  }

  private static ServerProperty server(String challenge, Site site) {
    return ServerProperty.builder()
        .origin(new Origin(site.origin()))
        .rpId(site.id())
        .challenge(new DefaultChallenge(bytes(challenge)))
        .build();
  }

  /// @throws IllegalArgumentException when the text is too long or no base64url
  private static byte[] bytes(String base64Url) {
    if (base64Url.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("text: too long");
    }
    return Base64.getUrlDecoder().decode(base64Url);
  }

  private interface Check<T> {
    @Nullable T value();
  }

  /// Empty where it does not hold, for whatever reason: what comes here is anybody's, and beside
  /// its own exceptions the library lets through those of what it parses JSON and CBOR with.
  private static <T> Optional<T> holding(Check<T> check) {
    try {
      return Optional.ofNullable(check.value());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
