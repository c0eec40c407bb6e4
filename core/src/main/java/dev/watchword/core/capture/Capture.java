package dev.watchword.core.capture;

import java.util.List;

/// What a picture held: the codes that were read, and what is known about why others, or all, were
/// not.
///
/// Close it when done; that wipes the payloads.
///
/// @param codes the codes read, in reading order
/// @param diagnoses what stands in the way of the rest, the most telling first; empty only when at
///   least one code was read
public record Capture(List<QrCode> codes, List<Diagnosis> diagnoses) implements AutoCloseable {

  public Capture {
    codes = List.copyOf(codes);
    diagnoses = List.copyOf(diagnoses);
    if (codes.isEmpty() && diagnoses.isEmpty()) {
      throw new IllegalArgumentException("diagnoses: an empty capture must say why");
    }
  }

  /// A capture that read nothing, for one reason.
  public static Capture unreadable(Diagnosis diagnosis) {
    return new Capture(List.of(), List.of(diagnosis));
  }

  @Override
  public void close() {
    codes.forEach(QrCode::close);
  }
}
