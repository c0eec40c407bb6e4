package dev.watchword.core.custody;

import java.util.Optional;

/// A held factor on somebody's work list.
///
/// @param grant the easiest of theirs to meet; empty where they see it as an owner alone
/// @param approval their question or its answer, where one stands
/// @param reservedByOther whether somebody else has it for themselves
/// @param reserved whether anybody has
public record WorkItem(
    Held held,
    Optional<Grant> grant,
    Optional<Approval> approval,
    boolean reservedByOther,
    boolean reserved) {}
