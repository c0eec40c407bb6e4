package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.VaultCheck;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of a [Request]. Each reply writes itself behind a byte that names its kind.
sealed interface Reply {

  void writeTo(DataOutput out) throws IOException;

  /// @throws IOException when the bytes are no reply
  static Reply readFrom(DataInput in) throws IOException {
    return Wire.checked(in, Reply::read);
  }

  private static Reply read(DataInput in) throws IOException {
    return switch (in.readByte()) {
      case Code.KIND -> Code.read(in);
      case Entries.KIND -> new Entries(Wire.entries(in));
      case Ambiguous.KIND -> new Ambiguous(Wire.entries(in));
      case NothingFound.KIND -> new NothingFound(in.readBoolean());
      case Shown.KIND -> new Shown(Wire.entry(in), in.readInt(), in.readInt());
      case Secret.KIND -> new Secret(Wire.entry(in), SecretTexts.readFrom(in), in.readInt());
      case SavedCodes.KIND -> SavedCodes.read(in);
      case Changed.KIND -> new Changed(Wire.entry(in));
      case Added.KIND -> new Added(Wire.entries(in), Wire.entries(in), Wire.entries(in));
      case Checked.KIND -> new Checked(new VaultCheck(in.readInt(), in.readLong(), Wire.texts(in)));
      case Status.KIND ->
          new Status(Wire.instant(in), Wire.instant(in), Wire.instant(in), in.readInt());
      case Refused.KIND -> new Refused(in.readUTF(), in.readUTF());
      case Done.KIND -> new Done();
      case LiveCodes.KIND -> new LiveCodes(LiveCode.readAll(in));
      default -> throw new InvalidObjectException("an unknown reply");
    };
  }

  /// A code; not printed by [#toString].
  final class Code implements Reply {
    static final byte KIND = 1;

    private final Label label;
    private final String code;
    private final Optional<Validity> validity;

    /// @param validity empty for a counter-based code
    Code(Label label, String code, Optional<Validity> validity) {
      this.label = label;
      this.code = code;
      this.validity = validity;
    }

    Label label() {
      return label;
    }

    String code() {
      return code;
    }

    Optional<Validity> validity() {
      return validity;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.label(out, label);
      out.writeUTF(code);
      out.writeBoolean(validity.isPresent());
      if (validity.isPresent()) {
        Wire.instant(out, validity.get().from());
        Wire.instant(out, validity.get().until());
      }
    }

    static Code read(DataInput in) throws IOException {
      return new Code(
          Wire.label(in),
          in.readUTF(),
          in.readBoolean()
              ? Optional.of(new Validity(Wire.instant(in), Wire.instant(in)))
              : Optional.empty());
    }

    @Override
    public String toString() {
      return "Code[REDACTED]";
    }
  }

  /// What a list found, best match first.
  record Entries(List<Entry> entries) implements Reply {
    static final byte KIND = 2;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entries(out, entries);
    }
  }

  /// A query that should have found one entry found these; nothing was done.
  record Ambiguous(List<Entry> matches) implements Reply {
    static final byte KIND = 3;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entries(out, matches);
    }
  }

  /// A query that should have found one entry found none.
  ///
  /// @param elsewhere whether it finds one on the other side of the trash
  record NothingFound(boolean elsewhere) implements Reply {
    static final byte KIND = 4;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeBoolean(elsewhere);
    }
  }

  /// An entry, and how many recovery codes are kept for it.
  record Shown(Entry entry, int recoveryCodes, int recoveryCodesLeft) implements Reply {
    static final byte KIND = 5;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entry(out, entry);
      out.writeInt(recoveryCodes);
      out.writeInt(recoveryCodesLeft);
    }
  }

  /// A Key URI, or the recovery code that was marked as used.
  ///
  /// @param left how many recovery codes are left
  record Secret(Entry entry, SecretTexts text, int left) implements Reply {
    static final byte KIND = 6;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entry(out, entry);
      text.writeTo(out);
      out.writeInt(left);
    }
  }

  /// The recovery codes kept for an entry.
  ///
  /// @param codes in the order they were added
  /// @param usedAt for each, when it was used
  /// @param fresh how many the request added
  record SavedCodes(Entry entry, SecretTexts codes, List<Optional<Instant>> usedAt, int fresh)
      implements Reply {
    static final byte KIND = 7;

    public SavedCodes {
      usedAt = List.copyOf(usedAt);
      if (codes.expose().size() != usedAt.size()) {
        throw new IllegalArgumentException("usedAt: one for each code");
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entry(out, entry);
      codes.writeTo(out);
      for (Optional<Instant> used : usedAt) {
        Wire.optionalInstant(out, used);
      }
      out.writeInt(fresh);
    }

    static SavedCodes read(DataInput in) throws IOException {
      Entry entry = Wire.entry(in);
      SecretTexts codes = SecretTexts.readFrom(in);
      List<Optional<Instant>> usedAt = new ArrayList<>();
      for (int i = 0; i < codes.expose().size(); i++) {
        usedAt.add(Wire.optionalInstant(in));
      }
      return new SavedCodes(entry, codes, usedAt, in.readInt());
    }

    long left() {
      return usedAt.stream().filter(Optional::isEmpty).count();
    }
  }

  /// An entry as it is now.
  record Changed(Entry entry) implements Reply {
    static final byte KIND = 8;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entry(out, entry);
    }
  }

  /// What an [Request.Add] did.
  ///
  /// @param added the new entries
  /// @param known entries that were there already, with the same secret, and were left alone
  /// @param namesakes entries that were there already under a new entry's name, with another secret
  record Added(List<Entry> added, List<Entry> known, List<Entry> namesakes) implements Reply {
    static final byte KIND = 9;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.entries(out, added);
      Wire.entries(out, known);
      Wire.entries(out, namesakes);
    }
  }

  /// What a look at every seal found.
  record Checked(VaultCheck check) implements Reply {
    static final byte KIND = 10;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeInt(check.entries());
      out.writeLong(check.sealCount());
      Wire.texts(out, check.problems());
    }
  }

  /// How the agent is.
  ///
  /// @param since when it unlocked the vault
  /// @param idleUntil when it locks if it is not used
  /// @param until when it locks in any case
  /// @param entries how many are in use
  record Status(Instant since, Instant idleUntil, Instant until, int entries) implements Reply {
    static final byte KIND = 11;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.instant(out, since);
      Wire.instant(out, idleUntil);
      Wire.instant(out, until);
      out.writeInt(entries);
    }
  }

  /// It can't be done.
  ///
  /// @param code a stable name for programs
  /// @param sentence what is wrong and what to do, without secrets
  record Refused(String code, String sentence) implements Reply {
    static final byte KIND = 12;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(code);
      out.writeUTF(sentence);
    }
  }

  /// It is done, and there is nothing to say of it.
  record Done() implements Reply {
    static final byte KIND = 13;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
    }
  }

  /// The codes of a screen.
  record LiveCodes(List<LiveCode> codes) implements Reply {
    static final byte KIND = 14;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      LiveCode.writeAll(out, codes);
    }
  }
}
