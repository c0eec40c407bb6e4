// The customer's side of an upload link: a picture in, what was read and its code to type, then one confirmation.
import { Problem } from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { confirm } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { field, form } from '../../ui/form.js';
import { notice } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';
import { calling, facts, fromAddress, isGone, languageChoice, noSuchLink, numbered } from '../custody/customer.js';
import { pictures } from './pictures.js';

/** @param {HTMLElement} main @param {{signal: AbortSignal, go: Function}} context */
export async function renderHandOver(main, context) {
  const place = h('div', { class: 'stack wide customer' });
  main.append(place);
  const page = { place, context, link: fromAddress(), pin: '' };
  addEventListener('hashchange', () => {
    page.link = fromAddress();
    page.pin = '';
    open(page);
  }, { signal: context.signal });
  await open(page);
}

const ask = (page) => calling({ 'X-Watchword-Link': page.link, ...(page.pin ? { 'X-Watchword-Pin': page.pin } : {}) });

async function open(page) {
  const again = () => open(page);
  try {
    const terms = await ask(page)('GET', '/hand-over');
    page.place.replaceChildren(...view(page, terms, again));
  } catch (problem) {
    if (isGone(problem)) {
      page.place.replaceChildren(noSuchLink(), languageChoice(again));
    } else if (problem instanceof Problem && problem.code === 'pin-needed') {
      page.place.replaceChildren(...askPin(page, again));
    } else {
      throw problem;
    }
  }
}

function askPin(page, again) {
  return [
    h('h1', { tabindex: '-1' }, t('custody.pin')),
    h('p', { class: 'lead' }, t('custody.pin.text')),
    form({
      fields: [field({ label: t('custody.pin.label'), name: 'pin', autocomplete: 'off', maxlength: '32' })],
      label: t('account.continue'),
      blame: () => 'pin',
      submit: async ({ pin }) => {
        page.pin = /^[ -~]+$/.test(pin.trim()) ? pin.trim() : ''; // a header holds no more
        try {
          await ask(page)('GET', '/hand-over');
        } catch (problem) {
          page.pin = '';
          if (!isGone(problem)) {
            throw problem.code === 'pin-needed' ? new Problem(403, { code: 'pin-wrong', detail: t('custody.pin.wrong') }, 0) : problem;
          }
        }
        await open(page);
      },
    }),
    languageChoice(again),
  ];
}

function view(page, terms, again) {
  const issuer = plain(terms.expectedIssuer);
  const confirming = button({ label: t('custody.handOver'), icon: 'shield', kind: 'primary', block: true, onclick: () => handOver(page, terms, shown), props: { disabled: true, id: 'hand-over' } });
  const shown = pictures({
    most: terms.pictures, terms, ask: ask(page), signal: page.context.signal,
    changed: () => { confirming.disabled = shown.usable().length === 0; },
    gone: () => page.place.replaceChildren(noSuchLink()),
  });
  return [
    h('header', { class: 'stack tight' },
      h('h1', { tabindex: '-1' }, t('custody.handOver.title', { issuer })),
      h('p', { class: 'lead' }, t('custody.handOver.lead', { by: plain(terms.createdBy) || t('custody.somebody'), customer: plain(terms.customer), issuer }))),
    h('section', { class: 'card' }, facts([
      [t('custody.purpose'), plain(terms.purpose)],
      [t('custody.account'), plain(terms.expectedAccount)],
      [t('custody.heldUntil'), dateTime(terms.heldUntil)],
      [t('custody.openUntil'), dateTime(terms.expiresAt)],
    ])),
    numbered([t('custody.step.show', { issuer }), t('custody.step.give'), t('custody.step.type'), t('custody.step.confirm')]),
    shown.element,
    h('section', { class: 'stack tight' }, confirming, h('p', { class: 'note' }, t('custody.handOver.means'))),
    h('details', { class: 'card' }, h('summary', {}, t('custody.what')),
      h('div', { class: 'stack tight' }, h('p', { class: 'soft' }, t('custody.what.picture')), h('p', { class: 'soft' }, t('custody.what.secret')), h('p', { class: 'soft' }, t('custody.what.end')))),
    languageChoice(again),
  ];
}

async function handOver(page, terms, shown) {
  const accounts = shown.usable();
  const unexpected = accounts.some((account) => !account.issuerExpected || !account.accountExpected);
  const names = accounts.map((account) => [plain(account.issuer), plain(account.account)].filter(Boolean).join(', ')).join('; ');
  const sure = await confirm({
    title: t('custody.sure'), action: t('custody.handOver'), danger: unexpected,
    text: t(unexpected ? 'custody.sure.unexpected' : 'custody.sure.text', { names, until: dateTime(terms.heldUntil), issuer: plain(terms.expectedIssuer) }),
  });
  if (!sure) {
    return;
  }
  const body = new FormData();
  shown.files().forEach((file) => body.append('image', file, 'picture'));
  try {
    const { url } = await ask(page)('POST', '/hand-over', { form: body });
    shown.forget();
    await page.context.go(url, { replace: true });
  } catch (problem) {
    if (isGone(problem)) {
      page.place.replaceChildren(noSuchLink());
    } else if (problem instanceof Problem) {
      const text = problem.code === 'too-many' ? t('custody.tooMany', { count: terms.pictures }) : problem.code === 'no-account' ? t('custody.noAccount') : problem.sentence;
      toast(text);
      shown.element.append(notice('bad', text));
    } else {
      throw problem;
    }
  }
}
