package dev.watchword.adapters.interchange;

import dev.watchword.adapters.interchange.ProtobufReader.MalformedException;
import dev.watchword.core.interchange.TransferPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The payload of a transfer code of Google Authenticator's: `otpauth-migration://offline?data=…`
/// around a Protocol Buffers message.
///
/// Reads what is met in the wild: raw `+` and `/`, `+` that became a blank, no padding.
final class MigrationPayload {

  static final String SCHEME = "otpauth-migration://";

  private static final int MAX_CHARACTERS = 64 * 1024;

  /// One account of the message, its numbers as they are coded.
  private static final class Account {
    byte[] secret = {};
    String name = "";
    String issuer = "";
    long algorithm;
    long digits;
    long type;
    long counter;
  }

  private final List<Account> accounts = new ArrayList<>();
  private static final int MAX_BATCH = 1000;

  private int batchSize = 1;
  private int batchIndex;
  private int batchId;

  private MigrationPayload() {}

  /// @throws ItemException when the text is no such payload
  static MigrationPayload parse(String uri) throws ItemException {
    if (uri.length() > MAX_CHARACTERS) {
      throw new ItemException("transfer code: longer than 64 KiB");
    }
    int data = uri.indexOf("data=");
    if (data < 0) {
      throw new ItemException("transfer code: it has no data");
    }
    int end = uri.indexOf('&', data);
    String text = uri.substring(data + 5, end < 0 ? uri.length() : end).strip();
    byte[] message =
        Encoded.base64(percentDecoded(text).replace(' ', '+'))
            .orElseThrow(() -> new ItemException("transfer code: not Base64"));
    MigrationPayload payload = new MigrationPayload();
    try {
      payload.read(message);
    } catch (MalformedException e) {
      throw new ItemException("transfer code: its data is damaged");
    }
    return payload;
  }

  int size() {
    return accounts.size();
  }

  /// Where the code stands in its batch; empty when its numbers contradict themselves, or name more
  /// codes than an export of ten thousand accounts has: the missing ones would be listed.
  Optional<TransferPart> part() {
    return batchSize < 1 || batchSize > MAX_BATCH || batchIndex < 0 || batchIndex >= batchSize
        ? Optional.empty()
        : Optional.of(new TransferPart(batchId, batchIndex, batchSize));
  }

  /// @param index from 0
  ItemDraft draft(int index) throws ItemException {
    Account account = accounts.get(index);
    ItemDraft draft = new ItemDraft().bytes(account.secret.clone());
    String issuer = account.issuer.strip();
    String name = account.name.strip();
    int colon = name.indexOf(':');
    String left = colon < 0 ? "" : name.substring(0, colon).strip();
    if (colon >= 0 && (issuer.isEmpty() || left.equals(issuer))) {
      issuer = left;
      name = name.substring(colon + 1);
    }
    draft.issuer(issuer).account(name);
    draft.type(
        switch ((int) account.type) {
          case 0, 2 -> OtpType.TOTP;
          case 1 -> OtpType.HOTP;
          default -> throw new ItemException("type: not one of HOTP and TOTP");
        });
    draft.algorithm(
        Optional.of(
            switch ((int) account.algorithm) {
              case 0, 1 -> "SHA1";
              case 2 -> "SHA256";
              case 3 -> "SHA512";
              default -> throw new ItemException("algorithm: not one of SHA1, SHA256 and SHA512");
            }));
    draft.digits(
        Optional.of(
            switch ((int) account.digits) {
              case 0, 1 -> "6";
              case 2 -> "8";
              default -> throw new ItemException("digits: neither six nor eight");
            }));
    return draft.counter(Optional.of(Long.toString(account.counter)));
  }

  private void read(byte[] message) throws MalformedException {
    ProtobufReader in = new ProtobufReader(message);
    while (in.next()) {
      boolean varint = in.wireType() == ProtobufReader.VARINT;
      switch (in.field()) {
        case 1 -> accounts.add(account(in.bytes()));
        case 3 -> batchSize = varint ? (int) in.varint() : skipped(in);
        case 4 -> batchIndex = varint ? (int) in.varint() : skipped(in);
        case 5 -> batchId = varint ? (int) in.varint() : skipped(in);
        default -> in.skip();
      }
    }
  }

  private static int skipped(ProtobufReader in) throws MalformedException {
    in.skip();
    return 0;
  }

  private static Account account(byte[] message) throws MalformedException {
    Account account = new Account();
    ProtobufReader in = new ProtobufReader(message);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> account.secret = in.bytes();
        case 2 -> account.name = new String(in.bytes(), StandardCharsets.UTF_8);
        case 3 -> account.issuer = new String(in.bytes(), StandardCharsets.UTF_8);
        case 4 -> account.algorithm = in.varint();
        case 5 -> account.digits = in.varint();
        case 6 -> account.type = in.varint();
        case 7 -> account.counter = in.varint();
        default -> in.skip();
      }
    }
    return account;
  }

  private static String percentDecoded(String text) throws ItemException {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        decoded.append(c);
        continue;
      }
      Optional<byte[]> octet =
          i + 3 <= text.length() ? Encoded.hex(text.substring(i + 1, i + 3)) : Optional.empty();
      if (octet.isEmpty() || octet.get().length != 1) {
        throw new ItemException("transfer code: its percent-encoding is broken");
      }
      decoded.append((char) (octet.get()[0] & 0xff));
      i += 2;
    }
    return decoded.toString();
  }
}
