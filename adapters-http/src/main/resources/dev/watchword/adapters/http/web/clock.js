// Time by the server's clock, whatever this machine's says.

/** From here on the difference is worth telling. */
export const TOLD_MS = 2000;
const JUMP_MS = 1500;

let offset = 0;
let known = false;
let wall = Date.now();
let steady = performance.now();
const listeners = new Set();

/** Milliseconds since 1970 by the server's clock. */
export function now() {
  return Date.now() + offset;
}

/** How far the server's clock is ahead of this machine's, in milliseconds; 0 until it is measured. */
export function clockOffset() {
  return known ? offset : 0;
}

/**
 * Takes the time in an answer that was just received.
 *
 * @param {string} serverTime
 */
export function measured(serverTime) {
  const fresh = Date.parse(serverTime) - Date.now();
  if (!Number.isFinite(fresh)) {
    return;
  }
  // The way back takes some milliseconds: of several measures the one that is furthest ahead is the best.
  const better = !known || fresh > offset || Math.abs(fresh - offset) > 500;
  known = true;
  if (better) {
    offset = fresh;
    tell('offset');
  }
}

/** @param {(what: 'offset'|'jump') => void} listener `jump`: the machine slept, or its clock was set */
export function onClock(listener, signal) {
  listeners.add(listener);
  signal?.addEventListener('abort', () => listeners.delete(listener));
}

function tell(what) {
  listeners.forEach((listener) => listener(what));
}

/** Looks whether the machine's clock went on as it should have; else what was measured is void. */
export function look() {
  const wallNow = Date.now();
  const steadyNow = performance.now();
  const walled = wallNow - wall;
  const jumped = Math.abs(walled - (steadyNow - steady)) > JUMP_MS || walled > 20_000;
  wall = wallNow;
  steady = steadyNow;
  if (jumped) {
    known = false;
    tell('jump');
  }
}

setInterval(look, 1000);
document.addEventListener('visibilitychange', () => document.hidden || look());
