package dev.watchword.adapters.cli;

import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An entry's code while it counts, and the one that follows; printed by nothing but a screen.
final class LiveCode {

  private final EntryId id;
  private final String code;
  private final String next;
  private final Validity validity;

  LiveCode(EntryId id, String code, String next, Validity validity) {
    this.id = id;
    this.code = code;
    this.next = next;
    this.validity = validity;
  }

  /// @return empty for a time before the entry's first code
  static Optional<LiveCode> of(OpenVault vault, EntryId id, java.time.Instant at) {
    try {
      OneTimePassword now = vault.code(id, at);
      String next = vault.nextCode(id, at).code();
      return now.validity().map(validity -> new LiveCode(id, now.code(), next, validity));
    } catch (IllegalArgumentException beforeTheStart) {
      return Optional.empty();
    }
  }

  EntryId id() {
    return id;
  }

  String code() {
    return code;
  }

  String next() {
    return next;
  }

  Validity validity() {
    return validity;
  }

  static void writeAll(DataOutput out, List<LiveCode> codes) throws IOException {
    out.writeInt(codes.size());
    for (LiveCode code : codes) {
      Wire.id(out, code.id);
      out.writeUTF(code.code);
      out.writeUTF(code.next);
      Wire.instant(out, code.validity.from());
      Wire.instant(out, code.validity.until());
    }
  }

  static List<LiveCode> readAll(DataInput in) throws IOException {
    int size = Wire.size(in);
    List<LiveCode> codes = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      codes.add(
          new LiveCode(
              Wire.id(in),
              in.readUTF(),
              in.readUTF(),
              new Validity(Wire.instant(in), Wire.instant(in))));
    }
    return List.copyOf(codes);
  }

  @Override
  public String toString() {
    return "LiveCode[REDACTED]";
  }
}
