package dev.watchword.app.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import java.time.Instant;

/// The authenticator that scanned an enrolment's code. Thread-safe.
///
/// @param enrolment the enrolment's id
record Device(String subscriber, String enrolment, OtpKey key) {

  /// Begins an enrolment, without confirming it.
  static Device begin(ApiClient client, String subscriber, String type) {
    ApiClient.Reply begun = client.begin(subscriber, type);
    if (!begun.is(201) && !begun.is(200)) {
      throw new IllegalStateException("not begun: " + begun);
    }
    return of(subscriber, begun.json());
  }

  static Device of(String subscriber, JsonNode offer) {
    try {
      OtpKey key = KeyUri.parse(offer.get("uri").asText()).key();
      return new Device(subscriber, offer.get("id").asText(), key);
    } catch (KeyUriSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Begins and confirms; the confirming code is of the period before this one, or counter 0.
  static Device enrol(ApiClient client, String subscriber, String type) {
    Device device = begin(client, subscriber, type);
    String first = type.equals("hotp") ? device.counted(0) : device.timed(-1);
    ApiClient.Reply confirmed = client.confirm(device.enrolment, first);
    if (!confirmed.is(200)) {
      throw new IllegalStateException("not confirmed: " + confirmed);
    }
    return device;
  }

  /// The code so many periods from now.
  String timed(int periods) {
    return key.at(Instant.now().plusSeconds(30L * periods)).code();
  }

  /// The code of a counter.
  String counted(long counter) {
    HotpParameters hotp = (HotpParameters) key.parameters();
    try (Hotp codes = new Hotp(key.secret(), hotp.algorithm(), hotp.digits())) {
      return codes.code(counter);
    }
  }

  /// A code that is none of those near now.
  String wrong(int number) {
    for (int guess = number * 7; ; guess++) {
      String text = "%06d".formatted(guess % 1_000_000);
      boolean right = false;
      for (int i = -2; i <= 3; i++) {
        right |= key.parameters() instanceof TotpParameters && text.equals(timed(i));
      }
      if (!right) {
        return text;
      }
    }
  }
}
