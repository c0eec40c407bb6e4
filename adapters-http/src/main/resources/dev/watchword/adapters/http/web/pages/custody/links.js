// Upload links: made, shown once, taken back.
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { choice, field, tick } from '../../ui/form.js';
import { shownOnce } from '../../ui/once.js';
import { badge, empty, notice } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';
import { holders } from './holders.js';

const WEEK_MS = 7 * 24 * 3600 * 1000;
const MARKS = { open: 'good', used: '', revoked: 'warn', dead: 'bad' };

/** @return {HTMLElement} */
export function links() {
  const place = h('div', { class: 'stack' });
  const element = h('div', { class: 'stack' },
    h('div', { class: 'row between' }, h('p', { class: 'soft grow' }, t('custody.links.text')), button({ label: t('custody.link.make'), icon: 'add', kind: 'primary', onclick: () => make(place) })), place);
  list(place);
  return element;
}

async function list(place) {
  const { links: all } = await api.get('/custody/links');
  place.replaceChildren(all.length === 0 ? empty({ icon: 'upload', title: t('custody.noLinks') })
    : h('ul', { class: 'card flush list' }, all.map((link) => row(place, link))));
}

function row(place, link) {
  const over = link.state === 'open' && Date.parse(link.expiresAt) <= Date.now();
  return h('li', { class: 'row between' },
    h('div', { class: 'grow' },
      h('p', { class: 'row tight' }, h('strong', {}, h('bdi', {}, plain(link.customer))), badge(t(over ? 'custody.link.over' : `custody.link.${link.state}`), over ? '' : MARKS[link.state]), link.pinNeeded && badge(t('custody.link.pin'))),
      h('p', {}, h('bdi', {}, plain(link.expectedIssuer)), ' ', h('span', { class: 'soft' }, h('bdi', {}, plain(link.expectedAccount)))),
      h('p', { class: 'note' }, h('bdi', {}, plain(link.purpose)), ' · ', t('custody.link.about', { by: plain(link.createdBy), open: dateTime(link.expiresAt), held: dateTime(link.heldUntil) }))),
    link.state === 'open' && !over && button({
      label: t('custody.link.revoke'), small: true, kind: 'danger-quiet',
      onclick: async () => {
        if (await confirm({ title: t('custody.link.revoke'), text: t('custody.link.revoke.sure', { customer: plain(link.customer) }), action: t('custody.link.revoke'), danger: true })) {
          await api.del(`/custody/links/${link.id}`);
          toast(t('custody.link.revoked'));
          await list(place);
        }
      },
    }));
}

/** A moment as `datetime-local` has it. */
export function localTime(at) {
  const moved = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return moved.toISOString().slice(0, 16);
}

/** The fields of the rules by which codes are read, of links and of grants. */
export function ruleFields() {
  return [
    tick({ label: t('custody.rule.reason'), name: 'reasonRequired' }),
    tick({ label: t('custody.rule.approval'), name: 'approvalRequired' }),
    field({ label: t('custody.rule.max'), name: 'maxReadings', type: 'number', min: '0', max: '1000000', value: '0', hint: t('custody.rule.max.hint') }),
  ];
}

async function make(place) {
  const who = await holders();
  const made = await formDialog({
    title: t('custody.link.make'), label: t('custody.link.make'), wide: true,
    fields: [
      field({ label: t('custody.customer'), name: 'customer', maxlength: '100', autocomplete: 'off', autocapitalize: 'words' }),
      field({ label: t('custody.issuer'), name: 'expectedIssuer', maxlength: '100', autocomplete: 'off', hint: t('custody.issuer.hint') }),
      field({ label: t('custody.account'), name: 'expectedAccount', maxlength: '100', autocomplete: 'off', optional: true, hint: t('custody.account.hint') }),
      field({ label: t('custody.purpose'), name: 'purpose', maxlength: '200', autocomplete: 'off', autocapitalize: 'sentences', hint: t('custody.purpose.hint') }),
      field({ label: t('custody.heldUntil'), name: 'heldUntil', type: 'datetime-local', value: localTime(Date.now() + WEEK_MS) }),
      choice({ label: t('custody.who'), name: 'grantee', options: who, value: who[0][0] }),
      field({ label: t('custody.pictures'), name: 'pictures', type: 'number', min: '1', max: '10', value: '1' }),
      field({ label: t('custody.pin.choose'), name: 'pin', minlength: '4', maxlength: '32', autocomplete: 'off', optional: true, hint: t('custody.pin.choose.hint') }),
      ...ruleFields(),
    ],
    blame: (problem) => problem.members?.parameter,
    submit: (values) => api.post('/custody/links', {
      customer: values.customer.trim(), expectedIssuer: values.expectedIssuer.trim(), purpose: values.purpose.trim(),
      ...(values.expectedAccount.trim() ? { expectedAccount: values.expectedAccount.trim() } : {}),
      ...(values.pin.trim() ? { pin: values.pin.trim() } : {}),
      ...(values.grantee === 'me' ? {} : { grantees: [values.grantee] }),
      heldUntil: new Date(values.heldUntil).toISOString(), pictures: Number(values.pictures),
      reasonRequired: values.reasonRequired, approvalRequired: values.approvalRequired, maxReadings: Number(values.maxReadings),
    }),
  });
  if (made) {
    const opened = openDialog({
      title: t('custody.link.made', { customer: plain(made.link.customer) }), wide: true,
      body: [
        h('p', {}, t('custody.link.send')),
        shownOnce({ title: t('custody.link.address'), texts: [location.origin + made.url], about: [] }, toast),
        notice('warn', t('custody.link.once', { until: dateTime(made.link.expiresAt) })),
        made.link.pinNeeded && notice('info', t('custody.link.pinApart')),
      ].filter(Boolean),
      actions: [button({ label: t('shell.done'), kind: 'primary', onclick: () => opened.close() })],
    });
    await opened.closed;
    await list(place);
  }
}
