package dev.watchword.adapters.cli;

/// Whoever holds the open vault and answers for it: this process, or the agent.
interface VaultHost extends AutoCloseable {

  /// @throws Failure when no answer can be had: no vault, a wrong passphrase, an agent that is gone
  Reply ask(Request request);

  @Override
  void close();
}
