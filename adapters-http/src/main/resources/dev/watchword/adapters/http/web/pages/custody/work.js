// The work list: what one may read codes of at present. Asked for anew every few seconds, so that what
// was revoked or ended is gone from an open page as well (AZ-04).
import * as api from '../../api.js';
import { now } from '../../clock.js';
import { t } from '../../i18n.js';
import { h } from '../../ui/dom.js';
import { empty, notice } from '../../ui/pieces.js';
import { questions } from './questions.js';
import { workRow } from './row.js';

const LOOK_MS = 3000;
const TICK_MS = 250;

/** @param {{signal: AbortSignal}} context @return {HTMLElement} */
export function workList({ signal }) {
  const asked = h('div', {});
  const list = h('ul', { class: 'stack work' });
  const none = h('div', { hidden: true }, empty({ icon: 'shield', title: t('custody.noWork'), text: t('custody.noWork.text') }));
  const stale = h('div', { hidden: true }, notice('warn', t('custody.stale')));
  const element = h('div', { class: 'stack' }, stale, asked, list, none);
  /** @type {Map<string, ReturnType<typeof workRow>>} */
  const rows = new Map();

  async function look() {
    try {
      const [{ held }, { approvals }] = await Promise.all([api.get('/custody/held'), api.get('/custody/approvals')]);
      stale.hidden = true;
      draw(held);
      questions(asked, approvals, held, look);
    } catch (problem) {
      // what can't be confirmed is not shown as if it could
      rows.forEach((row) => row.hide());
      stale.hidden = false;
      if (problem.status !== 0) {
        throw problem;
      }
    }
  }

  function draw(held) {
    const ids = new Set(held.map((item) => item.id));
    for (const [id, row] of rows) {
      if (!ids.has(id)) {
        row.element.remove();
        rows.delete(id);
      }
    }
    held.forEach((item, place) => {
      const row = rows.get(item.id) ?? workRow(look);
      rows.set(item.id, row);
      row.update(item);
      if (list.children[place] !== row.element) {
        list.insertBefore(row.element, list.children[place] ?? null);
      }
    });
    none.hidden = held.length > 0;
  }

  const timers = [
    setInterval(() => document.hidden || look().catch(() => {}), LOOK_MS),
    setInterval(() => rows.forEach((row) => row.tick(now())), TICK_MS),
  ];
  signal.addEventListener('abort', () => timers.forEach(clearInterval));
  look();
  return element;
}
