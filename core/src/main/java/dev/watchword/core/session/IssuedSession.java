package dev.watchword.core.session;

/// A session whose token was just made: the only time that it is to be had.
///
/// @param token for the cookie, then to be forgotten
/// @param session what it stands for
public record IssuedSession(SessionToken token, Session session) {}
