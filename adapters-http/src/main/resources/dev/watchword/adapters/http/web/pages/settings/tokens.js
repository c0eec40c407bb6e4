// Tokens for programs: made after a code, with scopes and an end, shown once (TK-01 to TK-03).
import * as api from '../../api.js';
import { dateTime, relative, t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { choice, field, tick } from '../../ui/form.js';
import { shownOnce } from '../../ui/once.js';
import { badge, notice } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';

const SCOPES = {
  owner: ['entries:read', 'codes:read', 'scan', 'entries:write', 'recovery:read', 'recovery:write'],
  operator: ['entries:read', 'codes:read', 'scan'],
  viewer: ['entries:read', 'codes:read', 'scan'],
  auditor: [],
};
const DAYS = [7, 30, 90, 366];

/** Fills the section. */
export async function tokens(place) {
  const { tokens: all } = await api.get('/tokens');
  const again = async () => {
    place.replaceChildren();
    await tokens(place);
    place.querySelector('h2').focus();
  };
  const scopes = SCOPES[session.current.person.role] ?? [];
  const factor = session.current.factor;
  place.append(h('section', { class: 'card stack' },
    h('h2', { tabindex: '-1' }, t('account.settings.tokens')),
    h('p', { class: 'soft' }, t('account.tokens.text')),
    all.length === 0 ? h('p', {}, t('account.tokens.none'))
      : h('ul', { class: 'rows' }, ...all.map((each) => row(each, again))),
    scopes.length === 0 ? h('p', {}, t('account.tokens.notYou'))
      : factor ? h('div', { class: 'row' }, h('button', { class: 'button primary', type: 'button', onclick: () => make(scopes, again) }, t('account.tokens.make')))
        : notice('warn', h('p', {}, t('account.tokens.needFactor')), h('a', { href: '/settings/security' }, t('account.mfa.enable')))));
}

function row(token, again) {
  const used = token.lastUsedAt ? t('account.lastUsed', { date: relative(token.lastUsedAt) }) : t('account.neverUsed');
  return h('li', {},
    h('div', {},
      h('strong', {}, h('bdi', {}, token.name)),
      h('p', { class: 'small' }, ...token.scopes.map((scope) => badge(scope)), ' '),
      h('p', { class: 'soft small' }, `${t('account.tokens.until', { date: dateTime(token.expiresAt) })} · ${used}`)),
    h('button', { class: 'button danger-quiet small',
      type: 'button', 'aria-label': t('account.tokens.revokeNamed', { name: token.name }),
      onclick: async () => {
        if (await confirm({ title: t('account.tokens.revoke'), text: t('account.tokens.revoke.text', { name: token.name }), action: t('account.tokens.revoke'), danger: true })) {
          await api.del(`/tokens/${token.id}`).then(again);
        }
      },
    }, t('account.tokens.revoke')));
}

async function make(scopes, again) {
  const ticks = scopes.map((scope) => tick({
    label: t(`account.scope.${scope}`), name: scope, hint: scope, checked: scope === 'codes:read' || scope === 'entries:read',
  }));
  const made = await formDialog({
    title: t('account.tokens.make'), label: t('account.tokens.make'),
    fields: [
      field({ label: t('account.tokens.name'), name: 'name', hint: t('account.tokens.name.hint'), maxlength: '64' }),
      h('fieldset', {}, h('legend', {}, t('account.tokens.scopes')), ...ticks.map((each) => each.element)),
      choice({ label: t('account.tokens.days'), name: 'days', value: '90', options: DAYS.map((n) => [String(n), t('account.days', { n })]) }),
    ],
    submit: ({ name, days }) => {
      const chosen = ticks.filter((each) => each.value()).map((each) => each.name);
      if (chosen.length === 0) {
        throw { code: 'no-scope', detail: t('account.tokens.noScope') };
      }
      return api.post('/tokens', { name: name.trim(), scopes: chosen, days: Number(days) });
    },
  });
  if (made) {
    const opened = openDialog({
      title: t('account.tokens.made'),
      body: [h('p', { class: 'soft' }, t('account.tokens.made.text')),
        shownOnce({ title: t('account.tokens.made'), texts: [made.token], about: [] }, toast)],
      actions: [button({ label: t('account.saved'), kind: 'primary', onclick: () => opened.close() })],
    });
    await opened.closed;
    await again();
  }
}
