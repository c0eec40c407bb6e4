package dev.watchword.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private static final Capacity GOOGLE =
      Capacity.of(Set.of("totp", "hotp"), Detail.NO_ISSUER, Detail.ANY_HOTP)
          .withDigits(6, 8)
          .withPeriods(30L);

  private static NewEntry entry(OtpParameters parameters) {
    return new NewEntry(
        new Label("Shop", "ann"), new OtpKey(parameters, SharedSecret.ofBase32("MFRGGZDF")));
  }

  private static List<String> lost(Capacity capacity, NewEntry entry) {
    return capacity.losses(List.of(entry)).stream()
        .map(loss -> (loss.leftOut() ? "all: " : "") + loss.what())
        .toList();
  }

  @Test
  void whatFitsLosesNothing() {
    assertThat(lost(GOOGLE, entry(TotpParameters.STANDARD))).isEmpty();
    assertThat(GOOGLE.holds(entry(TotpParameters.STANDARD))).isTrue();
  }

  @Test
  void leavesOutWhatWouldGiveWrongCodes() {
    Duration minute = Duration.ofSeconds(60);
    Duration half = Duration.ofSeconds(30);
    assertThat(lost(GOOGLE, entry(new TotpParameters(HashAlgorithm.SHA1, Digits.SIX, minute))))
        .containsExactly("all: a period of 60 s");
    assertThat(lost(GOOGLE, entry(new TotpParameters(HashAlgorithm.SHA1, new Digits(7), half))))
        .containsExactly("all: a code of 7 digits");
    assertThat(lost(GOOGLE, entry(new SteamParameters()))).containsExactly("all: the type steam");
    assertThat(
            lost(
                GOOGLE,
                entry(
                    new TotpParameters(
                        HashAlgorithm.SHA1, Digits.SIX, half, Instant.ofEpochSecond(5)))))
        .containsExactly("all: a T0 other than 1970");
    Capacity plainHotp = Capacity.of(Set.of("hotp"), Detail.NO_ISSUER);
    assertThat(lost(plainHotp, entry(new HotpParameters(HashAlgorithm.SHA1, Digits.EIGHT, 0))))
        .containsExactly("all: a HOTP code other than SHA-1 with six digits");
  }

  @Test
  void namesTheDetailsThatStayBehind() {
    NewEntry entry =
        new NewEntry(
            new Label("", "ann"),
            new OtpKey(TotpParameters.STANDARD, SharedSecret.ofBase32("MFRGGZDF")),
            List.of("a", "b"),
            "note",
            true,
            true,
            Optional.empty(),
            List.of());
    assertThat(lost(GOOGLE, entry))
        .containsExactly("the tags", "the note", "that it is pinned", "that it is in the trash");
    assertThat(lost(Capacity.of(Set.of("totp"), Detail.ONE_TAG, Detail.NOTE), entry))
        .containsExactly(
            "more than one tag",
            "that it is pinned",
            "that it is in the trash",
            "that it has no issuer; its account takes the place");
  }
}
