// Short messages at the page's foot, and a voice for what changes without being seen.
import { h } from './dom.js';
import { button } from './button.js';

const SHOWN_MS = 6000;

const place = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
const voice = h('div', { class: 'hidden-visually', role: 'status', 'aria-live': 'polite', id: 'voice' });
document.body.append(voice, place);

/**
 * Shows a message for some seconds, longer while the pointer or the focus is on it.
 *
 * @param {string} text
 * @param {{label: string, onclick: () => unknown}} [action]
 * @return {() => void} takes it away
 */
export function toast(text, action) {
  const element = h('div', { class: 'toast' }, h('span', {}, text),
    action && button({
      label: action.label, kind: 'plain', small: true,
      onclick: () => {
        element.remove();
        return action.onclick();
      },
    }));
  while (place.children.length > 1) {
    place.firstElementChild.remove();
  }
  place.append(element);
  let timer;
  const start = () => { timer = setTimeout(() => element.remove(), SHOWN_MS); };
  const hold = () => clearTimeout(timer);
  element.addEventListener('pointerenter', hold);
  element.addEventListener('pointerleave', start);
  element.addEventListener('focusin', hold);
  element.addEventListener('focusout', start);
  start();
  return () => element.remove();
}

/** Says something to a screen reader, when it has nothing better to say. */
export function announce(text) {
  voice.textContent = '';
  requestAnimationFrame(() => { voice.textContent = text; });
}
