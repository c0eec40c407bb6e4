// The question before something that matters: password and code, or a passkey, once more.
import * as api from '../api.js';
import { loadArea, t } from '../i18n.js';
import { button } from './button.js';
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { bare, codeField, field, form, link, longCodeField, sentenceOf } from './form.js';
import { askPasskey, passkeysWork } from './passkey.js';

let asking;

/**
 * Has the person prove again who they are. Calls that need it at the same time share one dialog.
 *
 * @param {import('../api.js').Problem} problem what the server said; its `methods` are those that it takes
 * @return {Promise<boolean>} false when the dialog was dismissed
 */
export function stepUp(problem) {
  asking ??= ask(problem.members.methods ?? ['password', 'totp', 'recovery']).finally(() => {
    asking = undefined;
  });
  return asking;
}

async function ask(methods) {
  await loadArea('account');
  const place = h('div', { class: 'stack' });
  const opened = openDialog({ title: t('account.stepUp.title'), body: [h('p', { class: 'soft' }, t('account.stepUp.text')), place] });
  const show = (second) => {
    place.replaceChildren(...views(methods, second, show, opened));
    place.querySelector('input').focus();
  };
  show(methods.includes('totp') ? 'code' : methods.includes('recovery') ? 'recoveryCode' : undefined);
  return (await opened.closed) === true;
}

function views(methods, second, show, opened) {
  const password = field({
    label: t('account.password'), name: 'password', type: 'password', autocomplete: 'current-password',
  });
  const proof = second === 'code' ? codeField() : second ? recoveryField() : undefined;
  const wrong = h('p', { class: 'notice bad', role: 'alert', hidden: true });
  return [
    form({
      fields: proof ? [password, proof] : [password],
      label: t('account.confirm'),
      blame: (problem) => (problem.code === 'password-refused' && !proof ? 'password' : undefined),
      submit: async ({ password: given, ...rest }) => {
        const [name, typed] = Object.entries(rest)[0] ?? [];
        await api.post('/session/step-up', { password: given, ...(name ? { [name]: bare(typed) } : {}) }, { anonymous: true });
        opened.close(true);
      },
      more: [button({ label: t('account.cancel'), onclick: () => opened.close(false) })],
    }),
    wrong,
    h('p', { class: 'other-ways' },
      second === 'code' && methods.includes('recovery') && link(t('account.useRecovery'), () => show('recoveryCode')),
      second === 'recoveryCode' && methods.includes('totp') && link(t('account.useCode'), () => show('code')),
      methods.includes('passkey') && passkeysWork() && link(t('account.usePasskey'), () => byPasskey(opened, wrong))),
  ];
}

async function byPasskey(opened, wrong) {
  try {
    const { options } = await api.post('/session/step-up/passkey/options', undefined, { anonymous: true });
    await api.post('/session/step-up/passkey', await askPasskey(options), { anonymous: true });
    opened.close(true);
  } catch (problem) {
    wrong.textContent = problem.detail ? sentenceOf(problem) : t('account.passkey.stopped');
    wrong.hidden = false;
  }
}

/** The field for a recovery code. */
export function recoveryField(name = 'recoveryCode') {
  return longCodeField(t('account.recoveryCode'), name, t('account.recoveryCode.hint'));
}
