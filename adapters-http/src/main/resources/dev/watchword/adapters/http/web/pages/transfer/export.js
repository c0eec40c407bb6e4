// The export: choose a format, see what it can't hold, protect it, take the file.
import * as api from '../../api.js';
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { h, plain } from '../../ui/dom.js';
import { choice, form, sentenceOf, tick } from '../../ui/form.js';
import { newPassword } from '../../ui/new-password.js';
import { download } from '../../ui/once.js';
import { badge, notice } from '../../ui/pieces.js';
import { steps } from '../../ui/steps.js';

const FIRST = 'watchword';

/** Fills the panel with the first step. */
export async function exporting(place) {
  try {
    const { formats } = await api.get('/formats');
    const writable = formats.filter((each) => each.writes)
      .sort((a, b) => (b.id === FIRST) - (a.id === FIRST) || a.name.localeCompare(b.name));
    choose({ place, formats: writable }, FIRST);
  } catch (problem) {
    place.replaceChildren(notice('bad', sentenceOf(problem)));
  }
}

function fill(page, at, title, ...parts) {
  const heading = h('h2', { tabindex: '-1' }, title);
  page.place.replaceChildren(steps(['format', 'losses', 'protect', 'file'].map((each) => t(`transfer.step.${each}`)), at),
    h('section', { class: 'card stack' }, heading, parts));
  heading.focus();
}

function choose(page, id) {
  const about = h('p', { class: 'note' });
  const format = choice({
    label: t('transfer.format'), name: 'format', value: id, options: page.formats.map((each) => [each.id, each.name]),
  });
  const tell = () => {
    const chosen = page.formats.find((each) => each.id === format.value());
    about.replaceChildren(badge(t(`transfer.protection.${chosen.protection}`), chosen.protection === 'none' ? 'warn' : 'good'));
  };
  format.input.addEventListener('change', tell);
  tell();
  fill(page, 0, t('transfer.export.title'), h('p', { class: 'soft' }, t('transfer.export.text')), form({
    fields: [format, about],
    label: t('account.continue'),
    submit: async (values) => {
      const chosen = page.formats.find((each) => each.id === values.format);
      losses(page, chosen, await api.post('/export/check', { format: chosen.id }));
    },
  }));
}

function losses(page, format, report) {
  const all = report.losses;
  const out = new Set(all.filter((each) => each.leftOut).map((each) => each.position)).size;
  fill(page, 1, t('transfer.losses', { format: format.name }),
    all.length === 0 ? notice('good', t('transfer.losses.none', { count: report.entries }))
      : [notice('warn', t('transfer.losses.some', { count: out })),
        h('ul', { class: 'rows losses' }, all.map((each) => h('li', {},
          h('span', { class: 'grow' }, h('strong', {}, h('bdi', {}, plain(each.issuer) || t('transfer.noIssuer'))), ' ',
            h('bdi', { class: 'soft' }, plain(each.account)), h('span', { class: 'soft block small' }, each.what)),
          badge(t(each.leftOut ? 'transfer.leftOut' : 'transfer.partly'), each.leftOut ? 'bad' : 'warn'))))],
    h('div', { class: 'row' },
      button({ label: t('account.continue'), kind: 'primary', onclick: () => protect(page, format) }),
      button({ label: t('transfer.otherFormat'), onclick: () => choose(page, format.id) })));
}

function protect(page, format) {
  const fields = [];
  if (format.protection !== 'none') {
    fields.push(newPassword({ label: t('transfer.filePassword') }));
  }
  if (format.protection !== 'always') {
    fields.push(h('div', {}, notice('warn', t('transfer.plain.text'))), tick({ label: t('transfer.plain'), name: 'plain' }));
  }
  const [password] = fields.filter((each) => each.name === 'password');
  const plain_ = fields.find((each) => each.name === 'plain');
  if (password && plain_) {
    plain_.input.addEventListener('change', () => {
      password.input.required = !plain_.input.checked;
      password.element.hidden = plain_.input.checked;
    });
  }
  fill(page, 2, t('transfer.protect'), h('p', { class: 'soft' }, t('transfer.protect.text')), form({
    fields,
    label: t('transfer.export.go'),
    more: [button({ label: t('account.back'), onclick: () => choose(page, format.id) })],
    submit: async (values) => {
      if (format.protection === 'none' && !values.plain) {
        throw { code: 'plain-not-meant', detail: t('transfer.plain.needed') };
      }
      const secret = values.plain ? { plain: true } : { password: values.password };
      take(page, format, await api.call('POST', '/export', { json: { format: format.id, ...secret }, file: true }));
    },
  }));
}

async function take(page, format, response) {
  const blob = await response.blob();
  const named = /filename="([^"\\/]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  const name = named ?? `watchword-${format.id}`;
  download(blob, name);
  fill(page, 3, t('transfer.exported'), h('p', {}, t('transfer.exported.text')), h('p', {}, h('code', {}, name)),
    notice('warn', t('transfer.exported.care')),
    h('div', { class: 'row' }, button({ label: t('transfer.downloadAgain'), icon: 'download', onclick: () => download(blob, name) }),
      button({ label: t('transfer.otherFormat'), onclick: () => choose(page, format.id) })));
}
