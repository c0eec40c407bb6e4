package dev.watchword.core.audit;

/// Ends a walk along the chain at the first place that is not as it was written.
final class BrokenChain extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long seq;
  private final String problem;

  BrokenChain(long seq, String problem) {
    super(problem, null, false, false);
    this.seq = seq;
    this.problem = problem;
  }

  AuditReport.Broken report() {
    return new AuditReport.Broken(seq, problem);
  }
}
