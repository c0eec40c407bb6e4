package dev.watchword.core.verification;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.Totp;
import dev.watchword.core.otp.TotpParameters;

/// The subscriber's device in a test: it makes codes, right and wrong ones.
public final class Authenticator {

  private final Subscriber subscriber;
  private final OtpKey key;
  private final VerifierStore store;

  Authenticator(Subscriber subscriber, OtpKey key, VerifierStore store) {
    this.subscriber = subscriber;
    this.key = key;
    this.store = store;
  }

  public Subscriber subscriber() {
    return subscriber;
  }

  /// TOTP: the code of the step that lies `offset` from the store's own; HOTP: of that counter.
  public String code(long offset) {
    return codeOf(
        key.parameters() instanceof TotpParameters totp
            ? totp.stepAt(store.now()) + offset
            : offset);
  }

  /// The code of a step or counter.
  public String codeOf(long step) {
    return switch (key.parameters()) {
      case TotpParameters totp -> new Totp(key.secret(), totp).code(step);
      case HotpParameters hotp ->
          new Hotp(key.secret(), hotp.algorithm(), hotp.digits()).code(step);
      default -> throw new AssertionError(key.parameters());
    };
  }

  /// A code that is right nowhere near, another one for each number.
  public String wrongCode(int number) {
    long step = 1_000_000_000L + number;
    String code = codeOf(step);
    for (long near = -40; near <= 40; near++) {
      if (key.parameters() instanceof TotpParameters && code.equals(code(near))) {
        return wrongCode(number + 10_000);
      }
    }
    return code;
  }
}
