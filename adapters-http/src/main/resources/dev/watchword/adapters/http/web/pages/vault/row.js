// One entry as a line: who it is of, the code that counts, the time it has left.
import { now } from '../../clock.js';
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { h, plain } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { grouped, spelt } from '../../ui/pieces.js';
import { counting, ring } from '../../ui/ring.js';
import { tile } from '../../ui/tile.js';

/** The next code is shown this long before it counts. */
const NEXT_SECONDS = 10;

/** What a person calls the entry. */
export function nameOf(entry) {
  return plain(entry.issuer) || plain(entry.account) || t('vault.nameless');
}

/**
 * @param {import('./store.js').Entry} entry
 * @param {import('./page.js').VaultPage} page
 */
export function row(entry, page) {
  let item = entry;
  let shown = null;
  let shownNext = null;
  const name = h('bdi', {});
  const pin = h('span', { class: 'pin' }, icon('pin'), h('span', { class: 'hidden-visually' }, t('vault.pinned')));
  const account = h('p', { class: 'account' });
  const tags = h('span', { class: 'tags' });
  const face = h('span', { class: 'face' });
  const check = h('input', { type: 'checkbox', class: 'pick', onchange: () => page.pick(item.id, check.checked) });
  const digits = h('span', { class: 'digits', 'aria-hidden': 'true' });
  const spoken = h('span', { class: 'hidden-visually' });
  const code = h('button', { type: 'button', class: 'code', onclick: () => page.copy(item) }, digits, spoken,
    h('span', { class: 'copy-mark', 'aria-hidden': 'true' }, icon('copy')));
  const next = h('p', { class: 'next', hidden: true });
  const time = ring();
  const more = button({ label: '', icon: 'more', onlyIcon: true, onclick: () => page.details(item) });
  const element = h('li', { class: 'entry' },
    h('span', { class: 'lead-in' }, face, check),
    h('div', { class: 'names' }, h('h2', {}, name, pin), account),
    tags, h('div', { class: 'codes' }, code, next), time.element, more);
  element.addEventListener('click', (event) => {
    if (!event.target.closest('button, input, a')) {
      page.selecting ? page.pick(item.id, !page.picked.has(item.id)) : page.details(item);
    }
  });

  const update = (fresh) => {
    item = fresh;
    const called = nameOf(item);
    name.textContent = called;
    pin.hidden = !item.pinned;
    const below = plain(item.issuer) ? plain(item.account) : '';
    account.replaceChildren(h('bdi', {}, below || t(`vault.type.${item.type}`)));
    tags.replaceChildren(...item.tags.slice(0, 2).map((tag) => h('span', { class: 'badge' }, plain(tag))));
    face.replaceChildren(tile(item));
    check.setAttribute('aria-label', t('vault.select', { name: called }));
    check.checked = page.picked.has(item.id);
    more.setAttribute('aria-label', t('vault.detailsOf', { name: called }));
    more.title = t('vault.details');
    element.classList.toggle('picked', page.picked.has(item.id));
    shown = null;
    tick();
  };

  const tick = () => {
    const reading = page.store.codes.get(item.id);
    const counter = item.type === 'hotp';
    const readable = page.showsCodes;
    const at = counter || !readable ? undefined : counting(reading, now());
    const value = counter ? reading?.counted : at?.code;
    const state = !readable ? 'none' : counter && !value ? 'ask' : reading?.none ? 'pin' : value ? 'code' : page.store.reachable ? 'wait' : 'off';
    time.element.classList.toggle('absent', counter || !readable || state === 'pin');
    time.show(state === 'code' ? at : undefined);
    const late = at && at.left <= 5;
    code.classList.toggle('late', Boolean(late) && state === 'code');
    const soon = state === 'code' && at?.next && at.left <= NEXT_SECONDS ? at.next : '';
    if (soon !== shownNext) {
      shownNext = soon;
      next.hidden = !soon;
      next.replaceChildren(...(soon ? [h('span', { 'aria-hidden': 'true' }, t('vault.next'), ' ', h('b', {}, grouped(soon))),
        h('span', { class: 'hidden-visually' }, t('vault.nextSpoken', { code: spelt(soon) }))] : []));
    }
    const key = `${state} ${value}`;
    if (key === shown) {
      return;
    }
    shown = key;
    code.hidden = state === 'none';
    code.dataset.state = state;
    code.disabled = ['wait', 'off', 'pin'].includes(state);
    const called = nameOf(item);
    if (state === 'code') {
      digits.replaceChildren(...grouped(value));
      spoken.textContent = t('vault.copyCode', { name: called, code: spelt(value) });
    } else if (state === 'ask') {
      digits.replaceChildren(icon('refresh'), t('vault.countUp'));
      spoken.textContent = t('vault.countUpOf', { name: called });
    } else {
      digits.replaceChildren(state === 'pin' ? t('vault.pinMissing') : '••• •••');
      spoken.textContent = state === 'pin' ? t('vault.pinMissing') : t(state === 'off' ? 'vault.codeOffline' : 'vault.codeComes');
    }
  };
  update(entry);
  return { element, update, tick };
}
