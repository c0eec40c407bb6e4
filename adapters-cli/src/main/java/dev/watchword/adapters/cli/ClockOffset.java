package dev.watchword.adapters.cli;

import java.math.BigDecimal;
import java.time.Duration;

/// How far a machine's clock is from the right time, as people write it: seconds with a sign and at
/// most three decimals, such as `-12.5`.
final class ClockOffset {

  private static final BigDecimal MOST = new BigDecimal("172800");

  private ClockOffset() {}

  /// @throws Failure when it is no such number
  static Duration parse(String text) {
    try {
      BigDecimal seconds = new BigDecimal(text.strip().replaceFirst("s$", "").strip());
      if (seconds.abs().compareTo(MOST) > 0 || seconds.scale() > 3) {
        throw new NumberFormatException();
      }
      return Duration.ofMillis(seconds.movePointRight(3).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw Failure.usage(
          "A clock offset is seconds to add to this machine's clock, such as -12.5, at most two"
              + " days.");
    }
  }

  /// Such as `-12.5`.
  static String text(Duration offset) {
    BigDecimal seconds = BigDecimal.valueOf(offset.toMillis(), 3).stripTrailingZeros();
    return (seconds.scale() < 0 ? seconds.setScale(0) : seconds).toPlainString();
  }
}
