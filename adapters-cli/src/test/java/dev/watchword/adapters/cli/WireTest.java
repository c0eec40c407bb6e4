package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.VaultCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  static List<OtpParameters> parameters() {
    return List.of(
        TotpParameters.STANDARD,
        new TotpParameters(
            HashAlgorithm.SHA512, Digits.EIGHT, Duration.ofDays(1), Instant.ofEpochSecond(7)),
        new HotpParameters(HashAlgorithm.SHA256, new Digits(10), Long.MAX_VALUE),
        new SteamParameters(),
        new MotpParameters(),
        new YandexParameters());
  }

  private static Entry entry(OtpParameters parameters) {
    return new Entry(
        new EntryId(new UUID(1, 2)),
        new Label("I\u0000ssuer\ud83d\ude00", "a"),
        parameters,
        List.of("t", "u"),
        "note",
        true,
        NOW,
        Optional.of(NOW.plusNanos(5)));
  }

  static List<Request> requests() {
    return List.of(
        new Request.Status(),
        new Request.ListEntries("q", true),
        new Request.MakeCode("q", true, Optional.of(NOW)),
        new Request.MakeCode("", false, Optional.empty()),
        new Request.Show("q"),
        new Request.Reveal("q"),
        new Request.Add(SecretTexts.of(List.of("a", "b")), List.of("t"), "n"),
        new Request.Edit(
            "q", Optional.of("i"), Optional.empty(), Optional.of(""), Optional.of(false)),
        new Request.Tag("q", List.of("a"), List.of()),
        new Request.Move("q", Request.Move.Where.NOWHERE),
        new Request.ListRecoveryCodes("q"),
        new Request.AddRecoveryCodes("q", SecretTexts.of("c")),
        new Request.UseRecoveryCode("q", SecretTexts.of(List.of())),
        new Request.Check(),
        new Request.LiveCodes(List.of(new EntryId(new UUID(1, 2))), Optional.of(NOW)),
        new Request.Lock());
  }

  static List<Reply> replies() {
    Entry entry = entry(TotpParameters.STANDARD);
    return List.of(
        new Reply.Entries(parameters().stream().map(WireTest::entry).toList()),
        new Reply.Ambiguous(List.of(entry)),
        new Reply.NothingFound(true),
        new Reply.Shown(entry, 10, 9),
        new Reply.Secret(entry, SecretTexts.of("s"), 3),
        new Reply.SavedCodes(
            entry,
            SecretTexts.of(List.of("a", "b")),
            List.of(Optional.of(NOW), Optional.empty()),
            1),
        new Reply.Changed(entry),
        new Reply.Added(List.of(entry), List.of(), List.of(entry)),
        new Reply.Checked(new VaultCheck(3, 1L << 40, List.of("p"))),
        new Reply.Status(NOW, NOW, NOW, 4),
        new Reply.Refused("code", "A sentence."),
        new Reply.Done());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestComesThrough(Request request) throws IOException {
    byte[] bytes = bytes(request::writeTo);

    assertThat(Request.readFrom(in(bytes))).isEqualTo(request);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Request.readFrom(in(cut))).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void everyReplyComesThrough(Reply reply) throws IOException {
    assertThat(Reply.readFrom(in(bytes(reply::writeTo)))).isEqualTo(reply);
  }

  /// Found by fuzzing.
  @Test
  void aValueOutOfItsRangeIsNoMessage() {
    byte[] oneDigit = Base64.getDecoder().decode("BmxvKgBka2VjSfJ0SQEAAAAAAAAAAAABLg==");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Reply.readFrom(new DataInputStream(new ByteArrayInputStream(oneDigit))))
        .withMessage("a value out of its range");
  }

  @Test
  void aCodeComesThrough() throws IOException {
    Validity validity = new Validity(NOW, NOW.plusSeconds(30));
    Reply.Code code = new Reply.Code(new Label("I", "a"), "012345", Optional.of(validity));

    Reply.Code back = (Reply.Code) Reply.readFrom(in(bytes(code::writeTo)));

    assertThat(back.code()).isEqualTo("012345");
    assertThat(back.label()).isEqualTo(code.label());
    assertThat(back.validity()).contains(validity);
  }

  @Test
  void liveCodesComeThrough() throws IOException {
    Validity validity = new Validity(NOW, NOW.plusSeconds(30));
    LiveCode code = new LiveCode(new EntryId(new UUID(1, 2)), "012345", "678901", validity);
    Reply.LiveCodes sent = new Reply.LiveCodes(List.of(code));

    Reply.LiveCodes back = (Reply.LiveCodes) Reply.readFrom(in(bytes(sent::writeTo)));

    LiveCode only = back.codes().getFirst();
    assertThat(only.id()).isEqualTo(code.id());
    assertThat(only.code() + only.next()).isEqualTo("012345678901");
    assertThat(only.validity()).isEqualTo(validity);
    assertThat(sent.toString()).doesNotContain("012345");
  }

  @Test
  void everyKindIsTried() {
    assertThat(requests().stream().map(Object::getClass).distinct())
        .hasSameSizeAs(Request.class.getPermittedSubclasses());
    assertThat(replies().stream().map(Object::getClass).distinct())
        .hasSize(Reply.class.getPermittedSubclasses().length - 2);
  }

  @Test
  void printsNoSecret() {
    // LO-04
    String uri = CliFixture.uri("A", "a");
    SecretTexts secret = SecretTexts.of(uri);
    Entry entry = entry(TotpParameters.STANDARD);
    List<Object> holders =
        List.of(
            secret,
            new Request.Add(secret, List.of(), ""),
            new Request.AddRecoveryCodes("q", secret),
            new Request.UseRecoveryCode("q", secret),
            new Reply.Secret(entry, secret, 0),
            new Reply.SavedCodes(entry, secret, List.of(Optional.empty()), 0),
            new Reply.Code(new Label("A", "a"), uri, Optional.empty()),
            Payload.of(uri),
            UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, uri.toCharArray()));

    assertThat(holders).noneMatch(holder -> holder.toString().contains(CliFixture.SECRET));
  }

  private interface Writer {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writer writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.writeTo(new DataOutputStream(out));
    return out.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
