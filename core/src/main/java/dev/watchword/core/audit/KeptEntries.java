package dev.watchword.core.audit;

import dev.watchword.core.audit.AuditLog.Places;
import dev.watchword.core.audit.LoggedKind.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Finds the entries that rows of the store are held against, which stay when others are archived.
///
/// Takes a slice of the rows after the other, as [FindContradictions] does.
final class KeptEntries {

  private final AuditLog log;
  private final AuditKeys keys;
  private final List<LoggedKind> kinds;

  KeptEntries(AuditLog log, AuditKeys keys, List<LoggedKind> kinds) {
    this.log = log;
    this.keys = keys;
    this.kinds = kinds;
  }

  /// What stays of the entries up to a place.
  ///
  /// @param count how many
  /// @param mac as [AuditSeam#keptMac]
  /// @param gone the places of all others
  record Kept(long count, AuditMac mac, List<Places> gone) {}

  /// @param to the last place that is looked at
  /// @throws BrokenChain when one of those that stay is not as it was written
  Kept find(long to) {
    LongStream.Builder places = LongStream.builder();
    int slices = FindContradictions.slices(log, FindContradictions.ENTRIES_FOR_SLICE);
    for (int i = 0; i < slices; i++) {
      addSlice(places, to, new Slice(i, slices));
    }
    return kept(places.build().sorted().distinct().toArray(), to);
  }

  /// What one entry of these says makes those before it with the same subject and action needless.
  private record About(String subject, String action) {}

  private void addSlice(LongStream.Builder places, long to, Slice slice) {
    List<? extends LoggedRows<?, ?>> all = kinds.stream().map(kind -> kind.in(slice)).toList();
    Map<About, Long> latest = new HashMap<>();
    new ReadAudit(log)
        .forEach(
            0,
            to,
            linked -> {
              long place = linked.link().seq();
              AuditEntry entry = linked.entry();
              for (LoggedRows<?, ?> rows : all) {
                switch (rows.hear(entry)) {
                  case ALWAYS -> places.add(place);
                  case UNTIL_NEXT -> latest.put(new About(entry.subject(), entry.action()), place);
                  case NONE -> {}
                }
              }
              if (entry.action().equals(AuditSeam.ACTION)) {
                places.add(place);
              }
            });
    latest.values().forEach(places::add);
  }

  private Kept kept(long[] places, long to) {
    KeptWalk walk = new KeptWalk(keys, Anchors.none());
    List<Places> gone = new ArrayList<>();
    long free = 1;
    for (long place : places) {
      addPlaces(gone, free, place - 1);
      free = place + 1;
    }
    addPlaces(gone, free, to);
    new ReadAudit(log)
        .forEach(
            0,
            to,
            linked -> {
              if (Arrays.binarySearch(places, linked.link().seq()) >= 0) {
                walk.step(linked);
              }
            });
    return new Kept(walk.count(), walk.mac(), gone);
  }

  private static void addPlaces(List<Places> gone, long from, long to) {
    if (from <= to) {
      gone.add(new Places(from, to));
    }
  }
}
