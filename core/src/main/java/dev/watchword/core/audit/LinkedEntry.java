package dev.watchword.core.audit;

/// An entry that has its place in the chain.
public record LinkedEntry(AuditEntry entry, AuditLink link) {}
