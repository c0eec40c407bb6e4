package dev.watchword.core.session;

import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.RedeemRecoveryCode;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.transaction.Transactions;
import java.time.Instant;
import java.util.Optional;

/// Spends a recovery code of somebody who signs in or proves who they are, and leaves them a notice
/// of it in the same transaction (SECURITY RC-08): a process that ends in between has done neither.
/// Thread-safe.
final class SpendRecoveryCode {

  private final RedeemRecoveryCode redeem;
  private final NoticeRepository notices;
  private final Transactions transactions;

  SpendRecoveryCode(
      RedeemRecoveryCode redeem, NoticeRepository notices, Transactions transactions) {
    this.redeem = redeem;
    this.notices = notices;
    this.transactions = transactions;
  }

  /// @param code stays the caller's to close
  /// @param attempt names the sign-in attempt, so that a double click is one success and one notice
  /// @param at what the notice says
  Redemption spend(
      SignedIn who, RecoveryCode code, Optional<AttemptTag> attempt, Instant at, Origin origin) {
    return transactions.inTransaction(() -> {
      var outcome = redeem.redeem(who.person().id().subscriber(), code, attempt, origin);
      if (outcome instanceof Redemption.Redeemed(_, boolean again) && !again) {
        notices.add(
            new Notice(
                who.person().id(), at, Notice.Kind.RECOVERY_CODE_USED, origin.source(), false));
      }
      return outcome;
    });
  }
}
