// The picture of an account: the site's sign, the person's own picture, else its letters on a colour.
import { h, plain } from './dom.js';
import { initials } from './pieces.js';

const HUES = 8;

function hue(name) {
  let sum = 0;
  for (const letter of name.toLowerCase()) {
    sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  }
  return sum % HUES;
}

/**
 * @param {{id: string, issuer: string, account: string, icon?: string|null, iconUrl?: string|null, iconColour?: string}} entry
 * @return {HTMLElement}
 */
export function tile(entry) {
  const name = plain(entry.issuer) || plain(entry.account) || '?';
  const letters = h('span', {}, initials(name));
  const element = h('span', { class: `tile hue${hue(name)}`, 'aria-hidden': 'true' }, letters);
  if (entry.icon === 'own') {
    const image = h('img', { alt: '', width: 42, height: 42, decoding: 'async' });
    image.addEventListener('load', () => {
      element.classList.add('own');
      letters.replaceWith(image);
    });
    image.src = `/api/v1/entries/${entry.id}/icon`;
  } else if (entry.iconUrl?.startsWith('/')) {
    letters.replaceWith(h('span', { class: 'sign', style: { 'mask-image': `url("${entry.iconUrl}")` } }));
    if (/^#[0-9a-f]{6}$/i.test(entry.iconColour ?? '')) {
      element.style.setProperty('--tint', entry.iconColour);
    }
  }
  return element;
}
