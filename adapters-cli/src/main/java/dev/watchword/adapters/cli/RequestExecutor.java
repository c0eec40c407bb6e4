package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.EntrySearch;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.OpenVault.RecoveryUse;
import dev.watchword.core.vault.SavedRecoveryCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Carries out requests on an open vault, the same way in a command's own process and in the
/// agent's. Thread-safe.
final class RequestExecutor {

  private final OpenVault vault;
  private final InstantSource clock;

  RequestExecutor(OpenVault vault, InstantSource clock) {
    this.vault = vault;
    this.clock = clock;
  }

  /// Everything but what concerns the agent itself.
  ///
  /// Core's exceptions come through; [Failures] gives each its sentence.
  Reply execute(Request request) {
    return switch (request) {
      case Request.ListEntries list ->
          new Reply.Entries(
              list.trash()
                  ? EntrySearch.find(vault.trash(), list.query())
                  : vault.find(list.query()));
      case Request.MakeCode code -> inUse(code.query(), entry -> code(entry, code));
      case Request.Show show -> anywhere(show.query(), this::shown);
      case Request.Reveal reveal -> inUse(reveal.query(), this::uri);
      case Request.Add add -> add(add);
      case Request.Edit edit -> inUse(edit.query(), entry -> edited(entry, edit));
      case Request.Tag tag -> inUse(tag.query(), entry -> tagged(entry, tag));
      case Request.Move move -> move(move);
      case Request.ListRecoveryCodes list -> inUse(list.query(), entry -> savedCodes(entry, 0));
      case Request.AddRecoveryCodes add ->
          inUse(
              add.query(),
              entry -> savedCodes(entry, vault.addRecoveryCodes(entry.id(), add.codes().expose())));
      case Request.UseRecoveryCode use -> inUse(use.query(), entry -> used(entry, use.code()));
      case Request.LiveCodes live -> liveCodes(live);
      case Request.Check check -> new Reply.Checked(vault.check());
      case Request.Status status ->
          new Reply.Refused("no-agent", "The vault is locked: no agent is running.");
      case Request.Lock lock -> new Reply.Done();
    };
  }

  private Reply inUse(String query, Function<Entry, Reply> work) {
    return one(vault.find(query), query, work, true);
  }

  private Reply inTrash(String query, Function<Entry, Reply> work) {
    return one(EntrySearch.find(vault.trash(), query), query, work, false);
  }

  /// Among the entries in use, or else in the trash.
  private Reply anywhere(String query, Function<Entry, Reply> work) {
    Reply reply = inUse(query, work);
    return reply instanceof Reply.NothingFound nothing && nothing.elsewhere()
        ? inTrash(query, work)
        : reply;
  }

  private Reply one(
      List<Entry> found, String query, Function<Entry, Reply> work, boolean usedOnes) {
    if (found.size() > 1) {
      List<Entry> exact = found.stream().filter(e -> EntrySearch.exact(e, query)).toList();
      if (exact.size() != 1) {
        return new Reply.Ambiguous(found);
      }
      return work.apply(exact.getFirst());
    }
    if (found.isEmpty()) {
      List<Entry> others = usedOnes ? vault.trash() : vault.entries();
      return new Reply.NothingFound(!EntrySearch.find(others, query).isEmpty());
    }
    return work.apply(found.getFirst());
  }

  private Reply code(Entry entry, Request.MakeCode wanted) {
    Instant at = wanted.at().orElseGet(clock::instant);
    if (lacksPin(entry)) {
      return new Reply.Refused(
          "no-pin",
          "This entry has no PIN, and its codes need one; add the account again with it.");
    }
    try {
      OneTimePassword code =
          wanted.next() ? vault.nextCode(entry.id(), at) : vault.code(entry.id(), at);
      return new Reply.Code(entry.label(), code.code(), code.validity());
    } catch (IllegalArgumentException beforeTheStart) {
      return new Reply.Refused("bad-time", "This entry has no code for that time.");
    }
  }

  private Reply liveCodes(Request.LiveCodes wanted) {
    Instant at = wanted.at().orElseGet(clock::instant);
    List<LiveCode> codes = new ArrayList<>();
    for (EntryId id : wanted.ids()) {
      Optional<Entry> entry = vault.entry(id).filter(e -> !e.trashed());
      if (entry.isPresent()
          && !(entry.get().parameters() instanceof HotpParameters)
          && !lacksPin(entry.get())) {
        codes.addAll(LiveCode.of(vault, id, at).stream().toList());
      }
    }
    return new Reply.LiveCodes(List.copyOf(codes));
  }

  private boolean lacksPin(Entry entry) {
    if (entry.parameters() instanceof MotpParameters
        || entry.parameters() instanceof YandexParameters) {
      try (OtpKey key = vault.openKey(entry.id())) {
        return !key.complete();
      }
    }
    return false;
  }

  private Reply shown(Entry entry) {
    List<SavedRecoveryCode> codes = vault.recoveryCodes(entry.id());
    int left = (int) codes.stream().filter(code -> code.usedAt().isEmpty()).count();
    return new Reply.Shown(entry, codes.size(), left);
  }

  private Reply uri(Entry entry) {
    OtpKey key = vault.openKey(entry.id());
    try (KeyUri uri = new KeyUri(entry.label(), key)) {
      return new Reply.Secret(entry, SecretTexts.of(uri.reveal()), 0);
    } catch (IllegalArgumentException e) {
      return new Reply.Refused(
          "no-uri", "This entry starts counting at a time that no otpauth URI can hold.");
    }
  }

