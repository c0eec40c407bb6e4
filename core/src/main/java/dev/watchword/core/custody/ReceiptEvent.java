package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/// One line of a receipt's chain. The hash of each line is SHA-256 over the 32 bytes of the hash
/// before it and the line in UTF-8; before the first stands the SHA-256 of `watchword receipt ` and
/// the receipt's id. Who kept a hash once can tell ever after that no line before it was changed.
///
/// @param number from 1
/// @param line a JSON object, its members in a fixed order, without blanks
/// @param head the hash up to this line, in hexadecimal digits
/// @param person who of the staff did it; [RecordColumns#NOBODY] for the customer and for time
public record ReceiptEvent(
    UUID id, UUID receipt, long number, Instant at, String line, String head, UUID person)
    implements CustodyRecord {

  static final RecordType<ReceiptEvent> TYPE =
      new RecordType<>(RecordKind.EVENT, ReceiptEvent::read);

  static String start(UUID receipt) {
    return hex(
        digest().digest(("watchword receipt " + receipt).getBytes(StandardCharsets.US_ASCII)));
  }

  static String next(String head, String line) {
    MessageDigest digest = digest();
    digest.update(HexFormat.of().parseHex(head));
    return hex(digest.digest(line.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(receipt, person).at(number);
  }

  @Override
  public void write(CborWriter out) {
    out.uuid(receipt).unsigned(number).unsigned(at.toEpochMilli()).text(line).text(head);
    out.uuid(person);
  }

  static ReceiptEvent read(UUID id, CborReader in) {
    return new ReceiptEvent(
        id,
        in.uuid(),
        in.unsigned(),
        Instant.ofEpochMilli(in.unsigned()),
        in.text(),
        in.text(),
        in.uuid());
  }
}
