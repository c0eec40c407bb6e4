package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The values that requests and replies are made of, as bytes. What is read is checked by the
/// values' own constructors; a stray byte is an [IOException].
final class Wire {

  private static final int MAX_LIST = 1_000_000;

  private Wire() {}

  /// Reads something.
  @FunctionalInterface
  interface Reading<T> {
    T from(DataInput in) throws IOException;
  }

  /// What is read, where every value in it is one that there is.
  ///
  /// @throws IOException for every other, too
  static <T> T checked(DataInput in, Reading<T> reading) throws IOException {
    try {
      return reading.from(in);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException outOfRange) {
      throw new InvalidObjectException("a value out of its range");
    }
  }

  static void texts(DataOutput out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  static List<String> texts(DataInput in) throws IOException {
    int size = size(in);
    List<String> texts = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      texts.add(in.readUTF());
    }
    return List.copyOf(texts);
  }

  /// The size of a list, before anything is set aside for it.
  static int size(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MAX_LIST) {
      throw new InvalidObjectException("a list that is too long");
    }
    return size;
  }

  static void optionalText(DataOutput out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      out.writeUTF(text.get());
    }
  }

  static Optional<String> optionalText(DataInput in) throws IOException {
    return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
  }

  static void instant(DataOutput out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  static Instant instant(DataInput in) throws IOException {
    long seconds = in.readLong();
    int nanos = in.readInt();
    if (seconds < Instant.MIN.getEpochSecond()
        || seconds > Instant.MAX.getEpochSecond()
        || nanos < 0
        || nanos > 999_999_999) {
      throw new InvalidObjectException("no instant");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  static void optionalInstant(DataOutput out, Optional<Instant> instant) throws IOException {
    out.writeBoolean(instant.isPresent());
    if (instant.isPresent()) {
      instant(out, instant.get());
    }
  }

  static Optional<Instant> optionalInstant(DataInput in) throws IOException {
    return in.readBoolean() ? Optional.of(instant(in)) : Optional.empty();
  }

  static void label(DataOutput out, Label label) throws IOException {
    out.writeUTF(label.issuer());
    out.writeUTF(label.accountName());
  }

  static Label label(DataInput in) throws IOException {
    return new Label(in.readUTF(), in.readUTF());
  }

  static void id(DataOutput out, EntryId id) throws IOException {
    out.writeLong(id.value().getMostSignificantBits());
    out.writeLong(id.value().getLeastSignificantBits());
  }

  static EntryId id(DataInput in) throws IOException {
    return new EntryId(new UUID(in.readLong(), in.readLong()));
  }

  static void ids(DataOutput out, List<EntryId> ids) throws IOException {
    out.writeInt(ids.size());
    for (EntryId id : ids) {
      id(out, id);
    }
  }

  static List<EntryId> ids(DataInput in) throws IOException {
    int size = size(in);
    List<EntryId> ids = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      ids.add(id(in));
    }
    return List.copyOf(ids);
  }

  static void entries(DataOutput out, List<Entry> entries) throws IOException {
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      entry(out, entry);
    }
  }

  static List<Entry> entries(DataInput in) throws IOException {
    int size = size(in);
    List<Entry> entries = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      entries.add(entry(in));
    }
    return entries;
  }

  static void entry(DataOutput out, Entry entry) throws IOException {
    id(out, entry.id());
    label(out, entry.label());
    parameters(out, entry.parameters());
    texts(out, entry.tags());
    out.writeUTF(entry.note());
    out.writeBoolean(entry.pinned());
    instant(out, entry.createdAt());
    optionalInstant(out, entry.trashedAt());
  }

  static Entry entry(DataInput in) throws IOException {
    return new Entry(
        id(in),
        label(in),
        parameters(in),
        texts(in),
        in.readUTF(),
        in.readBoolean(),
        instant(in),
        optionalInstant(in));
  }

  private static void parameters(DataOutput out, OtpParameters parameters) throws IOException {
    switch (parameters) {
      case TotpParameters p -> {
        out.writeByte(0);
        out.writeByte(p.algorithm().ordinal());
        out.writeByte(p.digits().value());
        out.writeInt((int) p.period().toSeconds());
        out.writeLong(p.t0().getEpochSecond());
      }
      case HotpParameters p -> {
        out.writeByte(1);
        out.writeByte(p.algorithm().ordinal());
        out.writeByte(p.digits().value());
        out.writeLong(p.counter());
      }
      case SteamParameters p -> out.writeByte(2);
      case MotpParameters p -> out.writeByte(3);
      case YandexParameters p -> out.writeByte(4);
    }
  }

  private static OtpParameters parameters(DataInput in) throws IOException {
    return switch (in.readByte()) {
      case 0 ->
          new TotpParameters(
              algorithm(in),
              new Digits(in.readByte()),
              Duration.ofSeconds(in.readInt()),
              Instant.ofEpochSecond(in.readLong()));
      case 1 -> new HotpParameters(algorithm(in), new Digits(in.readByte()), in.readLong());
      case 2 -> new SteamParameters();
      case 3 -> new MotpParameters();
      case 4 -> new YandexParameters();
      default -> throw new InvalidObjectException("an unknown type of code");
    };
  }

  private static HashAlgorithm algorithm(DataInput in) throws IOException {
    int ordinal = in.readByte();
    HashAlgorithm[] all = HashAlgorithm.values();
    if (ordinal < 0 || ordinal >= all.length) {
      throw new InvalidObjectException("an unknown algorithm");
    }
    return all[ordinal];
  }
}