  private Reply add(Request.Add add) {
    Map<Label, List<Entry>> byLabel =
        vault.entries().stream().collect(Collectors.groupingBy(Entry::label));
    List<NewEntry> fresh = new ArrayList<>();
    List<Entry> known = new ArrayList<>();
    List<Entry> namesakes = new ArrayList<>();
    try {
      for (String text : add.uris().expose()) {
        NewEntry entry = newEntry(KeyUri.parse(text), add);
        List<Entry> same = byLabel.getOrDefault(entry.label(), List.of());
        Optional<Entry> twin = same.stream().filter(e -> holds(e, entry.key())).findFirst();
        if (twin.isPresent()) {
          known.add(twin.get());
          entry.close();
        } else {
          namesakes.addAll(same);
          fresh.add(entry);
        }
      }
      List<NewEntry> distinct = distinct(fresh);
      return new Reply.Added(
          distinct.isEmpty() ? List.of() : vault.add(distinct), known, namesakes);
    } catch (KeyUriSyntaxException e) {
      return new Reply.Refused("bad-uri", "The account can't be added: " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      return new Reply.Refused("bad-value", "The account can't be added: " + e.getMessage() + ".");
    } finally {
      fresh.forEach(NewEntry::close);
    }
  }

  private static NewEntry newEntry(KeyUri uri, Request.Add add) {
    return new NewEntry(
        uri.label(), uri.key(), add.tags(), add.note(), false, false, Optional.empty(), List.of());
  }

  /// Without those that came twice in one request.
  private static List<NewEntry> distinct(List<NewEntry> entries) {
    Map<Label, List<NewEntry>> kept = new LinkedHashMap<>();
    for (NewEntry entry : entries) {
      List<NewEntry> same = kept.computeIfAbsent(entry.label(), label -> new ArrayList<>(1));
      if (same.stream().noneMatch(other -> other.key().equals(entry.key()))) {
        same.add(entry);
      }
    }
    return kept.values().stream().flatMap(List::stream).toList();
  }

  private boolean holds(Entry entry, OtpKey key) {
    try (OtpKey present = vault.openKey(entry.id())) {
      return present.secret().equals(key.secret());
    }
  }

  private Reply edited(Entry entry, Request.Edit edit) {
    try {
      return new Reply.Changed(
          vault.edit(
              entry.id(),
              now ->
                  now.withLabel(
                          new Label(
                              edit.issuer().orElse(now.label().issuer()),
                              edit.account().orElse(now.label().accountName())))
                      .withNote(edit.note().orElse(now.note()))
                      .withPinned(edit.pinned().orElse(now.pinned()))));
    } catch (IllegalArgumentException e) {
      return new Reply.Refused("bad-value", String.valueOf(e.getMessage()));
    }
  }

  private Reply tagged(Entry entry, Request.Tag tag) {
    try {
      return new Reply.Changed(
          vault.edit(
              entry.id(),
              now -> {
                List<String> tags = new ArrayList<>(now.tags());
                tag.fewer().forEach(gone -> tags.removeIf(gone.strip()::equalsIgnoreCase));
                for (String more : tag.more()) {
                  if (tags.stream().noneMatch(more.strip()::equalsIgnoreCase)) {
                    tags.add(more.strip());
                  }
                }
                return now.withTags(tags);
              }));
    } catch (IllegalArgumentException e) {
      return new Reply.Refused("bad-value", String.valueOf(e.getMessage()));
    }
  }

  private Reply move(Request.Move move) {
    return switch (move.where()) {
      case TRASH -> inUse(move.query(), e -> new Reply.Changed(vault.trash(e.id())));
      case USE -> inTrash(move.query(), e -> new Reply.Changed(vault.restore(e.id())));
      case NOWHERE ->
          anywhere(
              move.query(),
              e -> {
                vault.purge(List.of(e.id()));
                return new Reply.Changed(e);
              });
    };
  }

  private Reply savedCodes(Entry entry, int fresh) {
    List<SavedRecoveryCode> codes = vault.recoveryCodes(entry.id());
    return new Reply.SavedCodes(
        entry,
        SecretTexts.of(codes.stream().map(SavedRecoveryCode::code).toList()),
        codes.stream().map(SavedRecoveryCode::usedAt).toList(),
        fresh);
  }

  private Reply used(Entry entry, SecretTexts wanted) {
    List<SavedRecoveryCode> codes = vault.recoveryCodes(entry.id());
    Optional<String> code =
        wanted.expose().isEmpty()
            ? codes.stream()
                .filter(c -> c.usedAt().isEmpty())
                .map(SavedRecoveryCode::code)
                .findFirst()
            : Optional.of(wanted.expose().getFirst());
    if (code.isEmpty()) {
      return new Reply.Refused(
          "no-recovery-code",
          codes.isEmpty()
              ? "No recovery codes are kept for this entry."
              : "Every recovery code of this entry is used; get new ones from the site.");
    }
    RecoveryUse use = vault.useRecoveryCode(entry.id(), code.get());
    return switch (use) {
      case MARKED -> {
        long left =
            vault.recoveryCodes(entry.id()).stream().filter(c -> c.usedAt().isEmpty()).count();
        yield new Reply.Secret(entry, SecretTexts.of(code.get()), (int) left);
      }
      case ALREADY_USED ->
          new Reply.Refused("recovery-code-used", "That recovery code was marked as used before.");
      case UNKNOWN ->
          new Reply.Refused("no-recovery-code", "That recovery code is not kept for this entry.");
    };
  }
}
