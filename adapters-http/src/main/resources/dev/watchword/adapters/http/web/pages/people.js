// The people of this server, for its owner: invite, role, disable, reset of a factor, sessions.
import * as api from '../api.js';
import { dateTime, relative, t } from '../i18n.js';
import { session } from '../session.js';
import { button } from '../ui/button.js';
import { confirm, openDialog } from '../ui/dialog.js';
import { h, plain } from '../ui/dom.js';
import { formDialog } from '../ui/form-dialog.js';
import { choice, field } from '../ui/form.js';
import { menu } from '../ui/menu.js';
import { shownOnce } from '../ui/once.js';
import { badge, initials, notice, pageHead } from '../ui/pieces.js';
import { toast } from '../ui/toast.js';

const ROLES = ['owner', 'operator', 'viewer', 'auditor'];

/** Fills the page. */
export async function render(main, context) {
  const place = h('div', { class: 'stack' });
  const page = { place };
  main.append(
    pageHead(t('people.people'), button({ label: t('people.invite'), icon: 'add', kind: 'primary', onclick: () => invite(page) })),
    h('p', { class: 'lead' }, t('people.text')), place);
  await list(page);
}

async function list(page) {
  const { people } = await api.get('/people');
  page.place.replaceChildren(h('ul', { class: 'card flush list people' }, people.map((person) => row(page, person))),
    h('details', { class: 'card' }, h('summary', {}, t('people.roles')),
      h('dl', { class: 'roles' }, ROLES.flatMap((role) =>
        [h('dt', {}, t(`people.role.${role}`)), h('dd', {}, t(`people.role.${role}.text`))]))));
}

function row(page, person) {
  const self = person.id === session.current.person.id;
  const name = plain(person.displayName || person.name);
  const more = button({ label: t('people.actions', { name }), icon: 'more', onlyIcon: true });
  menu(more, () => actions(page, person, name));
  return h('li', { class: 'person', 'data-person': person.name },
    h('span', { class: 'face', 'aria-hidden': 'true' }, initials(name)),
    h('div', { class: 'grow' },
      h('p', { class: 'row tight' }, h('strong', {}, h('bdi', {}, name)), self && badge(t('people.you'), 'accent'), ...marks(person)),
      h('p', { class: 'soft small' }, h('bdi', {}, plain(person.name)), ' · ', t(`people.role.${person.role}`), ' · ', seen(person))),
    self ? h('span') : more);
}

function marks(person) {
  return [
    person.disabled && badge(t('people.disabled'), 'bad'),
    person.invitedUntil && badge(t('people.invited'), 'warn'),
    !person.invitedUntil && (person.mfa || person.passkeys > 0 ? badge(t('people.mfa'), 'good') : badge(t('people.noMfa'), 'warn')),
  ];
}

function seen(person) {
  if (person.invitedUntil) {
    return t('people.invitedUntil', { date: dateTime(person.invitedUntil) });
  }
  return person.lastSeenAt ? t('people.seen', { when: relative(person.lastSeenAt) }) : t('people.since', { date: dateTime(person.createdAt) });
}

function actions(page, person, name) {
  const run = (work, said) => async () => {
    await work();
    toast(said);
    await list(page);
  };
  const at = `/people/${person.id}`;
  const sure = async (key, work, said) => {
    if (await confirm({ title: t(`people.${key}`), text: t(`people.${key}.text`, { name }), action: t(`people.${key}`), danger: true })) {
      await run(work, said)();
    }
  };
  return [
    { label: t('people.changeRole'), icon: 'edit', onclick: () => changeRole(page, person, name) },
    { label: t('people.reset'), icon: 'key', onclick: () => reset(page, person, name) },
    { label: t('people.endSessions'), icon: 'out', onclick: () => sure('endSessions', () => api.del(`${at}/sessions`), t('people.sessionsEnded', { name })) },
    '-',
    person.disabled
      ? { label: t('people.enable'), icon: 'restore', onclick: run(() => api.patch(at, { disabled: false }), t('people.enabled', { name })) }
      : { label: t('people.disable'), icon: 'lock', danger: true, onclick: () => sure('disable', () => api.patch(at, { disabled: true }), t('people.isDisabled', { name })) },
    { label: t('people.remove'), icon: 'trash', danger: true, onclick: () => sure('remove', () => api.del(at), t('people.removed', { name })) },
  ];
}

function roleChoice(value) {
  return choice({ label: t('people.role'), name: 'role', value, options: ROLES.map((role) => [role, t(`people.role.${role}`)]), hint: t('people.role.hint') });
}

async function changeRole(page, person, name) {
  const done = await formDialog({
    title: t('people.changeRoleOf', { name }), fields: [roleChoice(person.role)], label: t('account.save'),
    submit: ({ role }) => api.patch(`/people/${person.id}`, { role }),
  });
  if (done) {
    toast(t('people.roleChanged', { name }));
    await list(page);
  }
}

async function invite(page) {
  const made = await formDialog({
    title: t('people.invite'), text: t('people.invite.text'), label: t('people.invite.make'),
    fields: [
      field({ label: t('account.displayName'), name: 'displayName', maxlength: '64', autocomplete: 'off', autocapitalize: 'words' }),
      field({ label: t('account.name'), name: 'name', hint: t('account.name.hint'), maxlength: '64', autocomplete: 'off' }),
      roleChoice('operator'),
    ],
    blame: (problem) => (problem.code === 'name-taken' ? 'name' : undefined),
    submit: ({ name, displayName, role }) => api.post('/people', { name: name.trim(), displayName: displayName.trim(), role }),
  });
  if (made) {
    await handOver(page, made.invite, plain(made.person.displayName));
  }
}

async function reset(page, person, name) { // EN-10
  if (await confirm({ title: t('people.reset'), text: t('people.reset.text', { name }), action: t('people.reset'), danger: true })) {
    const answer = await api.post(`/people/${person.id}/reset`, {});
    await handOver(page, answer.invite ?? answer, name);
  }
}

async function handOver(page, given, name) {
  const address = `${location.origin}/invite`;
  const opened = openDialog({
    title: t('people.handOver', { name }),
    body: [
      h('p', {}, t('people.handOver.text')),
      h('p', { class: 'small' }, t('people.handOver.address'), ' ', h('code', {}, address)),
      shownOnce({ title: t('people.code'), texts: [given.code], about: [] }, toast),
      notice('warn', t('people.handOver.until', { date: dateTime(given.expiresAt) })),
    ],
    actions: [button({ label: t('people.handedOver'), kind: 'primary', onclick: () => opened.close() })],
  });
  await opened.closed;
  await list(page);
}
