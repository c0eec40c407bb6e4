// A new person, or one whose factor was reset: the one-time code, then a password of their own.
import * as api from '../api.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { h } from '../ui/dom.js';
import { bare, form, longCodeField } from '../ui/form.js';
import { newPassword } from '../ui/new-password.js';

/** Fills the page. */
export async function render(main, context) {
  main.append(h('section', { class: 'stack' },
    h('h1', { tabindex: '-1' }, t('account.invite')),
    h('p', { class: 'lead' }, t('account.invite.text')),
    form({
      fields: [
        longCodeField(t('account.invite.code'), 'code', t('account.invite.code.hint')),
        newPassword(),
      ],
      label: t('account.continue'),
      blame: (problem) => ({ 'invite-refused': 'code', 'password-too-weak': 'password' })[problem.code],
      submit: async ({ code, password }) => {
        await api.post('/invites/accept', { code: bare(code), password }, { anonymous: true });
        await context.refreshSession();
        go('/settings/security');
      },
    }),
    h('p', { class: 'small-print' }, h('a', { href: '/sign-in' }, t('account.haveAccount')))));
}
