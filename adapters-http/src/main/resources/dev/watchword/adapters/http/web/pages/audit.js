// The audit trail: what happened, with filters, and whether the chain is whole.
import * as api from '../api.js';
import { dateTime, loadArea, t } from '../i18n.js';
import { session } from '../session.js';
import { button } from '../ui/button.js';
import { h, plain } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { choice, field, form, sentenceOf, wordsFor } from '../ui/form.js';
import { empty, notice, pageHead } from '../ui/pieces.js';
import { announce } from '../ui/toast.js';
import { actorName, knownNames, subjectName } from './audit/names.js';

const PAGE = 50;
const GROUPS = ['session', 'password', 'otp', 'enrolment', 'factor', 'recovery', 'account', 'token', 'entry', 'transfer', 'custody', 'access', 'alarm', 'audit'];

/** Fills the page. */
export async function render(main, context) {
  await loadArea('account');
  const names = await knownNames();
  const rows = h('tbody');
  const state = { filters: {}, next: null };
  const more = button({ label: t('audit.older'), onclick: () => load(false) });
  const table = h('div', { class: 'card flush scroll-x', tabindex: '0', role: 'region', 'aria-label': t('audit.audit') },
    h('table', { class: 'audit' },
      h('thead', {}, h('tr', {}, ['at', 'actor', 'event', 'subject', 'source'].map((each) => h('th', { scope: 'col' }, t(`audit.${each}`))))),
      rows));
  const none = h('div', { class: 'card', hidden: true }, empty({ icon: 'audit', title: t('audit.none'), text: t('audit.none.text') }));
  async function load(afresh) {
    const query = new URLSearchParams({ ...state.filters, limit: String(PAGE), ...(afresh ? {} : { before: String(state.next) }) });
    const { entries, next } = await api.get(`/audit?${query}`);
    if (afresh) {
      rows.replaceChildren();
    }
    rows.append(...entries.map((entry) => row(entry, names)));
    state.next = next;
    more.hidden = next === null || next === undefined;
    none.hidden = rows.hasChildNodes();
    table.hidden = !rows.hasChildNodes();
    announce(t('audit.shown', { count: rows.children.length }));
  }
  main.append(pageHead(t('audit.audit')), h('p', { class: 'lead' }, t('audit.text')),
    h('div', { class: 'stack' }, session.can('READ_AUDIT') && chain(), filters(names, async (values) => {
      state.filters = values;
      await load(true);
    }), table, none, h('div', { class: 'row' }, more)));
  await load(true);
}

function row(entry, names) {
  const time = h('time', { datetime: entry.at }, dateTime(entry.at));
  return h('tr', {},
    h('td', { class: 'nowrap tabular' }, time, h('span', { class: 'soft small block' }, `#${entry.seq}`)),
    h('td', {}, h('bdi', {}, actorName(entry.actor, names))),
    h('td', {}, h('span', {}, wordsFor(`audit.event.${entry.event}`, {}, entry.event)), h('code', { class: 'soft small block' }, entry.event),
      entry.detail && h('span', { class: 'soft small block' }, plain(entry.detail))),
    h('td', {}, h('bdi', { title: plain(entry.subject) }, subjectName(entry.subject, names))),
    h('td', { class: 'soft' }, plain(entry.source)));
}

function filters({ people }, apply) {
  const from = field({ label: t('audit.from'), name: 'from', type: 'date', optional: true });
  const to = field({ label: t('audit.to'), name: 'to', type: 'date', optional: true });
  const actor = choice({
    label: t('audit.actor'), name: 'actor', value: '',
    options: [['', t('audit.anybody')], ...[...people].map(([id, name]) => [`person ${id}`, name])],
  });
  const action = choice({
    label: t('audit.event'), name: 'action', value: '',
    options: [['', t('audit.all')], ...GROUPS.map((each) => [each, t(`audit.group.${each}`)])],
  });
  return h('div', { class: 'card filters' }, form({
    fields: [h('div', { class: 'filter-fields' }, [from, to, actor, action].map((each) => each.element))],
    label: t('audit.filter'),
    submit: () => apply(asked(from.value(), to.value(), actor.value(), action.value())),
    more: [button({
      label: t('audit.clear'),
      onclick: () => {
        [from, to, actor, action].forEach((each) => { each.input.value = ''; });
        return apply({});
      },
    })],
  }));
}

/** Days are those of the person's own time zone; the second one is meant to its end. */
function asked(from, to, actor, action) {
  const end = to && new Date(`${to}T00:00`);
  end && end.setDate(end.getDate() + 1);
  return Object.fromEntries(Object.entries({
    from: from && new Date(`${from}T00:00`).toISOString(), to: end && end.toISOString(), actor, action,
  }).filter(([, value]) => value));
}

function chain() {
  const state = h('div', { role: 'status' }, h('p', { class: 'soft' }, t('audit.chain.text')));
  const check = button({
    label: t('audit.verify'), icon: 'shield',
    onclick: async () => {
      try {
        state.replaceChildren(verdict(await api.get('/audit/verify')));
      } catch (problem) {
        state.replaceChildren(notice('bad', sentenceOf(problem)));
        }
    },
  });
  return h('section', { class: 'card stack', 'aria-labelledby': 'chain' },
    h('div', { class: 'row between' }, h('h2', { id: 'chain' }, t('audit.chain')),
      h('div', { class: 'row' },
        h('a', { class: 'button', href: '/api/v1/audit/export', download: 'watchword-audit.jsonl' }, icon('download'), t('audit.download')), check)),
    state);
}

function verdict(report) {
  if (report.state === 'broken') {
    return notice('bad', h('strong', {}, t('audit.broken', { seq: report.seq })), h('p', {}, report.problem), h('p', {}, t('audit.broken.text')));
  }
  if (report.state === 'contradicted') {
    return notice('bad', h('strong', {}, t('audit.contradicted', { count: report.count })),
      h('ul', {}, report.findings.map((finding) => h('li', {}, h('bdi', {}, finding.subject), ': ', finding.problem))),
      h('p', {}, t('audit.contradicted.text')));
  }
  return notice('good', h('strong', {}, t('audit.intact', { count: report.entries })),
    report.anchoredSeq !== null && report.anchoredSeq !== undefined
      ? h('p', {}, t('audit.anchored', { seq: report.anchoredSeq })) : h('p', {}, t('audit.notAnchored')),
    report.archived > 0 ? h('p', {}, t('audit.archived', { count: report.archived })) : null);
}
