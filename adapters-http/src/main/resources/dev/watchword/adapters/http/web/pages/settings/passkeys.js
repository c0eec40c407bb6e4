// Passkeys: a way to sign in, and a second factor.
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { field, sentenceOf } from '../../ui/form.js';
import { makePasskey, passkeysWork } from '../../ui/passkey.js';
import { toast } from '../../ui/toast.js';

/** Fills the section. */
export async function passkeys(place) {
  let all;
  try {
    ({ passkeys: all } = await api.get('/me/passkeys'));
  } catch (problem) {
    if (problem.status !== 404) {
      throw problem;
    }
    place.append(h('section', { class: 'card stack' }, h('h2', { tabindex: '-1' }, t('account.settings.passkeys')),
      h('p', { class: 'soft' }, t('account.passkeys.notHere'))));
    return;
  }
  const again = async () => {
    place.replaceChildren();
    await passkeys(place);
  };
  const wrong = h('p', { class: 'notice bad', role: 'alert', hidden: true });
  place.append(h('section', { class: 'card stack' },
    h('h2', { tabindex: '-1' }, t('account.settings.passkeys')),
    h('p', { class: 'soft' }, t('account.passkeys.text')),
    all.length === 0 ? h('p', {}, t('account.passkeys.none'))
      : h('ul', { class: 'rows' }, ...all.map((each) => row(each, again))),
    wrong,
    passkeysWork()
      ? h('div', { class: 'row' }, h('button', { class: 'button primary', type: 'button', onclick: () => add(again, wrong) }, t('account.passkeys.add')))
      : h('p', {}, t('account.passkeys.unsupported'))));
}

function row(passkey, again) {
  const used = passkey.lastUsedAt ? t('account.lastUsed', { date: dateTime(passkey.lastUsedAt) }) : t('account.neverUsed');
  return h('li', {},
    h('div', {}, h('strong', {}, h('bdi', {}, passkey.name)), h('p', { class: 'soft small' }, `${t('account.madeOn', { date: dateTime(passkey.createdAt) })} · ${used}`)),
    h('button', { class: 'button danger-quiet small',
      type: 'button', 'aria-label': t('account.passkeys.removeNamed', { name: passkey.name }),
      onclick: async () => {
        if (await confirm({ title: t('account.passkeys.remove'), text: t('account.passkeys.remove.text', { name: passkey.name }), action: t('account.remove'), danger: true })) {
          await api.del(`/me/passkeys/${passkey.id}`).then(again);
        }
      },
    }, t('account.remove')));
}

async function add(again, wrong) {
  wrong.hidden = true;
  try {
    const { options } = await api.post('/me/passkeys/options');
    const credential = await makePasskey(options);
    const done = await formDialog({
      title: t('account.passkeys.name'), text: t('account.passkeys.name.text'), label: t('account.save'),
      fields: [field({ label: t('account.passkeys.label'), name: 'name', maxlength: '64', autocapitalize: 'sentences' })],
      submit: ({ name }) => api.post('/me/passkeys', { name: name.trim(), ...credential }),
    });
    if (done) {
      toast(t('account.passkeys.added'));
      await again();
    }
  } catch (problem) {
    if (problem.code === 'step-up-needed') {
      return;
    }
    wrong.textContent = problem.status !== undefined ? sentenceOf(problem)
      : t(problem.name === 'InvalidStateError' ? 'account.passkeys.known' : 'account.passkey.stopped');
    wrong.hidden = false;
  }
}
