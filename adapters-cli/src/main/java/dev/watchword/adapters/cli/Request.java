package dev.watchword.adapters.cli;

import dev.watchword.core.vault.EntryId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a command wants of an open vault; the whole language of the agent.
///
/// A `query` finds entries as [dev.watchword.core.vault.EntrySearch] does. Each request writes
/// itself behind a byte that names its kind.
sealed interface Request {

  void writeTo(DataOutput out) throws IOException;

  /// @throws IOException when the bytes are no request
  static Request readFrom(DataInput in) throws IOException {
    return Wire.checked(in, Request::read);
  }

  private static Request read(DataInput in) throws IOException {
    return switch (in.readByte()) {
      case Status.KIND -> new Status();
      case ListEntries.KIND -> new ListEntries(in.readUTF(), in.readBoolean());
      case MakeCode.KIND -> new MakeCode(in.readUTF(), in.readBoolean(), Wire.optionalInstant(in));
      case Show.KIND -> new Show(in.readUTF());
      case Reveal.KIND -> new Reveal(in.readUTF());
      case Add.KIND -> new Add(SecretTexts.readFrom(in), Wire.texts(in), in.readUTF());
      case Edit.KIND ->
          new Edit(
              in.readUTF(),
              Wire.optionalText(in),
              Wire.optionalText(in),
              Wire.optionalText(in),
              in.readBoolean() ? Optional.of(in.readBoolean()) : Optional.empty());
      case Tag.KIND -> new Tag(in.readUTF(), Wire.texts(in), Wire.texts(in));
      case Move.KIND -> new Move(in.readUTF(), Move.Where.read(in));
      case ListRecoveryCodes.KIND -> new ListRecoveryCodes(in.readUTF());
      case AddRecoveryCodes.KIND -> new AddRecoveryCodes(in.readUTF(), SecretTexts.readFrom(in));
      case UseRecoveryCode.KIND -> new UseRecoveryCode(in.readUTF(), SecretTexts.readFrom(in));
      case Check.KIND -> new Check();
      case Lock.KIND -> new Lock();
      case LiveCodes.KIND -> new LiveCodes(Wire.ids(in), Wire.optionalInstant(in));
      default -> throw new InvalidObjectException("an unknown request");
    };
  }

  /// How the agent is: answered by [Reply.Status].
  record Status() implements Request {
    static final byte KIND = 1;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
    }
  }

  /// The entries that a query finds, or all: answered by [Reply.Entries].
  ///
  /// @param trash those in the trash instead of those in use
  record ListEntries(String query, boolean trash) implements Request {
    static final byte KIND = 2;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      out.writeBoolean(trash);
    }
  }

  /// One entry's code: answered by [Reply.Code].
  ///
  /// @param next the one that follows the current one
  /// @param at the time, where it is not now
  record MakeCode(String query, boolean next, Optional<Instant> at) implements Request {
    static final byte KIND = 3;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      out.writeBoolean(next);
      Wire.optionalInstant(out, at);
    }
  }

  /// One entry without its secret: answered by [Reply.Shown].
  record Show(String query) implements Request {
    static final byte KIND = 4;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
    }
  }

  /// One entry's Key URI, secret included: answered by [Reply.Secret].
  record Reveal(String query) implements Request {
    static final byte KIND = 5;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
    }
  }

  /// New entries, all or none: answered by [Reply.Added].
  ///
  /// @param uris a Key URI for each
  record Add(SecretTexts uris, List<String> tags, String note) implements Request {
    static final byte KIND = 6;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      uris.writeTo(out);
      Wire.texts(out, tags);
      out.writeUTF(note);
    }
  }

  /// Another label, note or place in the list for one entry; what is empty stays: answered by
  /// [Reply.Changed].
  record Edit(
      String query,
      Optional<String> issuer,
      Optional<String> account,
      Optional<String> note,
      Optional<Boolean> pinned)
      implements Request {
    static final byte KIND = 7;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      Wire.optionalText(out, issuer);
      Wire.optionalText(out, account);
      Wire.optionalText(out, note);
      out.writeBoolean(pinned.isPresent());
      if (pinned.isPresent()) {
        out.writeBoolean(pinned.get());
      }
    }
  }

  /// Tags to give to and to take from one entry: answered by [Reply.Changed].
  record Tag(String query, List<String> more, List<String> fewer) implements Request {
    static final byte KIND = 8;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      Wire.texts(out, more);
      Wire.texts(out, fewer);
    }
  }

  /// One entry into the trash, out of it, or gone for good: answered by [Reply.Changed].
  record Move(String query, Where where) implements Request {
    static final byte KIND = 9;

    /// Where an entry goes.
    enum Where {
      /// From the entries in use.
      TRASH,
      /// From the trash.
      USE,
      /// From the trash or from use.
      NOWHERE;

      static Where read(DataInput in) throws IOException {
        int ordinal = in.readByte();
        if (ordinal < 0 || ordinal >= values().length) {
          throw new InvalidObjectException("an unknown place");
        }
        return values()[ordinal];
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      out.writeByte(where.ordinal());
    }
  }

  /// The recovery codes kept for one entry: answered by [Reply.SavedCodes].
  record ListRecoveryCodes(String query) implements Request {
    static final byte KIND = 10;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
    }
  }

  /// More recovery codes for one entry: answered by [Reply.SavedCodes].
  record AddRecoveryCodes(String query, SecretTexts codes) implements Request {
    static final byte KIND = 11;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      codes.writeTo(out);
    }
  }

  /// Marks a recovery code as used: answered by [Reply.Secret].
  ///
  /// @param code the code; none takes the first that is not used yet
  record UseRecoveryCode(String query, SecretTexts code) implements Request {
    static final byte KIND = 12;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(query);
      code.writeTo(out);
    }
  }

  /// Opens every seal and says which do not open: answered by [Reply.Checked].
  record Check() implements Request {
    static final byte KIND = 13;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
    }
  }

  /// Ends the agent: answered by [Reply.Done].
  record Lock() implements Request {
    static final byte KIND = 14;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
    }
  }

  /// The codes of the entries that are on the screen, and those that follow them: answered by
  /// [Reply.LiveCodes]. No use of the vault in the sense of the agent's idle time, since a screen
  /// asks by itself. Counter-based codes are left out: asking would use them up.
  ///
  /// @param at the time, where it is not now
  record LiveCodes(List<EntryId> ids, Optional<Instant> at) implements Request {
    static final byte KIND = 15;

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(KIND);
      Wire.ids(out, ids);
      Wire.optionalInstant(out, at);
    }
  }
}
