package dev.watchword.adapters.interchange;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.vault.NewEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes transfer codes for Google Authenticator as pictures, ten accounts a code.
final class GoogleMigrationWriter implements BackupWriter {

  private static final int ACCOUNTS_A_CODE = 10;
  private static final int MAX_MESSAGE_BYTES = 1200;
  private static final int PIXELS_A_MODULE = 6;
  private static final Capacity CAPACITY =
      Capacity.of(Set.of("totp", "hotp"), Detail.NO_ISSUER, Detail.ANY_HOTP)
          .withDigits(6, 8)
          .withPeriods(30L);

  @Override
  public Protection protection() {
    return Protection.NONE;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    List<WrittenBackup.Part> parts = new ArrayList<>();
    for (String uri : uris(entries, context.random().nextInt())) {
      boolean fits = uri.length() <= QrRenderer.MAX_BYTES;
      parts.add(
          fits
              ? new WrittenBackup.Part(
                  "png", "image/png", context.qr().png(uri, PIXELS_A_MODULE), Optional.of(uri))
              : new WrittenBackup.Part(
                  "txt", "text/plain", uri.getBytes(StandardCharsets.US_ASCII), Optional.empty()));
    }
    return new WrittenBackup(parts);
  }

  /// The texts of the codes; one holds fewer than ten accounts where their names are long.
  static List<String> uris(List<NewEntry> entries, int batchId) {
    List<byte[]> messages = new ArrayList<>();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int count = 0;
    for (NewEntry entry : entries) {
      byte[] account = account(entry);
      boolean tooLong = count > 0 && message.size() + account.length > MAX_MESSAGE_BYTES;
      if (count == ACCOUNTS_A_CODE || tooLong) {
        messages.add(message.toByteArray());
        message.reset();
        count = 0;
      }
      new ProtobufWriter(message).bytes(1, account);
      Arrays.fill(account, (byte) 0);
      count++;
    }
    messages.add(message.toByteArray());
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(messages.get(i));
      new ProtobufWriter(whole)
          .varint(2, 1)
          .varint(3, messages.size())
          .varint(4, i)
          .varint(5, batchId);
      String data = Base64.getEncoder().encodeToString(whole.toByteArray());
      uris.add(MigrationPayload.SCHEME + "offline?data=" + PercentEncoded.of(data));
    }
    return uris;
  }

  private static byte[] account(NewEntry entry) {
    KeyFields fields = KeyFields.of(entry.key());
    Label label = entry.label();
    String name = (label.issuer().isEmpty() ? "" : label.issuer() + ":") + label.accountName();
    int algorithm =
        switch (fields.algorithm()) {
          case "SHA256" -> 2;
          case "SHA512" -> 3;
          default -> 1;
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProtobufWriter writer = new ProtobufWriter(out);
    entry.key().secret().exposeTo(secret -> writer.bytes(1, secret));
    writer
        .bytes(2, name.getBytes(StandardCharsets.UTF_8))
        .bytes(3, label.issuer().getBytes(StandardCharsets.UTF_8))
        .varint(4, algorithm)
        .varint(5, fields.digits() == 8 ? 2 : 1)
        .varint(6, fields.type() == OtpType.HOTP ? 1 : 2);
    if (fields.type() == OtpType.HOTP) {
      writer.varint(7, fields.counter());
    }
    return out.toByteArray();
  }
}
