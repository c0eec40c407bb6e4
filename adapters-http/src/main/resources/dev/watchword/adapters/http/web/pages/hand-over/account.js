// An account that was read from a customer's picture: whose it is, whether it is the expected one, its code to type.
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { h, plain } from '../../ui/dom.js';
import { grouped, notice, spelt } from '../../ui/pieces.js';
import { counting, ring } from '../../ui/ring.js';
import { tile } from '../../ui/tile.js';
import { reading } from '../capture/reading.js';

const NEXT_SECONDS = 10;
const ASK_AGAIN_MS = 4000;

/**
 * @param {object} account as `POST /hand-over/scan` has it
 * @param {object} terms of the link
 * @param {{again: () => Promise<object|undefined>, forget: () => void}} page
 */
export function accountCard(account, terms, page) {
  let current = account;
  let asking = false;
  let shown;
  const digits = h('span', { class: 'shown', 'aria-hidden': 'true' });
  const spoken = h('span', { class: 'hidden-visually' });
  const code = h('button', { type: 'button', class: 'big-code', onclick: () => copy(shown, t('capture.copied')) }, digits, spoken);
  const time = ring();
  const next = h('p', { class: 'note next' });
  const warnings = [
    !account.issuerExpected && notice('warn', t('custody.otherIssuer', { is: plain(account.issuer) || t('capture.noIssuer'), wanted: plain(terms.expectedIssuer) })),
    !account.accountExpected && notice('warn', t('custody.otherAccount', { is: plain(account.account), wanted: plain(terms.expectedAccount) })),
  ].filter(Boolean);
  const element = h('li', { class: 'card given' },
    h('div', { class: 'row' }, tile({ id: '', issuer: account.issuer, account: account.account }),
      h('div', { class: 'grow' }, h('h2', { class: 'h3' }, h('bdi', {}, plain(account.issuer) || t('capture.noIssuer'))), h('p', { class: 'soft' }, h('bdi', {}, plain(account.account)))),
      button({ label: t('capture.forget'), icon: 'close', onlyIcon: true, onclick: page.forget })),
    warnings,
    h('div', { class: 'live' }, h('div', { class: 'live-row' }, code, time.element), next));

  function show(value) {
    if (value !== shown) {
      shown = value;
      digits.replaceChildren(...(value ? grouped(value) : ['••• •••']));
      code.disabled = !value;
      spoken.textContent = value ? t('capture.copyCode', { code: spelt(value) }) : t('capture.codeComes');
    }
  }

  return {
    element, account,
    tick(at) {
      const timed = reading(current);
      const counts = counting(timed, at);
      time.element.hidden = !timed;
      time.show(counts);
      code.classList.toggle('late', Boolean(counts) && counts.left <= 5);
      show(counts?.code ?? (timed ? '' : current.current?.value ?? ''));
      next.replaceChildren(...(counts?.next && counts.left <= NEXT_SECONDS
        ? [t('capture.next'), ' ', h('b', { class: 'shown-next tabular' }, grouped(counts.next))] : [t(timed ? 'capture.typeIt' : 'capture.counter')]));
      if (timed && !counts?.next && !asking && element.isConnected && !document.hidden) {
        asking = true;
        page.again().then((fresh) => { current = fresh ?? current; }).catch(() => {})
          .finally(() => setTimeout(() => { asking = false; }, ASK_AGAIN_MS));
      }
    },
  };
}
