// The first run: the code from the terminal, the owner, the vault's passphrase, the recovery key.
import * as api from '../api.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { session } from '../session.js';
import { h } from '../ui/dom.js';
import { bare, field, form, link, longCodeField } from '../ui/form.js';
import { newPassword } from '../ui/new-password.js';
import { shownOnce } from '../ui/once.js';
import { steps } from '../ui/steps.js';
import { toast } from '../ui/toast.js';

/** Fills the page. */
export async function render(main, context) {
  const setup = await api.get('/setup', { anonymous: true });
  if (setup.state !== 'new') {
    go(session.current ? '/' : '/sign-in');
    return;
  }
  const panel = h('section', { class: 'stack' });
  main.append(panel);
  code({ panel, context, vault: setup.vault, given: {} });
}

function fill(page, at, heading, lead, ...parts) {
  const names = ['code', 'owner', ...(page.vault ? [] : ['vault', 'key'])].map((each) => t(`account.setup.step.${each}`));
  page.panel.replaceChildren(steps(names, at), h('h1', { tabindex: '-1' }, heading), h('p', { class: 'lead' }, lead), ...parts);
  (page.panel.querySelector('input') ?? page.panel.querySelector('h1')).focus();
}

function code(page, said) {
  const typed = longCodeField(t('account.setup.code'), 'setupCode', t('account.setup.code.hint'), { value: page.given.setupCode ?? '' });
  fill(page, 0, t('account.setup.welcome'), t('account.setup.welcome.text'), form({
    fields: [typed], label: t('account.continue'),
    submit: async ({ setupCode }) => owner(keep(page, { setupCode: bare(setupCode) })),
  }));
  if (said) {
    typed.fail(said);
  }
}

function owner(page, said) {
  const { given } = page;
  const password = newPassword();
  fill(page, 1, t('account.setup.owner'), t('account.setup.owner.text'), form({
    fields: [
      field({ label: t('account.displayName'), name: 'displayName', hint: t('account.displayName.hint'), autocomplete: 'name', maxlength: '64', autocapitalize: 'words', value: given.displayName ?? '' }),
      field({ label: t('account.name'), name: 'name', hint: t('account.name.hint'), autocomplete: 'username', maxlength: '64', value: given.name ?? '' }),
      password,
    ],
    label: t(page.vault ? 'account.setup.finish' : 'account.continue'),
    more: [link(t('account.back'), () => code(page))],
    submit: async ({ name, displayName, ...rest }) => {
      keep(page, { name: name.trim(), displayName: displayName.trim(), ...rest });
      return page.vault ? finish(page) : vault(page);
    },
    blame: (problem) => ({ 'password-too-weak': 'password', 'name-taken': 'name' })[problem.code],
  }));
  if (said) {
    password.fail(said);
  }
}

function vault(page) {
  const passphrase = newPassword({ label: t('account.passphrase'), name: 'passphrase' });
  fill(page, 2, t('account.setup.vault'), t('account.setup.vault.text'), form({
    fields: [passphrase],
    label: t('account.setup.finish'),
    more: [link(t('account.back'), () => owner(page))],
    submit: async (values) => finish(keep(page, values)),
    blame: (problem) => (problem.code.endsWith('-too-weak') ? 'passphrase' : undefined),
  }));
}

function keep(page, values) {
  Object.assign(page.given, values);
  return page;
}

async function finish(page) {
  let answer;
  try {
    answer = await api.post('/setup', page.given, { anonymous: true });
  } catch (problem) {
    if (problem.code === 'setup-code-refused') {
      code(page, t('account.problem.setup-code-refused'));
      return;
    }
    throw problem;
  }
  page.given = {};
  await page.context.refreshSession();
  if (answer?.recoveryKey) {
    key(page, answer.recoveryKey);
  } else {
    done(page);
  }
}

function key(page, recoveryKey) {
  fill(page, 3, t('account.setup.key'), t('account.setup.key.text'),
    shownOnce({
      title: t('account.setup.key.sheet'), texts: [recoveryKey], file: 'watchword-recovery-key.txt',
      about: [t('account.setup.key.about', { host: location.host })],
    }, toast),
    h('div', { class: 'row' }, h('button', { class: 'button primary', type: 'button', onclick: () => keyBack(page, recoveryKey) }, t('account.saved'))));
}

function keyBack(page, recoveryKey) {
  fill(page, 3, t('account.setup.keyBack'), t('account.setup.keyBack.text'), form({
    fields: [longCodeField(t('account.setup.key'), 'recoveryKey')],
    label: t('account.check'),
    more: [link(t('account.showAgain'), () => key(page, recoveryKey))],
    blame: (problem) => (problem.code === 'does-not-match' ? 'recoveryKey' : undefined),
    submit: async (values) => {
      await api.post('/setup/recovery-key', values, { anonymous: true });
      done(page);
    },
  }));
}

function done({ panel }) {
  panel.replaceChildren(
    h('h1', { tabindex: '-1' }, t('account.setup.done')), h('p', { class: 'lead' }, t('account.setup.done.text')),
    h('div', { class: 'row' },
      h('button', { class: 'button primary', type: 'button', onclick: () => go('/settings/security') }, t('account.setup.mfa')),
      h('button', { class: 'button quiet', type: 'button', onclick: () => go('/') }, t('account.setup.later'))));
  panel.querySelector('h1').focus();
}
