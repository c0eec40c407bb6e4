// Buttons: a name, perhaps an icon; busy while what they started is under way.
import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {object} options
 * @param {string} options.label the name; where `onlyIcon` is set it is said, not shown
 * @param {string} [options.icon]
 * @param {'primary'|'quiet'|'plain'|'danger'|'danger-quiet'} [options.kind]
 * @param {(event: Event) => unknown} [options.onclick] a promise makes the button busy until it ends
 * @param {boolean} [options.small]
 * @param {boolean} [options.block] as wide as there is room
 * @param {boolean} [options.onlyIcon]
 * @param {'button'|'submit'} [options.type]
 * @param {Record<string, unknown>} [options.props] more attributes
 * @return {HTMLButtonElement}
 */
export function button({ label, icon: drawing, kind = 'quiet', onclick, small, block, onlyIcon, type = 'button', props = {} }) {
  const classes = ['button', onlyIcon ? 'only-icon' : kind, small && 'small', block && 'block'];
  const element = h('button', {
    type,
    class: classes.filter(Boolean).join(' '),
    'aria-label': onlyIcon ? label : undefined,
    title: onlyIcon ? label : undefined,
    ...props,
  }, drawing && icon(drawing), !onlyIcon && h('span', {}, label));
  if (onclick) {
    element.addEventListener('click', async (event) => {
      const result = onclick(event);
      if (result instanceof Promise) {
        await busy(element, result);
      }
    });
  }
  return element;
}

/** A link that looks like a button. */
export function buttonLink({ label, icon: drawing, kind = 'quiet', href, small, block }) {
  const classes = ['button', kind, small && 'small', block && 'block'];
  return h('a', { href, class: classes.filter(Boolean).join(' ') }, drawing && icon(drawing), h('span', {}, label));
}

/** Disables the button until the promise ends, however it ends. */
export async function busy(element, promise) {
  element.setAttribute('aria-busy', 'true');
  element.disabled = true;
  try {
    return await promise;
  } finally {
    element.removeAttribute('aria-busy');
    element.disabled = false;
  }
}
