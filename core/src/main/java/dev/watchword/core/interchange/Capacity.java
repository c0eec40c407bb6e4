package dev.watchword.core.interchange;

import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.vault.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a written format can hold, so that it is said before anything is written.
///
/// An entry whose code would come out wrong is left out; of the others, details may be lost.
///
/// @param types names as of [OtpParameters#type]
/// @param algorithms of TOTP and HOTP
/// @param digits lengths of a TOTP or HOTP code
/// @param periods of TOTP, in seconds; empty for any
/// @param details what it holds besides the key
public record Capacity(
    Set<String> types,
    Set<HashAlgorithm> algorithms,
    Set<Integer> digits,
    Set<Long> periods,
    Set<Detail> details) {

  /// What an entry may have besides its key.
  public enum Detail {
    ONE_TAG,
    TAGS,
    NOTE,
    PINNED,
    TRASHED,
    ICON,
    PIN,
    /// An entry may be without an issuer.
    NO_ISSUER,
    /// HOTP with other parameters than SHA-1 and six digits.
    ANY_HOTP,
    /// Steps of TOTP that are not counted from 1970.
    ANY_T0,
    RECOVERY_CODES
  }

  private static final Set<Integer> ALL_DIGITS = Set.of(4, 5, 6, 7, 8, 9, 10);

  public Capacity {
    types = Set.copyOf(types);
    algorithms = Set.copyOf(algorithms);
    digits = Set.copyOf(digits);
    periods = Set.copyOf(periods);
    details = Set.copyOf(details);
  }

  /// These types with any parameters, and these details.
  public static Capacity of(Set<String> types, Detail... details) {
    return new Capacity(
        types, Set.of(HashAlgorithm.values()), ALL_DIGITS, Set.of(), Set.of(details));
  }

  /// The same with other lengths of a code.
  public Capacity withDigits(Integer... others) {
    return new Capacity(types, algorithms, Set.of(others), periods, details);
  }

  /// The same with other periods, in seconds.
  public Capacity withPeriods(Long... others) {
    return new Capacity(types, algorithms, digits, Set.of(others), details);
  }

  /// Whether the entry can be written so that its codes come out right.
  public boolean holds(NewEntry entry) {
    return obstacle(entry.key()).isEmpty();
  }

  /// All that would be lost, in the order of the entries.
  public List<Loss> losses(List<NewEntry> entries) {
    List<Loss> losses = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      NewEntry entry = entries.get(i);
      int position = i + 1;
      Optional<String> obstacle = obstacle(entry.key());
      if (obstacle.isPresent()) {
        losses.add(new Loss(position, entry.label(), true, obstacle.get()));
      } else {
        lostDetails(entry)
            .forEach(what -> losses.add(new Loss(position, entry.label(), false, what)));
      }
    }
    return losses;
  }

  private Optional<String> obstacle(OtpKey key) {
    OtpParameters parameters = key.parameters();
    if (!types.contains(parameters.type())) {
      return Optional.of("the type " + parameters.type());
    }
    return switch (parameters) {
      case TotpParameters p -> {
        if (!p.t0().equals(Instant.EPOCH) && !details.contains(Detail.ANY_T0)) {
          yield Optional.of("a T0 other than 1970");
        }
        if (!periods.isEmpty() && !periods.contains(p.period().toSeconds())) {
          yield Optional.of("a period of " + p.period().toSeconds() + " s");
        }
        yield obstacle(p.algorithm(), p.digits().value());
      }
      case HotpParameters p -> {
        boolean plain = p.algorithm() == HashAlgorithm.SHA1 && p.digits().equals(Digits.SIX);
        yield plain || details.contains(Detail.ANY_HOTP)
            ? obstacle(p.algorithm(), p.digits().value())
            : Optional.of("a HOTP code other than SHA-1 with six digits");
      }
      default -> Optional.empty();
    };
  }

  private Optional<String> obstacle(HashAlgorithm algorithm, int codeLength) {
    if (!algorithms.contains(algorithm)) {
      return Optional.of("the algorithm " + algorithm);
    }
    return digits.contains(codeLength)
        ? Optional.empty()
        : Optional.of("a code of " + codeLength + " digits");
  }

  private List<String> lostDetails(NewEntry entry) {
    List<String> lost = new ArrayList<>();
    if (!details.contains(Detail.TAGS)) {
      int kept = details.contains(Detail.ONE_TAG) ? 1 : 0;
      if (entry.tags().size() > kept) {
        lost.add(kept == 1 ? "more than one tag" : "the tags");
      }
    }
    if (!entry.note().isEmpty() && !details.contains(Detail.NOTE)) {
      lost.add("the note");
    }
    if (entry.pinned() && !details.contains(Detail.PINNED)) {
      lost.add("that it is pinned");
    }
    if (entry.trashed() && !details.contains(Detail.TRASHED)) {
      lost.add("that it is in the trash");
    }
    if (entry.icon().isPresent() && !details.contains(Detail.ICON)) {
      lost.add("the icon");
    }
    if (entry.key().pin().isPresent() && !details.contains(Detail.PIN)) {
      lost.add("the PIN");
    }
    if (entry.label().issuer().isEmpty() && !details.contains(Detail.NO_ISSUER)) {
      lost.add("that it has no issuer; its account takes the place");
    }
    if (!entry.recoveryCodes().isEmpty() && !details.contains(Detail.RECOVERY_CODES)) {
      lost.add("the recovery codes");
    }
    return lost;
  }
}
