package dev.watchword.core.access;

/// A token that was just made; the only time that its text is to be had.
///
/// @param text hand it over, then forget it
/// @param token what is kept
public record IssuedToken(TokenText text, ApiToken token) {}
