// The customer's receipt: what is held, who read a code and why, and the way to end it.
import { Problem } from '../../api.js';
import { measured, now } from '../../clock.js';
import { dateTime, relative, t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { confirm } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { badge, notice } from '../../ui/pieces.js';
import { download } from '../../ui/once.js';
import { announce } from '../../ui/toast.js';
import { calling, facts, fromAddress, isGone, languageChoice, noSuchLink, numbered } from '../custody/customer.js';
import { events } from '../custody/events.js';
import { addCodes } from './codes.js';
import { calendar } from './calendar.js';

const LOOK_MS = 4000;
const SOON_MS = 24 * 3600 * 1000;

/** @param {HTMLElement} main @param {{signal: AbortSignal}} context */
export async function renderReceipt(main, { signal }) {
  const place = h('div', { class: 'stack wide customer' });
  main.append(place);
  const page = { place, ask: calling({ 'X-Watchword-Receipt': fromAddress() }), seen: '', proof: null };
  addEventListener('hashchange', () => location.reload(), { signal });
  const timer = setInterval(() => document.hidden || look(page).catch(() => {}), LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  await look(page);
}

/** Asks anew; draws only where something happened, so that nobody is interrupted. */
async function look(page) {
  try {
    const receipt = await page.ask('GET', '/receipt');
    measured(receipt.serverTime);
    const state = `${receipt.head} ${document.documentElement.lang} ${soon(receipt)}`;
    if (state !== page.seen && !document.querySelector('dialog[open]')) {
      if (page.seen) {
        announce(t('custody.receipt.changed'));
      }
      page.seen = state;
      page.place.replaceChildren(...view(page, receipt));
    }
  } catch (problem) {
    if (!isGone(problem)) {
      throw problem;
    }
    page.place.replaceChildren(noSuchLink());
  }
}

const soon = (receipt) => !receipt.ended && Date.parse(receipt.heldUntil) - now() < SOON_MS;

function view(page, receipt) {
  const again = () => { page.seen = ''; return look(page); };
  return [
    h('header', { class: 'stack tight' },
      h('h1', { tabindex: '-1' }, t(receipt.ended ? 'custody.receipt.ended' : 'custody.receipt.title')),
      h('p', { class: 'lead' }, t(receipt.ended ? 'custody.receipt.ended.lead' : 'custody.receipt.lead', { until: dateTime(receipt.heldUntil) }))),
    page.proof && proofCard(page.proof),
    soon(receipt) && notice('warn', t('custody.receipt.soon', { when: relative(receipt.heldUntil, now()) })),
    !receipt.ended && keepIt(receipt),
    h('section', { class: 'card stack', 'aria-labelledby': 'held-title' }, h('h2', { id: 'held-title' }, t('custody.held')),
      h('ul', { class: 'rows' }, receipt.held.map((held) => heldRow(page, held, again))),
      facts([[t('custody.purpose'), plain(receipt.purpose)], [t('custody.since'), dateTime(receipt.since)], [t('custody.heldUntil'), dateTime(receipt.heldUntil)]])),
    h('section', { class: 'card stack', 'aria-labelledby': 'events-title' }, h('h2', { id: 'events-title' }, t('custody.events')), events(receipt.events)),
    !receipt.ended && h('section', { class: 'card stack' }, h('h2', {}, t('custody.endNow')), h('p', { class: 'soft' }, t('custody.endNow.text')),
      h('div', {}, button({ label: t('custody.endNow.do'), icon: 'trash', kind: 'danger', onclick: () => end(page, again), props: { id: 'end' } }))),
    rotate(receipt),
    verify(page, receipt),
    languageChoice(again),
  ].filter(Boolean);
}

function keepIt(receipt) {
  return h('section', { class: 'card stack accent no-print' }, h('h2', {}, t('custody.keep')), h('p', {}, t('custody.keep.text')),
    h('div', { class: 'row' },
      button({ label: t('custody.keep.copy'), icon: 'copy', kind: 'primary', onclick: () => copy(location.href) }),
      button({ label: t('account.print'), icon: 'print', onclick: () => print() }),
      button({ label: t('custody.remind'), icon: 'clock', onclick: () => download(new Blob([calendar(receipt)], { type: 'text/calendar' }), 'watchword-reminder.ics') })),
    h('p', { class: 'note' }, t('custody.remind.text')));
}

function heldRow(page, held, again) {
  const over = held.state !== 'held';
  return h('li', {},
    h('div', {}, h('strong', {}, h('bdi', {}, plain(held.issuer))), ' ', h('span', { class: 'soft' }, h('bdi', {}, plain(held.account))),
      h('p', { class: 'note' }, t('custody.codesLeft', { count: held.recoveryCodes }))),
    h('div', { class: 'row tight' }, badge(t(`custody.state.${held.state}`), over ? '' : 'good'),
      !over && button({ label: t('custody.addCodes'), icon: 'key', small: true, onclick: () => addCodes(page.ask, held, again) })));
}

async function end(page, again) {
  if (!(await confirm({ title: t('custody.endNow'), text: t('custody.endNow.sure'), action: t('custody.endNow.do'), danger: true }))) {
    return;
  }
  try {
    page.proof = await page.ask('POST', '/receipt/end');
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'ended') {
      throw problem;
    }
  }
  await again();
  page.place.querySelector('h1').focus();
}

function proofCard(proof) {
  const lines = [
    [t('custody.proof.receipt'), proof.receipt], [t('custody.proof.at'), dateTime(proof.endedAt)],
    [t('custody.proof.audit'), proof.auditSeq === undefined ? '' : String(proof.auditSeq)],
    [t('custody.proof.auditHead'), proof.auditHead], [t('custody.proof.head'), proof.head],
  ];
  return h('section', { class: 'card stack proof', 'aria-labelledby': 'proof-title' }, h('h2', { id: 'proof-title' }, t('custody.proof')),
    h('p', {}, t('custody.proof.text')), facts(lines),
    h('div', { class: 'row no-print' },
      button({ label: t('account.copy'), icon: 'copy', onclick: () => copy(lines.filter(([, text]) => text).map((pair) => pair.join(': ')).join('\n')) }),
      button({ label: t('account.print'), icon: 'print', onclick: () => print() })));
}

function rotate(receipt) {
  const issuer = plain(receipt.held[0]?.issuer) || t('custody.theSite');
  return h('details', { class: 'card', open: receipt.ended }, h('summary', {}, t('custody.rotate')),
    h('div', { class: 'stack' }, h('p', { class: 'soft' }, t('custody.rotate.why')),
      numbered(['custody.rotate.1', 'custody.rotate.2', 'custody.rotate.3', 'custody.rotate.4'].map((key) => t(key, { issuer })))));
}

function verify(page, receipt) {
  const fetchChain = async () => {
    const response = await page.ask('GET', '/receipt/chain', { file: true });
    download(await response.blob(), 'watchword-receipt.txt');
  };
  return h('details', { class: 'card' }, h('summary', {}, t('custody.verify')),
    h('div', { class: 'stack' }, h('p', { class: 'soft' }, t('custody.verify.text')),
      h('p', {}, h('code', { class: 'setup-key' }, receipt.head)),
      h('div', { class: 'row' }, button({ label: t('account.copy'), icon: 'copy', onclick: () => copy(receipt.head) }),
        button({ label: t('account.download'), icon: 'download', onclick: fetchChain, props: { id: 'chain' } })),
      h('p', {}, h('code', {}, 'python3 verify_receipt.py watchword-receipt.txt HASH'))));
}
