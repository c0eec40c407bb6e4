package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OtpKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/// Holds a new account against a code that its site accepted or shows: whether the secret is the
/// site's, and whether this machine's clock goes with the site's (`add --verify`).
final class SiteCode {

  /// How far a clock may be out for the code to be found.
  private static final Duration SEARCHED = Duration.ofMinutes(15);

  private SiteCode() {}

  /// Asks for the code, and says what it shows.
  ///
  /// @throws Failure when it is no code of that secret, so that nothing is to be stored
  static void check(Session session, String uriText) {
    Terminal terminal = session.terminal();
    if (!terminal.canAsk()) {
      throw Failure.expected(
          "no-terminal", "There is no terminal to ask for the site's code on; leave --verify out.");
    }
    try (KeyUri uri = KeyUri.parse(uriText)) {
      String name = EntryView.name(uri.label());
      String typed =
          terminal.ask("A code that the site accepted just now, or shows, for " + name + ": ");
      terminal.complainLine(
          "watchword: " + verdict(uri.key(), typed.replaceAll("[\\s-]", ""), session.now()));
    } catch (KeyUriSyntaxException e) {
      throw Failure.expected("bad-uri", KeyUriProblems.problem(e).sentence());
    }
  }

  private static String verdict(OtpKey key, String code, Instant now) {
    if (key.parameters() instanceof HotpParameters) {
      if (matches(key, code, now)) {
        return "the code is right; the secret and the counter are the site's.";
      }
      throw wrong("its counter may be further on");
    }
    OneTimePassword current = key.at(now);
    Duration period =
        current
            .validity()
            .map(v -> Duration.between(v.from(), v.until()))
            .orElse(Duration.ofSeconds(30));
    long most = Math.max(SEARCHED.dividedBy(period), 1);
    for (long step = 0; step <= most; step++) {
      if (matches(key, code, now.plus(period.multipliedBy(step)))) {
        return said(step, period);
      }
      if (step > 0 && matches(key, code, now.minus(period.multipliedBy(step)))) {
        return said(-step, period);
      }
    }
    throw wrong("the code was mistyped, or this machine's clock is wrong by over 15 minutes");
  }

  /// One step either way is what everybody's clocks and fingers do.
  private static String said(long step, Duration period) {
    if (Math.abs(step) <= 1) {
      return "the code is right: the secret is the site's, and the clocks agree.";
    }
    long seconds = Math.abs(step) * period.toSeconds();
    return "the secret is the site's, but this machine's clock is about "
        + seconds
        + " s "
        + (step > 0 ? "behind" : "ahead")
        + "; `watchword doctor --ntp SERVER` measures it.";
  }

  private static boolean matches(OtpKey key, String code, Instant at) {
    try {
      return MessageDigest.isEqual(
          key.at(at).code().getBytes(StandardCharsets.US_ASCII),
          code.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException beforeTheStart) {
      return false;
    }
  }

  private static Failure wrong(String else_) {
    return Failure.expected(
        "wrong-code",
        "That is no code of this secret: another account's secret, or "
            + else_
            + ". Nothing was stored.");
  }
}
