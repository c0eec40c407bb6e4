package dev.watchword.core.vault;

import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Opens the summaries of a snapshot, a large one's in parts on all processors.
///
/// A summary that does not open makes that one entry damaged, so that one bad row does not lock up
/// the rest.
final class SummaryReading {

  /// What was read.
  ///
  /// @param manifest the sum over all of them, damaged ones too
  record Part(Manifest manifest, List<VaultState.Stored> entries, List<EntryId> damaged) {}

  private static final int ENTRIES_A_PART = 2_048;

  private final VaultId vault;
  private final VaultKey key;
  private final Sealer sealer;

  SummaryReading(VaultId vault, VaultKey key, Sealer sealer) {
    this.vault = vault;
    this.key = key;
    this.sealer = sealer;
  }

  Part read(List<SealedEntry> all) {
    if (all.size() <= ENTRIES_A_PART) {
      return part(all);
    }
    int parts = (all.size() + ENTRIES_A_PART - 1) / ENTRIES_A_PART;
    List<Part> read =
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(i -> part(all.subList(i * ENTRIES_A_PART, end(all, i))))
            .toList();
    Part whole = new Part(Manifest.empty(key), new ArrayList<>(all.size()), new ArrayList<>());
    for (Part part : read) {
      whole.manifest.add(part.manifest);
      whole.entries.addAll(part.entries);
      whole.damaged.addAll(part.damaged);
    }
    return whole;
  }

  private static int end(List<SealedEntry> all, int part) {
    return Math.min(all.size(), (part + 1) * ENTRIES_A_PART);
  }

  private Part part(List<SealedEntry> some) {
    Part part = new Part(Manifest.empty(key), new ArrayList<>(some.size()), new ArrayList<>());
    Sealer.Opener opener = sealer.opener();
    for (SealedEntry sealed : some) {
      part.manifest.add(sealed.id(), sealed.revisions());
      try {
        part.entries.add(new VaultState.Stored(sealed.revisions(), summary(opener, sealed)));
      } catch (TamperingException | CborReader.MalformedException e) {
        part.damaged.add(sealed.id());
      }
    }
    return part;
  }

  private Entry summary(Sealer.Opener opener, SealedEntry sealed) {
    byte[] plaintext =
        opener.open(
            Addresses.of(vault, sealed.id(), EntryField.SUMMARY, sealed.revisions().summary()),
            sealed.summary());
    try {
      return EntryCodec.summary(sealed.id(), plaintext);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }
}
