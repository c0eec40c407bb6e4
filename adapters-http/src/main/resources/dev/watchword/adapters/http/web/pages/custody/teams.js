// Teams: several people to whom a grant is given as one.
import * as api from '../../api.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { confirm } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { field, tick } from '../../ui/form.js';
import { empty } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';
import { people } from './holders.js';

/** @return {HTMLElement} */
export function teams() {
  const place = h('div', { class: 'stack' });
  const element = h('div', { class: 'stack' },
    h('div', { class: 'row between' }, h('p', { class: 'soft grow' }, t('custody.teams.text')),
      session.can('CHANGE_CUSTODY') && button({ label: t('custody.team.make'), icon: 'add', kind: 'primary', onclick: () => edit(place) })), place);
  list(place);
  return element;
}

async function list(place) {
  const [{ teams: all }, known] = await Promise.all([api.get('/teams'), people()]);
  const name = (id) => { const person = known.find((each) => each.id === id); return person ? plain(person.displayName || person.name) : id.slice(-8); };
  place.replaceChildren(all.length === 0 ? empty({ icon: 'people', title: t('custody.noTeams') })
    : h('ul', { class: 'card flush list' }, all.map((team) => h('li', { class: 'row between' },
      h('div', { class: 'grow' }, h('p', {}, h('strong', {}, h('bdi', {}, plain(team.name)))),
        h('p', { class: 'note' }, team.members.length === 0 ? t('custody.team.nobody') : team.members.map(name).join(', '))),
      session.can('CHANGE_CUSTODY') && h('div', { class: 'row' },
        button({ label: t('custody.team.edit'), icon: 'edit', small: true, onclick: () => edit(place, team) }),
        button({ label: t('custody.team.remove'), kind: 'danger-quiet', small: true, onclick: () => remove(place, team) }))))));
}

async function edit(place, team) {
  const known = (await people()).filter((person) => ['owner', 'operator'].includes(person.role));
  const done = await formDialog({
    title: t(team ? 'custody.team.edit' : 'custody.team.make'), label: t('account.save'), text: t('custody.team.members'),
    fields: [
      field({ label: t('custody.team.name'), name: 'name', maxlength: '64', autocomplete: 'off', value: team?.name ?? '' }),
      ...known.map((person) => tick({ label: plain(person.displayName || person.name), name: person.id, checked: team?.members.includes(person.id) ?? false })),
    ],
    blame: (problem) => problem.members?.parameter,
    submit: ({ name, ...ticked }) => {
      const body = { name: name.trim(), members: Object.keys(ticked).filter((id) => ticked[id]) };
      return team ? api.patch(`/teams/${team.id}`, body) : api.post('/teams', body);
    },
  });
  if (done) {
    toast(t('custody.team.saved'));
    await list(place);
  }
}

async function remove(place, team) {
  if (await confirm({ title: t('custody.team.remove'), text: t('custody.team.remove.sure', { name: plain(team.name) }), action: t('custody.team.remove'), danger: true })) {
    await api.del(`/teams/${team.id}`);
    toast(t('custody.team.removed'));
    await list(place);
  }
}
