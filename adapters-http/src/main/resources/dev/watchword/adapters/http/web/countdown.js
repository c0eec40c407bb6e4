// Time by the server's clock, whatever this machine's says.

/** How far the server's clock is ahead of this machine's, in milliseconds. */
export function offsetOf(serverTime, receivedAt = Date.now()) {
  return Date.parse(serverTime) - receivedAt;
}

/**
 * Which of two codes counts now, and for how long.
 *
 * @param {{current: Code, next?: Code}} found as the API answers it
 * @param {number} serverNow milliseconds since 1970 by the server's clock
 * @return {{code: Code, next: Code|undefined, left: number, share: number}|undefined} `left` in
 *   whole seconds, `share` of the period that is left, 0 to 1; undefined when both are over
 */
export function countingAt(found, serverNow) {
  for (const [code, next] of [[found.current, found.next], [found.next, undefined]]) {
    const until = code && Date.parse(code.validUntil);
    if (until > serverNow) {
      const from = Date.parse(code.validFrom);
      const share = Math.min(1, (until - serverNow) / (until - from));
      return { code, next, left: Math.ceil((until - serverNow) / 1000), share };
    }
  }
  return undefined;
}

/** A code in groups that are easy to hold in mind: 3+3, 4+4, else as it is. */
export function groups(value) {
  if (value.length === 6 || value.length === 8) {
    return [value.slice(0, value.length / 2), value.slice(value.length / 2)];
  }
  return value.length > 8 ? value.match(/.{1,4}/g) : [value];
}
