package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.QrCode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Joins the parts of structured-append sequences (ISO/IEC 18004 §8): one part is never taken for
/// the whole message.
///
/// The parity byte tells which symbols belong together. It is not held against the message: writers
/// work it out over other forms of the text than the bytes that they encode, and each part has
/// passed its own error correction. Where two different symbols claim one place nothing is joined.
final class SequenceJoining {

  private final List<QrCode> codes = new ArrayList<>();
  private final List<Diagnosis> missing = new ArrayList<>();

  private final Cutouts cutouts;

  /// Without pictures of the codes.
  SequenceJoining(List<FoundSymbol> found) {
    this(found, new Cutouts(0));
  }

  /// @param found in reading order
  SequenceJoining(List<FoundSymbol> found, Cutouts cutouts) {
    this.cutouts = cutouts;
    List<FoundSymbol> rest = new ArrayList<>(found);
    while (!rest.isEmpty()) {
      FoundSymbol first = rest.removeFirst();
      QrCode.Part part = first.symbol().content().part();
      if (part == null) {
        codes.add(first.toQrCode(cutouts));
        continue;
      }
      List<FoundSymbol> sequence = new ArrayList<>(List.of(first));
      sequence.addAll(
          rest.stream()
              .filter(other -> sameSequence(part, other.symbol().content().part()))
              .toList());
      rest.removeAll(sequence);
      join(sequence, part);
    }
  }

  List<QrCode> codes() {
    return codes;
  }

  /// One diagnosis for each sequence that is not complete.
  List<Diagnosis> missing() {
    return missing;
  }

  private static boolean sameSequence(
      QrCode.Part part, QrCode.@org.jspecify.annotations.Nullable Part other) {
    return other != null && other.total() == part.total() && other.parity() == part.parity();
  }

  /// Whether two symbols that differ claim the same place: parts of two messages.
  private static boolean contradictory(List<FoundSymbol> sequence) {
    for (FoundSymbol one : sequence) {
      for (FoundSymbol other : sequence) {
        QrCode.Part a = one.symbol().content().part();
        QrCode.Part b = other.symbol().content().part();
        if (a != null && b != null && a.index() == b.index() && !one.samePayloadAs(other)) {
          return true;
        }
      }
    }
    return false;
  }

  private void join(List<FoundSymbol> sequence, QrCode.Part any) {
    TreeMap<Integer, FoundSymbol> byIndex = new TreeMap<>();
    for (FoundSymbol symbol : sequence) {
      QrCode.Part part = symbol.symbol().content().part();
      if (part != null) {
        byIndex.putIfAbsent(part.index(), symbol);
      }
    }
    if (byIndex.size() == any.total() && !contradictory(sequence)) {
      ByteArrayOutputStream payload = new ByteArrayOutputStream();
      StringBuilder text = new StringBuilder();
      for (FoundSymbol symbol : byIndex.values()) {
        SymbolContent content = symbol.symbol().content();
        payload.writeBytes(content.payload());
        text.append(content.text());
      }
      byte[] whole = payload.toByteArray();
      FoundSymbol first = byIndex.firstEntry().getValue();
      DecodedSymbol symbol = first.symbol();
      SymbolContent content =
          new SymbolContent(whole, text.toString(), null, symbol.content().paddedByTheBook());
      DecodedSymbol joined =
          new DecodedSymbol(
              symbol.version(), symbol.level(), content, symbol.strain(), symbol.mirrored());
      FoundSymbol placed = new FoundSymbol(joined, first.corners(), first.inverted(), first.page());
      codes.add(placed.toQrCode(cutouts));
      placed.wipe();
      return;
    }
    List<Integer> places =
        IntStream.range(0, any.total())
            .filter(i -> !byIndex.containsKey(i))
            .map(i -> i + 1)
            .boxed()
            .toList();
    missing.add(new Diagnosis.PartsMissing(places, any.total()));
    sequence.stream()
        .sorted(Comparator.comparingInt(sequence::indexOf))
        .map(symbol -> symbol.toQrCode(cutouts))
        .forEach(codes::add);
  }
}
