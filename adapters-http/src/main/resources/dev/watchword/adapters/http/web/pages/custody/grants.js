// Grants: who may read codes of what, from when until when, by which rules. For owners to change, for auditors to see.
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { choice, field } from '../../ui/form.js';
import { badge, empty } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';
import { events } from './events.js';
import { holderName, holders } from './holders.js';
import { localTime, ruleFields } from './links.js';

const DAY_MS = 24 * 3600 * 1000;

/** @return {HTMLElement} */
export function grants() {
  const place = h('div', { class: 'stack' });
  const mayChange = session.can('CHANGE_CUSTODY');
  const element = h('div', { class: 'stack' },
    h('div', { class: 'row between' }, h('p', { class: 'soft grow' }, t('custody.grants.text')),
      mayChange && button({ label: t('custody.grant.make'), icon: 'add', kind: 'primary', onclick: () => make(place) })), place);
  list(place);
  return element;
}

/** What is held, by id; an auditor has no work list. */
async function heldById() {
  const { held } = session.can('CUSTODY_WORK') ? await api.get('/custody/held') : { held: [] };
  return new Map(held.map((item) => [item.id, [plain(item.customer), plain(item.issuer), plain(item.account)].filter(Boolean).join(', ')]));
}

async function list(place) {
  const [{ grants: all }, known, names] = await Promise.all([api.get('/custody/grants'), holders(false), heldById()]);
  place.replaceChildren(all.length === 0 ? empty({ icon: 'key', title: t('custody.noGrants') })
    : h('ul', { class: 'card flush list' }, all.map((grant) => row(place, grant, known, names))));
}

function row(place, grant, known, names) {
  return h('li', { class: 'row between' },
    h('div', { class: 'grow' },
      h('p', {}, h('strong', {}, h('bdi', {}, holderName(grant.grantee, known))), ' · ', h('bdi', {}, names.get(grant.heldId) ?? grant.heldId.slice(-8))),
      h('p', { class: 'note' }, t('custody.grant.window', { from: dateTime(grant.notBefore), until: dateTime(grant.notAfter) })),
      h('p', { class: 'row tight' }, ...[
        badge(grant.maxReadings > 0 ? t('custody.grant.readingsOf', { count: grant.readings, most: grant.maxReadings }) : t('custody.grant.readings', { count: grant.readings })),
        grant.reasonRequired && badge(t('custody.rule.reason')), grant.approvalRequired && badge(t('custody.rule.approval')),
      ].filter(Boolean))),
    h('div', { class: 'row' }, button({ label: t('custody.events'), icon: 'audit', small: true, onclick: () => showEvents(grant.heldId) }), session.can('CHANGE_CUSTODY') && button({
      label: t('custody.grant.revoke'), small: true, kind: 'danger-quiet',
      onclick: async () => {
        if (await confirm({ title: t('custody.grant.revoke'), text: t('custody.grant.revoke.sure'), action: t('custody.grant.revoke'), danger: true })) {
          await api.del(`/custody/grants/${grant.id}`);
          toast(t('custody.grant.revoked'));
          await list(place);
        }
      },
    })));
}

/** What was done with what is held, with the reasons. @param {string} held */
export async function showEvents(held) {
  const answer = await api.get(`/custody/held/${held}/events`);
  openDialog({ title: t('custody.events'), wide: true, body: [events(answer.events)] });
}

async function make(place) {
  const [who, names] = await Promise.all([holders(false), heldById()]);
  if (names.size === 0) {
    toast(t('custody.noWork'));
    return;
  }
  const done = await formDialog({
    title: t('custody.grant.make'), label: t('custody.grant.make'), wide: true,
    fields: [
      choice({ label: t('custody.grant.what'), name: 'heldId', options: [...names], value: [...names][0][0] }),
      choice({ label: t('custody.who'), name: 'grantee', options: who, value: who[0][0] }),
      field({ label: t('custody.grant.from'), name: 'notBefore', type: 'datetime-local', optional: true, hint: t('custody.grant.from.hint') }),
      field({ label: t('custody.grant.until'), name: 'notAfter', type: 'datetime-local', value: localTime(Date.now() + DAY_MS) }),
      ...ruleFields(),
    ],
    blame: (problem) => problem.members?.parameter,
    submit: (values) => api.post('/custody/grants', {
      heldId: values.heldId, grantee: values.grantee, notAfter: new Date(values.notAfter).toISOString(),
      ...(values.notBefore ? { notBefore: new Date(values.notBefore).toISOString() } : {}),
      reasonRequired: values.reasonRequired, approvalRequired: values.approvalRequired, maxReadings: Number(values.maxReadings),
    }),
  });
  if (done) {
    toast(t('custody.grant.made'));
    await list(place);
  }
}
