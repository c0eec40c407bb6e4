// Who may be let read codes: oneself, anyone who works here, a person, a team.
import * as api from '../../api.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';
import { plain } from '../../ui/dom.js';

const READERS = ['owner', 'operator'];

/** The people that may read codes, for whoever may see people. @return {Promise<{id: string, displayName: string, name: string, role: string}[]>} */
export async function people() {
  if (!session.can('SEE_PEOPLE')) {
    return [];
  }
  return (await api.get('/people')).people;
}

/** @param {boolean} [me] whether oneself is among them @return {Promise<[string, string][]>} value and text of a choice */
export async function holders(me = true) {
  const [all, { teams }] = await Promise.all([people(), session.can('SEE_CUSTODY') ? api.get('/teams') : { teams: [] }]);
  return [
    ...(me ? [['me', t('custody.who.me')]] : []),
    ['anyone', t('custody.who.anyone')],
    ...teams.map((team) => [`team:${team.id}`, t('custody.who.team', { name: plain(team.name) })]),
    ...all.filter((person) => READERS.includes(person.role) && person.id !== session.person.id && !person.disabled)
      .map((person) => [`person:${person.id}`, plain(person.displayName || person.name)]),
  ];
}

/** How a grant's holder is shown. @param {string} grantee @param {[string, string][]} known */
export function holderName(grantee, known) {
  if (grantee === `person:${session.person?.id}`) {
    return t('custody.who.me');
  }
  return known.find(([value]) => value === grantee)?.[1] ?? t('custody.who.unknown', { id: grantee.slice(-8) });
}
