// Signing in: the password, then a code, a recovery code or a passkey.
import * as api from '../api.js';
import { t } from '../i18n.js';
import { go, placeOf } from '../router.js';
import { session } from '../session.js';
import { h } from '../ui/dom.js';
import { bare, codeField, field, form, link, sentenceOf } from '../ui/form.js';
import { askPasskey, passkeysWork } from '../ui/passkey.js';
import { goToProvider } from '../ui/provider.js';
import { recoveryField } from '../ui/step-up.js';

/** Fills the page. */
export async function render(main, context) {
  const setup = await api.get('/setup', { anonymous: true });
  if (setup.state === 'new') {
    go('/setup');
    return;
  }
  const panel = h('section', { class: 'stack' });
  main.append(panel);
  const page = { panel, context, setup };
  if (setup.state === 'locked') {
    unlock(page);
  } else if (session.current?.state === 'password-passed') {
    second(page, session.current.methods ?? ['totp', 'recovery']);
  } else {
    first(page, context.state.ended ? t('account.signIn.ended') : undefined);
  }
}

function fill({ panel }, heading, lead, ...parts) {
  panel.replaceChildren(h('h1', { tabindex: '-1' }, heading), h('p', { class: 'lead' }, lead), ...parts);
  panel.querySelector('input')?.focus();
}

function unlock(page) {
  fill(page, t('account.unlock'), t('account.unlock.text'), form({
    fields: [field({ label: t('account.passphrase'), name: 'passphrase', type: 'password', autocomplete: 'off' })],
    label: t('account.unlock.action'),
    blame: (problem) => (problem.code === 'wrong-passphrase' ? 'passphrase' : undefined),
    submit: async ({ passphrase }) => {
      await api.post('/unlock', { passphrase }, { anonymous: true });
      first(page);
    },
  }));
}

function first(page, said = undefined) {
  const wrong = h('p', { class: 'notice bad', role: 'alert', hidden: !said }, said ?? '');
  const ways = [];
  if (page.setup.passkeys && passkeysWork()) {
    ways.push(h('button', { class: 'button quiet block', type: 'button', onclick: () => passkey(page, 'passkey', wrong) }, t('account.withPasskey')));
  }
  if (page.setup.provider) {
    ways.push(h('button', { class: 'button quiet block', type: 'button', onclick: () => provider(wrong) },
      t('account.withProvider', { name: page.setup.provider.name })));
  }
  fill(page, t('account.signIn'), t('account.signIn.text'), wrong, form({
    fields: [
      field({ label: t('account.name'), name: 'name', autocomplete: 'username', maxlength: '64' }),
      field({ label: t('account.password'), name: 'password', type: 'password', autocomplete: 'current-password' }),
    ],
    label: t('account.continue'), block: true,
    submit: async ({ name, password }) => {
      wrong.hidden = true;
      await goOn(page, await api.post('/session', { name: name.trim(), password }, { anonymous: true }));
    },
  }), ...(ways.length > 0 ? [h('p', { class: 'or' }, h('span', {}, t('account.or'))), ...ways] : []),
  h('p', { class: 'small-print' }, h('a', { href: '/invite' }, t('account.haveInvite'))));
}

function second(page, methods, way = methods.includes('totp') ? 'code' : 'recovery') {
  const wrong = h('p', { class: 'notice bad', role: 'alert', hidden: true });
  const links = [];
  if (way === 'code' && methods.includes('recovery')) {
    links.push(link(t('account.useRecovery'), () => second(page, methods, 'recovery')));
  }
  if (way === 'recovery' && methods.includes('totp')) {
    links.push(link(t('account.useCode'), () => second(page, methods, 'code')));
  }
  if (methods.includes('passkey') && passkeysWork()) {
    links.push(link(t('account.usePasskey'), () => passkey(page, 'second-passkey', wrong)));
  }
  links.push(link(t('account.startAgain'), async () => {
    await api.del('/session', undefined, { anonymous: true }).catch(() => undefined);
    first(page);
  }));
  const code = way === 'code' ? codeField() : recoveryField('code');
  fill(page, t(`account.second.${way}`), t(`account.second.${way}.text`), form({
    fields: [code],
    label: t('account.signIn.action'), block: true,
    blame: (problem) => (problem.status === 0 ? undefined : 'code'),
    submit: async ({ code: typed }) => {
      try {
        await goOn(page, await api.post(`/session/${way}`, { code: bare(typed) }, { anonymous: true }));
      } catch (problem) {
        if (problem.code !== 'unauthenticated') {
          throw problem;
        }
        first(page, t('account.signIn.over'));
      }
    },
  }), wrong, h('p', { class: 'other-ways' }, ...links));
}

async function passkey(page, way, wrong) {
  try {
    const { options } = await api.post(`/session/${way}/options`, undefined, { anonymous: true });
    await goOn(page, await api.post(`/session/${way}`, await askPasskey(options), { anonymous: true }));
  } catch (problem) {
    wrong.textContent = problem.detail ? sentenceOf(problem) : t('account.passkey.stopped');
    wrong.hidden = false;
  }
}

async function provider(wrong) {
  try {
    await goToProvider('sign-in');
  } catch (problem) {
    wrong.textContent = sentenceOf(problem);
    wrong.hidden = false;
  }
}

async function goOn(page, { state, methods, csrf }) {
  if (state === 'password-passed') {
    session.set({ state, methods, csrf });
    second(page, methods);
    return;
  }
  await page.context.refreshSession();
  await go(state === 'full' ? wanted(page.context.state.then) : '/settings/security', { replace: true });
}

/** Where the person wanted to go: a page of this server, or the first one. */
function wanted(path) {
  return path && path !== '/sign-in' && placeOf(path) ? path : '/';
}
