// Small pieces: empty states, notices, badges, progress, codes in groups, pictures.
import { freshId, h } from './dom.js';
import { icon } from './icons.js';

/** What stands where nothing is yet. @param {{icon: string, title: string, text?: string, actions?: Node[]}} options */
export function empty({ icon: drawing, title, text, actions = [] }) {
  return h('div', { class: 'empty' }, icon(drawing), h('h2', {}, title), text && h('p', {}, text),
    actions.length > 0 && h('div', { class: 'row' }, actions));
}

/** A sentence that stays. @param {'info'|'warn'|'bad'|'good'} kind @param {...(Node|string)} text */
export function notice(kind, ...text) {
  const drawing = { info: 'info', warn: 'alert', bad: 'alert', good: 'check' }[kind];
  return h('div', { class: `notice ${kind}`, role: kind === 'bad' ? 'alert' : undefined }, icon(drawing), h('div', { class: 'grow' }, ...text));
}

/** @param {string} text @param {''|'good'|'warn'|'bad'|'accent'} [kind] */
export function badge(text, kind = '') {
  return h('span', { class: `badge ${kind}` }, text);
}

/**
 * How far something is.
 *
 * @param {string} label
 * @return {{element: HTMLElement, set: (share: number|null, text?: string) => void}} share 0 to 1; null where not known
 */
export function progress(label) {
  const id = freshId('p');
  const bar = h('progress', { max: '1', 'aria-labelledby': id });
  const text = h('span', { id }, label);
  return {
    element: h('div', { class: 'progress' }, text, bar),
    set(share, now) {
      if (share === null) {
        bar.removeAttribute('value');
      } else {
        bar.value = share;
      }
      if (now !== undefined) {
        text.textContent = now;
      }
    },
  };
}

/** A code in groups that are easy to hold in mind: 3+3, 4+4, else as it is. @return {string[]} */
export function groups(code) {
  if (code.length === 6 || code.length === 8) {
    return [code.slice(0, code.length / 2), code.slice(code.length / 2)];
  }
  return code.length > 8 ? code.match(/.{1,4}/g) : [code];
}

/** Elements for {@link groups}. */
export function grouped(code) {
  return groups(code).map((group) => h('span', {}, group));
}

/** A code as it is read: one character after the other. */
export function spelt(code) {
  return [...code].join(' ');
}

/** The two letters that stand for a name without a picture. */
export function initials(name) {
  const words = name.split(/[\s._\-/@:]+/u).filter(Boolean);
  const letters = words.length > 1 ? [...words[0]].slice(0, 1).concat([...words[1]].slice(0, 1)) : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}

/**
 * A picture that the API sent as base64 PNG, drawn on a canvas: the policy loads no `data:` pictures.
 *
 * @param {string} base64
 * @param {string} label what it shows; empty where it only decorates
 * @return {HTMLCanvasElement}
 */
export function picture(base64, label) {
  const canvas = h('canvas', label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' });
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((bitmap) => {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    bitmap.close();
  });
  return canvas;
}

/** A page's heading with what belongs beside it. */
export function pageHead(title, ...beside) {
  return h('header', { class: 'row between page-head' }, h('h1', { tabindex: '-1' }, title),
    beside.length > 0 && h('div', { class: 'row' }, beside));
}
