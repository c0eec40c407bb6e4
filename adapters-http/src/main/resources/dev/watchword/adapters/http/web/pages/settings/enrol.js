// The set-up of an authenticator: the QR code and, beside it, what to do (EN-02 to EN-05). The
// set-up is the server's; a refresh or a second tab shows the same code.
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { h } from '../../ui/dom.js';
import { bare, codeField, form } from '../../ui/form.js';
import { copied } from '../../ui/once.js';
import { notice } from '../../ui/pieces.js';
import { qrPicture } from '../../ui/qr.js';
import { steps } from '../../ui/steps.js';
import { toast } from '../../ui/toast.js';
import { newCodes } from './recovery-codes.js';

/** The names of the steps, for this page and the one of the recovery codes. */
export function enrolSteps(at) {
  return steps(['scan', 'codes', 'check'].map((each) => t(`account.enrol.step.${each}`)), at);
}

/** Shows a pending set-up in the section's place. */
export function enrol(page, pending) {
  const { place } = page;
  const key = h('code', { class: 'setup-key' }, groupsOfFour(pending.setupKey));
  const copy = h('button', { class: 'button quiet',
    type: 'button',
    onclick: async () => toast(t(await copied(bare(pending.setupKey), key) ? 'account.copied' : 'account.selected')),
  }, t('account.enrol.copyKey'));
  place.replaceChildren(h('section', { class: 'card stack' },
    enrolSteps(0),
    h('h2', { tabindex: '-1' }, t('account.enrol')),
    h('div', { class: 'enrol-columns' },
      h('div', { class: 'enrol-picture' },
        qrPicture(pending.qrSvg, t('account.enrol.qr')),
        h('p', { class: 'soft small' }, t('account.enrol.keyLabel')), key, copy),
      h('div', {},
        h('ol', { class: 'what-to-do' }, ...['install', 'scan', 'type'].map((each) => h('li', {}, t(`account.enrol.${each}`)))),
        form({
          fields: [codeField(t('account.enrol.first'), t('account.code.hint'))],
          label: t('account.enrol.confirm'),
          more: [h('button', { class: 'button quiet', type: 'button', onclick: () => cancel(page) }, t('account.enrol.cancel'))],
          blame: (problem) => (problem.status === 0 ? undefined : 'code'),
          submit: ({ code }) => confirm(page, bare(code)),
        }),
        h('p', { class: 'soft small' }, t('account.enrol.until', { until: dateTime(pending.expiresAt) }))))));
  place.querySelector('h2').focus();
}

async function confirm(page, code) {
  try {
    const { recoveryCodes } = (await api.post('/me/factor/confirm', { code })) ?? {};
    if (recoveryCodes) {
      newCodes(page, recoveryCodes);
    } else {
      await page.again(notice('good', t('account.mfa.replaced')));
    }
  } catch (problem) {
    if (problem.status !== 410) {
      throw problem;
    }
    await page.again(notice('bad', t('account.problem.enrolment-expired')));
  }
}

async function cancel(page) {
  await api.del('/me/factor/pending').catch(() => undefined);
  await page.again();
}

function groupsOfFour(key) {
  return bare(key).match(/.{1,4}/g).join(' ');
}
