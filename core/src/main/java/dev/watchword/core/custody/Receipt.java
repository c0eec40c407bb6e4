package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The customer's proof of what they handed over, and the end of the chain of what was done with
/// it.
///
/// @param entries the held factors
/// @param events how many lines the chain has
/// @param head the chain's last hash, in hexadecimal digits
public record Receipt(
    UUID id,
    TokenHash token,
    UUID link,
    String customer,
    String purpose,
    Instant since,
    Instant until,
    List<UUID> entries,
    long events,
    String head,
    boolean ended)
    implements CustodyRecord {

  static final RecordType<Receipt> TYPE = new RecordType<>(RecordKind.RECEIPT, Receipt::read);

  public Receipt {
    entries = List.copyOf(entries);
  }

  Receipt after(ReceiptEvent event) {
    return new Receipt(
        id,
        token,
        link,
        customer,
        purpose,
        since,
        until,
        entries,
        event.number(),
        event.head(),
        ended);
  }

  Receipt withEnded() {
    return new Receipt(
        id, token, link, customer, purpose, since, until, entries, events, head, true);
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(link, RecordColumns.NOBODY)
        .during(since, until)
        .withToken(token)
        .endedIf(ended);
  }

  @Override
  public void write(CborWriter out) {
    out.bytes(token.toByteArray()).uuid(link).text(customer).text(purpose);
    out.unsigned(since.toEpochMilli()).unsigned(until.toEpochMilli()).array(entries.size());
    entries.forEach(out::uuid);
    out.unsigned(events).text(head).bool(ended);
  }

  static Receipt read(UUID id, CborReader in) {
    TokenHash token = TokenHash.copyOf(in.bytes());
    UUID link = in.uuid();
    String customer = in.text();
    String purpose = in.text();
    Instant since = Instant.ofEpochMilli(in.unsigned());
    Instant until = Instant.ofEpochMilli(in.unsigned());
    int size = in.array();
    List<UUID> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(in.uuid());
    }
    return new Receipt(
        id,
        token,
        link,
        customer,
        purpose,
        since,
        until,
        entries,
        in.unsigned(),
        in.text(),
        in.bool());
  }
}
