package dev.watchword.core.capture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One QR code that was read (ISO/IEC 18004): its payload, and where and what it was.
///
/// The payload of an "enable MFA" code holds the shared secret, so this is not a record:
/// [#toString] tells nothing of it and [#close] wipes it. Not thread-safe with respect to `close`.
public final class QrCode implements AutoCloseable {

  /// The error correction level of the symbol (ISO/IEC 18004 §7.5.1), from about 7 % to about 30 %.
  public enum ErrorCorrection {
    L,
    M,
    Q,
    H
  }

  /// The place of a symbol in a structured-append sequence (ISO/IEC 18004 §8).
  ///
  /// @param index from 0
  /// @param total number of symbols in the sequence, 1 to 16
  /// @param parity the XOR of all data bytes of the message, 0 to 255
  public record Part(int index, int total, int parity) {}

  private final byte[] payload;
  private final Optional<String> eciText;
  private final List<Corner> corners;
  private final int page;
  private final int version;
  private final ErrorCorrection errorCorrection;
  private final boolean mirrored;
  private final boolean inverted;
  private final Optional<Part> part;
  private final Optional<byte[]> cutout;

  private QrCode(Builder builder) {
    this.payload = Objects.requireNonNull(builder.payload, "payload").clone();
    this.eciText = Optional.ofNullable(builder.eciText);
    this.corners = List.copyOf(builder.corners);
    this.page = builder.page;
    this.version = builder.version;
    this.errorCorrection = Objects.requireNonNull(builder.errorCorrection, "errorCorrection");
    this.mirrored = builder.mirrored;
    this.inverted = builder.inverted;
    this.part = Optional.ofNullable(builder.part);
    this.cutout = Optional.ofNullable(builder.cutout);
    if (corners.size() != 4) {
      throw new IllegalArgumentException("corners: expected 4, got " + corners.size());
    }
  }

  /// The payload's bytes as they stand in the symbol, before any character set is applied; a copy
  /// that the caller wipes.
  public byte[] payload() {
    return payload.clone();
  }

  /// The payload as text: UTF-8 where the bytes are valid UTF-8, else what the symbol's ECI or the
  /// reader's best judgement says.
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException notUtf8) {
      return eciText.orElseGet(() -> new String(payload, StandardCharsets.ISO_8859_1));
    }
  }

  /// The four corners of the symbol without its margin: top left, top right, bottom right, bottom
  /// left as the symbol itself has them (so a turned code's "top left" may lie anywhere in the
  /// picture).
  public List<Corner> corners() {
    return corners;
  }

  /// The page or frame that it stands on, from 1.
  public int page() {
    return page;
  }

  /// The symbol's version, 1 to 40 (21 to 177 modules a side).
  public int version() {
    return version;
  }

  public ErrorCorrection errorCorrection() {
    return errorCorrection;
  }

  /// Whether the symbol was seen as in a mirror.
  public boolean mirrored() {
    return mirrored;
  }

  /// Whether light modules stood for dark ones.
  public boolean inverted() {
    return inverted;
  }

  /// Its place in a structured-append sequence that is not complete in this picture; empty for a
  /// whole message (a sequence whose parts were all found comes joined, as one code).
  public Optional<Part> part() {
    return part;
  }

  /// A small PNG of where it stands in the picture, encoded anew; where [DecodeLimits] asks for it.
  /// A picture of a secret, wiped with the payload: the bytes themselves, not a copy.
  public Optional<byte[]> cutout() {
    return cutout;
  }

  @Override
  public void close() {
    Arrays.fill(payload, (byte) 0);
    cutout.ifPresent(png -> Arrays.fill(png, (byte) 0));
  }

  @Override
  public String toString() {
    return "QrCode[version=%d, %s, payload=REDACTED]".formatted(version, errorCorrection);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Gathers what a reader knows about one symbol. Not thread-safe.
  public static final class Builder {
    private byte @org.jspecify.annotations.Nullable [] payload;
    private @org.jspecify.annotations.Nullable String eciText;
    private List<Corner> corners = List.of();
    private int page = 1;
    private int version = 1;
    private @org.jspecify.annotations.Nullable ErrorCorrection errorCorrection;
    private boolean mirrored;
    private boolean inverted;
    private @org.jspecify.annotations.Nullable Part part;
    private byte @org.jspecify.annotations.Nullable [] cutout;

    private Builder() {}

    /// The bytes; copied by [#build].
    public Builder payload(byte[] bytes) {
      this.payload = bytes;
      return this;
    }

    /// The text by the symbol's ECI, for payloads that are not UTF-8.
    public Builder eciText(String text) {
      this.eciText = text;
      return this;
    }

    /// Top left, top right, bottom right, bottom left of the symbol.
    public Builder corners(List<Corner> four) {
      this.corners = four;
      return this;
    }

    public Builder page(int fromOne) {
      this.page = fromOne;
      return this;
    }

    public Builder version(int oneToForty) {
      if (oneToForty < 1 || oneToForty > 40) {
        throw new IllegalArgumentException("version: 1 to 40, got " + oneToForty);
      }
      this.version = oneToForty;
      return this;
    }

    public Builder errorCorrection(ErrorCorrection level) {
      this.errorCorrection = level;
      return this;
    }

    public Builder mirrored(boolean yes) {
      this.mirrored = yes;
      return this;
    }

    public Builder inverted(boolean yes) {
      this.inverted = yes;
      return this;
    }

    public Builder part(Part place) {
      this.part = place;
      return this;
    }

    /// A PNG, now the code's to wipe.
    public Builder cutout(byte[] png) {
      this.cutout = png;
      return this;
    }

    public QrCode build() {
      return new QrCode(this);
    }
  }
}
