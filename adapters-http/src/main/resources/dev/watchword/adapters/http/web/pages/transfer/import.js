// The import: choose files, see what would come of them, then let them in.
import * as api from '../../api.js';
import { t } from '../../i18n.js';
import { go } from '../../router.js';
import { button, busy } from '../../ui/button.js';
import { h } from '../../ui/dom.js';
import { field, form, sentenceOf } from '../../ui/form.js';
import { notice } from '../../ui/pieces.js';
import { steps } from '../../ui/steps.js';
import { toast } from '../../ui/toast.js';
import { fileReport, totals } from './report.js';

const MAX_BYTES = 32 * 1024 * 1024;

/** Fills the panel with the first step. */
export function importing(place) {
  choose({ place });
}

function fill(page, at, ...parts) {
  page.place.replaceChildren(steps(['choose', 'look', 'done'].map((each) => t(`transfer.step.${each}`)), at), ...parts);
  page.place.querySelector('h2')?.focus();
}

function heading(text) {
  return h('h2', { tabindex: '-1' }, text);
}

function choose(page) {
  const input = h('input', { type: 'file', multiple: true, hidden: true, 'data-choose': true });
  const status = h('div', { role: 'status' });
  const pick = button({ label: t('transfer.choose'), icon: 'file', kind: 'primary', onclick: () => input.click() });
  const take = async (files) => {
    if (files.length === 0) {
      return;
    }
    if (files.reduce((sum, file) => sum + file.size, 0) > MAX_BYTES) {
      status.replaceChildren(notice('bad', t('transfer.tooLarge')));
      return;
    }
    status.replaceChildren(h('p', { class: 'soft' }, t('transfer.reading', { count: files.length })));
    try {
      await busy(pick, look(page, { files }));
    } catch (problem) {
      status.replaceChildren(notice('bad', sentenceOf(problem)));
    }
  };
  input.addEventListener('change', () => take([...input.files]));
  const drop = h('div', { class: 'drop-files' }, h('p', { class: 'drop-title' }, t('transfer.drop')),
    h('p', { class: 'soft small' }, t('transfer.drop.text')), pick, input);
  dropping(drop, take);
  fill(page, 0, h('section', { class: 'card stack' }, heading(t('transfer.import.title')),
    h('p', { class: 'soft' }, t('transfer.import.text')), drop, status));
}

function dropping(drop, take) {
  for (const kind of ['dragenter', 'dragover']) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  drop.addEventListener('dragleave', (event) => {
    if (!drop.contains(event.relatedTarget)) {
      drop.classList.remove('over');
    }
  });
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    take([...event.dataTransfer.files]);
  });
}

function send({ files, password, keyFile }, dryRun) {
  const body = new FormData();
  if (password) {
    body.append('password', password);
  }
  if (keyFile) {
    body.append('keyFile', keyFile, keyFile.name);
  }
  files.forEach((file) => body.append('file', file, file.name));
  return api.call('POST', `/import?dryRun=${dryRun}`, { form: body });
}

/** The dry run; nothing is changed. */
async function look(page, given) {
  const report = await send(given, true);
  const errors = report.files.map((file) => file.error);
  if (errors.includes('password-needed') || errors.includes('wrong-password')) {
    askPassword(page, given, report, errors.includes('wrong-password') && Boolean(given.password));
  } else {
    preview(page, given, report);
  }
}

function askPassword(page, given, report, wrong) {
  const sealed = report.files.filter((file) => /password/.test(file.error ?? ''));
  const password = field({ label: t('transfer.password'), name: 'password', type: 'password', autocomplete: 'off' });
  const keyFile = h('input', { type: 'file', class: 'input', id: 'key-file' });
  fill(page, 0, h('section', { class: 'card stack' }, heading(t('transfer.sealed')),
    h('p', { class: 'soft' }, t('transfer.sealed.text')),
    h('ul', { class: 'names' }, sealed.map((file) => h('li', {}, h('bdi', {}, file.path)))),
    form({
      fields: [password, h('details', {}, h('summary', {}, t('transfer.keyFile')),
        h('div', { class: 'field' }, h('label', { for: 'key-file' }, t('transfer.keyFile.label')), keyFile))],
      label: t('account.continue'),
      more: [button({ label: t('transfer.without'), onclick: () => preview(page, given, report) }),
        button({ label: t('transfer.again'), kind: 'plain', onclick: () => choose(page) })],
      submit: (values) => look(page, { ...given, password: values.password, keyFile: keyFile.files[0] }),
    })));
  if (wrong) {
    password.fail(t('transfer.wrongPassword'));
  } else {
    password.input.focus();
  }
}

function preview(page, given, report) {
  const { added } = totals(report);
  const wrong = h('div', { role: 'alert' });
  const go = button({
    label: t('transfer.importN', { count: added }), kind: 'primary', icon: 'download',
    onclick: async () => {
      try {
        done(page, await send(given, false));
      } catch (problem) {
        wrong.replaceChildren(notice('bad', sentenceOf(problem)));
      }
    },
  });
  fill(page, 1, h('section', { class: 'card stack' }, heading(t('transfer.look')),
    h('p', { class: 'soft' }, t('transfer.look.text')), summary(report, 'would'),
    report.files.map((file) => fileReport(file)), wrong,
    h('div', { class: 'row' }, added > 0 && go, button({ label: t('transfer.again'), onclick: () => choose(page) }))));
}

function summary(report, how) {
  const sums = totals(report);
  return h('dl', { class: 'sums' }, ['added', 'duplicate', 'failed'].map((each) =>
    h('div', { class: `sum ${each}`, 'data-sum': each }, h('dt', {}, t(`transfer.${how}.${each}`)), h('dd', {}, String(sums[each])))));
}

function done(page, report) {
  const { added } = totals(report);
  fill(page, 2, h('section', { class: 'card stack' }, heading(t('transfer.done', { count: added })),
    summary(report, 'did'), report.files.map((file) => fileReport(file)),
    h('div', { class: 'row' }, button({ label: t('transfer.toVault'), kind: 'primary', onclick: () => go('/') }),
      button({ label: t('transfer.more'), onclick: () => choose(page) }))));
  toast(t('transfer.done', { count: added }));
}
