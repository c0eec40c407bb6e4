package dev.watchword.core.enrolment;

/// What came of [BeginEnrolment].
public sealed interface BeginOutcome {

  /// An enrolment is pending.
  ///
  /// @param offer what to show; the caller's to close
  /// @param fresh false when it had been pending before: then the offer is the one that was shown
  ///   before, whatever the request asked for
  record Begun(EnrolmentOffer offer, boolean fresh) implements BeginOutcome {}

  /// The secret that was drawn is enrolled already: the source of randomness is broken.
  record DuplicateSecret() implements BeginOutcome {}
}
