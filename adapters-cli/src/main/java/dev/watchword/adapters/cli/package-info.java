/// The command line: commands, prompts, the agent that keeps a vault open, exit codes.
///
/// Every command speaks to the vault in [dev.watchword.adapters.cli.Request]s; a
/// [dev.watchword.adapters.cli.VaultHost] answers them, in this process or in the agent's.
@NullMarked
package dev.watchword.adapters.cli;

import org.jspecify.annotations.NullMarked;
