// What the two pages of a customer share: what opens them, their language, and that a link is over.
import { call, Problem } from '../../api.js';
import { LANGUAGES, language, t, useLanguage } from '../../i18n.js';
import { h } from '../../ui/dom.js';
import { select } from '../../ui/field.js';
import { icon } from '../../ui/icons.js';

/** What stands behind the `#` of the address; no browser sends it by itself. */
export function fromAddress() {
  return location.hash.slice(1);
}

/**
 * The API as a customer calls it: what opens the link goes in a header, never into a path.
 *
 * @param {Record<string, string>} headers
 * @return {(method: string, path: string, options?: object) => Promise<any>}
 */
export function calling(headers) {
  return (method, path, options = {}) => call(method, path, { ...options, headers, anonymous: true });
}

/** @param {() => unknown} changed called when another language was taken */
export function languageChoice(changed) {
  const made = select({
    label: t('custody.language'), value: language(),
    options: Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
    onchange: async (tag) => {
      await useLanguage(tag);
      changed();
    },
  });
  made.element.classList.add('language');
  return made.element;
}

/** Used, over, taken back, guessed or never made: one answer for all. */
export function noSuchLink() {
  return h('section', { class: 'empty' }, icon('alert'), h('h1', { tabindex: '-1' }, t('custody.noLink')), h('p', {}, t('custody.noLink.text')));
}

/** Whether the server knows nothing behind this address. @param {unknown} problem */
export function isGone(problem) {
  return problem instanceof Problem && problem.code === 'no-such-link';
}

/** What was agreed, as a list of terms. @param {[string, string|Node][]} pairs those without a text are left out */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, text]) => text).map(([term, text]) =>
    h('div', {}, h('dt', {}, term), h('dd', {}, h('bdi', {}, text)))));
}

/** Steps with numbers. @param {string[]} texts */
export function numbered(texts) {
  return h('ol', { class: 'what-to-do' }, texts.map((text) => h('li', {}, h('span', {}, text))));
}
