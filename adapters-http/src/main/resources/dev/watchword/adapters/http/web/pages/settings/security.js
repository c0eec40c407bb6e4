// Security: multi-factor authentication, recovery codes, the password, what happened lately.
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { session } from '../../session.js';
import { button as plainButton } from '../../ui/button.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { bare, codeField, field, longCodeField, wordsFor } from '../../ui/form.js';
import { newPassword } from '../../ui/new-password.js';
import { badge, notice } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';
import { enrol } from './enrol.js';
import { providerCard } from './provider.js';
import { newCodes } from './recovery-codes.js';

const FEW = 3;

/** What the section says when it is shown again after something was done. */
let said;

/** Fills the section. */
export async function security(place, context) {
  const factor = await api.get('/me/factor');
  const again = async (saying) => {
    said = saying;
    await context.refreshSession();
    await context.go('/settings/security', { replace: true });
    document.querySelector('.settings-section h2')?.focus();
  };
  const page = { place, factor, state: session.current.state, again };
  if (said) {
    place.append(said);
    said = undefined;
  }
  if (page.state === 'recovery') {
    place.append(banner('warn', t('account.recovered'), t('account.recovered.text')));
  }
  if (page.state === 'enrol-only') {
    place.append(banner('warn', t('account.mustEnrol'), t('account.mustEnrol.text')));
  }
  place.append(...warnings(page), mfaCard(page));
  if (page.state === 'full') {
    place.append(passwordCard(page), ...[await providerCard(page.again)].filter(Boolean), await noticesCard());
  }
}

function banner(kind, heading, text) {
  return notice(kind, h('strong', {}, heading), h('p', {}, text));
}

function warnings({ factor }) { // RC-07
  const left = factor.recoveryCodesLeft;
  if (!active(factor) || left > FEW) {
    return [];
  }
  return [left === 0 ? banner('bad', t('account.codes.none'), t('account.codes.none.text'))
    : banner('warn', t('account.codes.few', { count: left }), t('account.codes.few.text'))];
}

/** Also while another one is being set up beside it (EN-07). */
function active(factor) {
  return factor.active ?? factor.state === 'active';
}

function mfaCard(page) {
  const { factor } = page;
  const on = active(factor);
  const rows = [];
  const buttons = [];
  if (factor.state === 'pending' || factor.pending) {
    rows.push(h('p', {}, t('account.mfa.pending', { until: dateTime(factor.pending.expiresAt) })));
    buttons.push(button('account.mfa.resume', 'primary', () => enrol(page, factor.pending)));
  } else if (on) {
    buttons.push(button('account.mfa.replace', page.state === 'recovery' ? 'primary' : 'quiet', () => begin(page)));
  } else {
    buttons.push(button('account.mfa.enable', 'primary', () => begin(page)));
  }
  if (on) {
    rows.push(h('p', {}, t('account.codes.left', { count: factor.recoveryCodesLeft })));
    buttons.push(button('account.codes.new', 'quiet', () => regenerate(page)));
    if (page.state === 'full') {
      buttons.push(button('account.mfa.disable', 'danger-quiet', () => disable(page)));
    }
  }
  return h('section', { class: 'card stack' },
    h('div', { class: 'row between' },
      h('h2', { tabindex: '-1' }, t('account.mfa')),
      badge(t(on ? 'account.on' : 'account.off'), on ? 'good' : '')),
    h('p', { class: 'soft' }, t('account.mfa.text')), ...rows, h('div', { class: 'row' }, ...buttons));
}

function button(key, kind, onclick) {
  return plainButton({ label: t(key), kind, onclick });
}

/** The password, and the present code where there is one to prove (EN-01, EN-08). */
function proofs(page) {
  const password = field({ label: t('account.password'), name: 'password', type: 'password', autocomplete: 'current-password' });
  return active(page.factor) && page.state !== 'recovery' ? [password, codeField()] : [password];
}

/** Which of password and code was wrong is not told; alone, it is the password. */
const blameIn = (fields) => (problem) => (problem.code === 'password-refused' && fields.length === 1 ? 'password' : undefined);

function plainCode({ code, ...rest }) {
  return code === undefined ? rest : { ...rest, code: bare(code) };
}

async function begin(page) {
  const fields = proofs(page);
  const offer = await formDialog({
    title: t(active(page.factor) ? 'account.mfa.replace' : 'account.mfa.enable'),
    text: t('account.mfa.begin'), fields, label: t('account.continue'), blame: blameIn(fields),
    submit: (values) => api.post('/me/factor', plainCode(values)),
  });
  if (offer) {
    enrol(page, offer.pending ?? (await api.get('/me/factor')).pending);
  }
}

async function regenerate(page) {
  const answer = await formDialog({
    title: t('account.codes.new'), text: t('account.codes.new.text'), fields: proofs(page), label: t('account.codes.make'),
    submit: (values) => api.post('/me/recovery-codes', plainCode(values)),
  });
  if (answer) {
    newCodes(page, answer.recoveryCodes);
  }
}

async function disable(page) {
  const way = await confirm({ title: t('account.mfa.disable'), text: t('account.mfa.disable.text'), action: t('account.continue'), danger: false });
  const done = way && await formDialog({
    title: t('account.mfa.disable'), text: t('account.mfa.disable.proof'), danger: true,
    fields: [proofs(page)[0], longCodeField(t('account.codeOrRecovery'), 'code')],
    label: t('account.mfa.disable'),
    submit: ({ password, code }) => api.del('/me/factor', { password, ...codeOrRecovery(code) }),
  });
  if (done) {
    toast(t('account.mfa.disabled'));
    await page.again();
  }
}

function codeOrRecovery(typed) {
  const text = bare(typed);
  return /^\d{6,8}$/.test(text) ? { code: text } : { recoveryCode: text };
}

function passwordCard(page) {
  return h('section', { class: 'card stack' },
    h('div', { class: 'row between' }, h('h2', {}, t('account.password'))),
    h('p', { class: 'soft' }, t('account.password.text')),
    h('div', { class: 'row' }, button('account.password.change', 'quiet', async () => {
      const done = await formDialog({
        title: t('account.password.change'), text: t('account.password.change.text'),
        fields: [...proofs(page), newPassword({ name: 'newPassword' })], label: t('account.password.change'),
        blame: (problem) => (problem.code === 'password-too-weak' ? 'newPassword' : undefined),
        submit: (values) => api.post('/me/password', plainCode(values)),
      });
      if (done) {
        toast(t('account.password.changed'));
        await page.again();
      }
    })));
}

async function noticesCard() { // EN-13
  const { notices } = await api.get('/notices');
  if (notices.length > 0) {
    api.post('/notices/seen', {}).catch(() => undefined);
  }
  return h('section', { class: 'card stack' },
    h('div', { class: 'row between' }, h('h2', {}, t('account.notices'))),
    notices.length === 0 ? h('p', { class: 'soft' }, t('account.notices.none'))
      : h('ul', { class: 'rows' }, ...notices.map((each) => h('li', {},
        h('span', {}, kindOf(each.kind)), h('span', { class: 'soft' }, `${dateTime(each.at)} · ${each.source}`)))));
}

function kindOf(kind) {
  return wordsFor(`account.notice.${kind}`, {}, kind);
}
