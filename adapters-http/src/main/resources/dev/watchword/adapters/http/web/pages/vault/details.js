// All about one entry, at the side: its code in large, names, tags, note, recovery codes, its QR code.
import { now } from '../../clock.js';
import { date, t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { openDialog } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { checkbox, field } from '../../ui/field.js';
import { grouped, spelt } from '../../ui/pieces.js';
import { counting, ring } from '../../ui/ring.js';
import { tile } from '../../ui/tile.js';
import { toast } from '../../ui/toast.js';
import { ownPicture } from './picture.js';
import { recovery } from './recovery.js';
import { secretPart } from './reveal.js';
import { nameOf } from './row.js';

/** @param {import('./page.js').VaultPage} page @param {import('./store.js').Entry} entry */
export function details(page, entry) {
  const live = page.showsCodes ? liveCode(page, entry) : null;
  const opened = openDialog({
    title: nameOf(entry),
    side: true,
    body: [
      h('div', { class: 'entry-head' }, page.mayChange && !page.store.trash ? ownPicture(page, entry) : tile(entry), h('p', { class: 'soft' }, h('bdi', {}, plain(entry.account))), !page.mayChange && tagList(entry)),
      live?.element,
      page.mayChange && !page.store.trash && form(page, entry, () => opened.close()),
      !page.mayChange && entry.note && h('p', {}, plain(entry.note)),
      session.can('READ_RECOVERY') && !page.store.trash && recovery(entry),
      session.can('SECRETS') && !page.store.trash && secretPart(entry),
      h('dl', { class: 'facts' }, facts(entry)),
      page.mayChange && foot(page, entry, () => opened.close()),
    ].filter(Boolean),
    onclose: () => live?.stop(),
  });
  opened.element.classList.add('entry-details');
  opened.element.querySelector('.big-code:not(:disabled)')?.focus();
}

function liveCode(page, entry) {
  const digits = h('span', { 'aria-hidden': 'true' });
  const spoken = h('span', { class: 'hidden-visually' });
  const time = ring();
  const code = h('button', { type: 'button', class: 'big-code', onclick: () => page.copy(entry) }, digits, spoken);
  const next = h('p', { class: 'note next' });
  const again = entry.type === 'hotp' && button({ label: t('vault.countUp'), icon: 'refresh', small: true, onclick: () => page.count(entry) });
  let shown;
  const tick = () => {
    const reading = page.store.codes.get(entry.id);
    const at = counting(reading, now());
    const value = reading?.counted ?? at?.code ?? '';
    time.show(value ? at : undefined);
    time.element.hidden = entry.type === 'hotp';
    code.classList.toggle('late', Boolean(at?.code) && at.left <= 5);
    next.replaceChildren(...(at?.next ? [t('vault.next'), ' ', h('b', { class: 'shown-next tabular' }, grouped(at.next))] : []));
    if (value !== shown) {
      shown = value;
      code.disabled = !value && entry.type !== 'hotp';
      digits.replaceChildren(...(value ? grouped(value) : ['••• •••']));
      spoken.textContent = value ? t('vault.copyCode', { name: nameOf(entry), code: spelt(value) }) : t('vault.codeComes');
    }
  };
  tick();
  const timer = setInterval(tick, 250);
  return {
    element: h('div', { class: 'live' }, h('div', { class: 'live-row' }, code, time.element), again || next),
    stop: () => clearInterval(timer),
  };
}

function tagList(entry) {
  return h('p', { class: 'row' }, entry.tags.map((tag) => h('span', { class: 'badge' }, plain(tag))));
}

function form(page, entry, close) {
  const issuer = field({ label: t('vault.issuer'), value: entry.issuer, props: { maxlength: 255, autocomplete: 'off' } });
  const account = field({ label: t('vault.account'), value: entry.account, props: { maxlength: 255, autocomplete: 'off' } });
  const tags = field({ label: t('vault.tags'), value: entry.tags.join(', '), hint: t('vault.tagsHint'), props: { autocomplete: 'off' } });
  const note = field({ label: t('vault.note'), type: 'textarea', value: entry.note, props: { maxlength: 4000 } });
  const pinned = checkbox({ label: t('vault.pinnedLabel'), checked: entry.pinned });
  const save = button({ label: t('shell.save'), kind: 'primary', type: 'submit' });
  return h('form', {
    class: 'stack', 'aria-label': t('vault.details'),
    onsubmit: async (event) => {
      event.preventDefault();
      save.disabled = true;
      try {
        await page.change(entry, {
          issuer: issuer.input.value.trim(), account: account.input.value.trim(), note: note.input.value,
          tags: [...new Set(tags.input.value.split(',').map((tag) => tag.trim()).filter(Boolean))], pinned: pinned.input.checked,
        });
        toast(t('vault.saved'));
        close();
      } catch (problem) {
        const which = { issuer, account, tags, note }[problem.members?.parameter] ?? issuer;
        which.setError(problem.sentence ?? String(problem));
      } finally {
        save.disabled = false;
      }
    },
  }, h('div', { class: 'pair' }, issuer.element, account.element), tags.element, note.element, pinned.element,
  h('div', { class: 'row end' }, save));
}

function facts(entry) {
  const pairs = [
    [t('vault.fact.type'), t(`vault.type.${entry.type}`)],
    entry.algorithm && [t('vault.fact.how'), `${entry.algorithm.replace('HMAC_', '').replace('_', '-')}, ${t('vault.fact.digits', { count: entry.digits })}${entry.periodSeconds ? `, ${t('shell.seconds', { count: entry.periodSeconds })}` : ''}`],
    [t('vault.fact.since'), date(entry.createdAt)],
    entry.trashedAt && [t('vault.fact.trashed'), date(entry.trashedAt)],
  ];
  return pairs.filter(Boolean).flatMap(([term, what]) => [h('dt', {}, term), h('dd', {}, what)]);
}

function foot(page, entry, close) {
  return h('div', { class: 'row between foot' }, page.store.trash
    ? [button({ label: t('vault.restore'), icon: 'restore', kind: 'primary', onclick: () => { close(); return page.batch('restore', [entry.id]); } }),
      button({ label: t('vault.purge'), icon: 'trash', kind: 'danger-quiet', onclick: () => { close(); return page.purge([entry.id]); } })]
    : [button({ label: t('vault.toTrash'), icon: 'trash', kind: 'danger-quiet', onclick: () => { close(); return page.trash(entry); } })]);
}
