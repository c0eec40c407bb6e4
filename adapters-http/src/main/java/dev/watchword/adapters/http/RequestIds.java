package dev.watchword.adapters.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// Names for requests, to find a client's complaint in the log: a number of this process, and one
/// that counts. Not secret. Thread-safe.
final class RequestIds {

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  RequestIds(SecureRandom random) {
    this.prefix = HexFormat.of().toHexDigits(random.nextInt());
  }

  String next() {
    return prefix + "-" + Long.toHexString(count.incrementAndGet());
  }
}
