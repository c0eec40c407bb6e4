// The trail names people and accounts by their ids; here they get the names that the reader may see.
import * as api from '../../api.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';
import { plain } from '../../ui/dom.js';

const ACTOR = /^(person|token)[ /]([0-9a-f-]{36})$/;
const SUBJECT = /^(person|watchword|entry)\/([0-9a-f-]{36})$/;

/** Who and what there is, as far as the person may see it. */
export async function knownNames() {
  const people = new Map([[session.person.id, plain(session.person.displayName)]]);
  const entries = new Map();
  if (session.can('SEE_PEOPLE')) {
    for (const person of (await api.get('/people')).people) {
      people.set(person.id, plain(person.displayName || person.name));
    }
  }
  if (session.can('SEE_ENTRIES')) {
    const answer = await api.get('/entries').catch(() => ({ entries: [] }));
    for (const entry of answer.entries ?? []) {
      entries.set(entry.id, [plain(entry.issuer), plain(entry.account)].filter(Boolean).join(': '));
    }
  }
  return { people, entries };
}

/** Who did it. @param {string} actor `person/ID`, `token/ID`, `page`, or an operator on the server */
export function actorName(actor, { people }) {
  const [, kind, id] = ACTOR.exec(actor) ?? [];
  if (kind === 'person') {
    return people.get(id) ?? t('audit.someone');
  }
  return kind === 'token' ? t('audit.aToken') : actor === 'page' ? t('audit.aPage') : plain(actor) || '—';
}

/** What it was about. */
export function subjectName(subject, { people, entries }) {
  const [, kind, id] = SUBJECT.exec(subject) ?? [];
  if (!kind) {
    return plain(subject).startsWith('vault/') ? t('audit.theVault') : plain(subject);
  }
  return (kind === 'entry' ? entries.get(id) : people.get(id)) ?? t(kind === 'entry' ? 'audit.anAccount' : 'audit.someone');
}
