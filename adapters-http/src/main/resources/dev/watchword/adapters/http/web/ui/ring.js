// The time that a code has left, as a ring and a number.
import { h, svg } from './dom.js';

/** From here on the ring is red. */
export const LATE_SECONDS = 5;

/**
 * Which of two codes counts at a moment, and for how long.
 *
 * @param {{code: string, validFrom?: string, validUntil: string, next?: {code: string, validUntil: string}}|undefined} reading
 * @param {number} at milliseconds by the server's clock
 * @return {{code: string, next: string|undefined, left: number, share: number}|undefined} whole
 *   seconds and share of the period that are left; undefined when both are over
 */
export function counting(reading, at) {
  if (!reading) {
    return undefined;
  }
  const until = Date.parse(reading.validUntil);
  if (until > at) {
    return { code: reading.code, next: reading.next?.code, ...left(until, Date.parse(reading.validFrom), at) };
  }
  const nextUntil = reading.next ? Date.parse(reading.next.validUntil) : 0;
  return nextUntil > at ? { code: reading.next.code, next: undefined, ...left(nextUntil, until, at) } : undefined;
}

function left(until, from, at) {
  return { left: Math.ceil((until - at) / 1000), share: Math.max(0, Math.min(1, (until - at) / (until - from))) };
}

/** @return {{element: HTMLElement, show: (now: {left: number, share: number}|undefined) => void}} */
export function ring() {
  const arc = svg('circle', { class: 'arc', cx: 20, cy: 20, r: 17, pathLength: 100, 'stroke-dasharray': 100, transform: 'rotate(-90 20 20)' });
  const number = svg('text', { x: 20, y: 25, 'text-anchor': 'middle' });
  const element = h('span', { class: 'ring', 'aria-hidden': 'true' },
    svg('svg', { viewBox: '0 0 40 40' }, svg('circle', { class: 'track', cx: 20, cy: 20, r: 17 }), arc, number));
  return {
    element,
    show(now) {
      element.classList.toggle('none', !now);
      if (now) {
        arc.setAttribute('stroke-dashoffset', String(Math.round((100 - now.share * 100) * 10) / 10));
        if (number.textContent !== String(now.left)) {
          number.textContent = String(now.left);
          element.classList.toggle('late', now.left <= LATE_SECONDS);
        }
      }
    },
  };
}
