// The recovery codes that a site gave, kept with the entry, and which of them are used.
import { get, post } from '../../api.js';
import { date, t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { h, plain } from '../../ui/dom.js';
import { field } from '../../ui/field.js';

/** Masked until asked for. @param {import('./store.js').Entry} entry */
export function recovery(entry) {
  const place = h('div', { class: 'stack tight' });
  const told = entry.recoveryCodes;
  const count = told && told.left + told.used > 0 ? t('vault.recoveryLeft', { count: told.left }) : '';
  const show = async () => place.replaceChildren(await list(entry, show));
  place.append(button({ label: t('vault.recoveryShow'), icon: 'eye', small: true, onclick: show }));
  return h('section', { class: 'stack tight part' }, h('div', { class: 'row between' }, h('h3', {}, t('vault.recovery')), count && h('span', { class: 'badge' }, count)), place);
}

async function list(entry, again) {
  const { codes } = await get(`/entries/${entry.id}/recovery-codes`);
  const may = session.can('CHANGE_RECOVERY');
  const lines = codes.map(({ code, usedAt }) => h('li', { class: usedAt ? 'used' : '' },
    h('code', {}, plain(code)),
    usedAt ? h('span', { class: 'note' }, t('vault.usedOn', { date: date(usedAt) }))
      : h('span', { class: 'row' },
        button({ label: t('vault.copyRecovery'), icon: 'copy', onlyIcon: true, small: true, onclick: () => copy(code) }),
        may && button({ label: t('vault.markUsed'), small: true, kind: 'plain', onclick: async () => { await post(`/entries/${entry.id}/recovery-codes/use`, { code }); await again(); } }))));
  return h('div', { class: 'stack tight' },
    lines.length > 0 ? h('ul', { class: 'recovery' }, lines) : h('p', { class: 'note' }, t('vault.recoveryNone')),
    may && adding(entry, again));
}

function adding(entry, again) {
  const text = field({ label: t('vault.recoveryAdd'), type: 'textarea', hint: t('vault.recoveryHint'), props: { autocomplete: 'off', spellcheck: 'false' } });
  return h('form', {
    class: 'stack tight',
    onsubmit: async (event) => {
      event.preventDefault();
      const codes = text.input.value.split(/[\n,;]+/).map((code) => code.trim()).filter(Boolean);
      try {
        await post(`/entries/${entry.id}/recovery-codes`, { codes });
        await again();
      } catch (problem) {
        text.setError(problem.sentence);
      }
    },
  }, text.element, h('div', {}, button({ label: t('vault.recoveryKeep'), small: true, type: 'submit' })));
}
