// Where somebody is in a task of several steps.
import { t } from '../i18n.js';
import { h } from './dom.js';

/** @param {string[]} names of all steps @param {number} at the present one, from 0 */
export function steps(names, at) {
  return h('ol', { class: 'steps', 'aria-label': t('account.steps', { at: at + 1, of: names.length }) },
    ...names.map((name, i) => h('li', { class: i < at && 'done', 'aria-current': i === at && 'step' },
      h('span', { class: 'step-number', 'aria-hidden': 'true' }, i < at ? '✓' : String(i + 1)), h('span', {}, name))));
}
