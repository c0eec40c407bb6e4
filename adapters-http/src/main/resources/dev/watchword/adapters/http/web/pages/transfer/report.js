// What becomes, or became, of each account in a file: added, there already, not read.
import { t } from '../../i18n.js';
import { h, plain } from '../../ui/dom.js';
import { badge, notice } from '../../ui/pieces.js';

/** How many accounts of all files end in which way. */
export function totals(report) {
  const count = (status) => report.files.flatMap((file) => file.entries).filter((entry) => entry.status === status).length;
  return {
    added: count('added'),
    duplicate: count('duplicate'),
    failed: report.files.reduce((sum, file) => sum + file.failures.length + (file.error ? 1 : 0), 0),
  };
}

/** One file, with every account named. */
export function fileReport(file) {
  return h('section', { class: 'file-report' },
    h('h3', {}, h('bdi', {}, plain(file.path)), ' ', file.format && badge(file.format)),
    file.error && notice('bad', messageOf(file)),
    file.warnings.map((text) => notice('warn', text)),
    file.failures.length > 0 && h('ul', { class: 'rows failures' }, file.failures.map((failure) =>
      h('li', {}, h('span', {}, t('transfer.item', { count: failure.item })), h('span', { class: 'grow' }, failure.reason)))),
    file.entries.length > 0 && h('ul', { class: 'rows' }, file.entries.map(entryRow)));
}

function messageOf(file) {
  return { 'password-needed': t('transfer.stillSealed'), 'wrong-password': t('transfer.wrongPassword') }[file.error] ?? file.message;
}

function entryRow(entry) {
  return h('li', {},
    h('span', { class: 'grow' }, h('strong', {}, h('bdi', {}, plain(entry.issuer) || t('transfer.noIssuer'))), ' ',
      h('bdi', { class: 'soft' }, plain(entry.account))),
    badge(t(`transfer.status.${entry.status}`), entry.status === 'added' ? 'good' : ''));
}
