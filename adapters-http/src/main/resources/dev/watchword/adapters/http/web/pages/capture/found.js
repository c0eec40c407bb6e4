// A code that was found: its picture, its names to correct, its live code to type into the site.
import { now } from '../../clock.js';
import { t } from '../../i18n.js';
import { button, buttonLink } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { h, plain } from '../../ui/dom.js';
import { field } from '../../ui/field.js';
import { icon } from '../../ui/icons.js';
import { grouped, notice, picture, spelt } from '../../ui/pieces.js';
import { counting, ring } from '../../ui/ring.js';
import { tile } from '../../ui/tile.js';
import { toast } from '../../ui/toast.js';
import { crop } from './crop.js';
import { keep, reading } from './reading.js';

const NEXT_SECONDS = 10;

/**
 * @param {import('./reading.js').FoundCode} found
 * @param {import('./reading.js').Source} source
 * @param {object} page
 * @param {boolean} page.mayKeep
 * @param {() => Promise<import('./reading.js').FoundCode|undefined>} page.again reads the source anew, for its next codes
 * @param {() => void} page.changed
 * @return {{element: HTMLElement, tick: () => void, keep: () => Promise<boolean>, kept: boolean}}
 */
export function foundCard(found, source, page) {
  let current = found;
  let asking = false;
  const digits = h('span', { class: 'shown', 'aria-hidden': 'true' });
  const spoken = h('span', { class: 'hidden-visually' });
  const code = h('button', { type: 'button', class: 'big-code', onclick: () => copy(value(), t('capture.copied')) }, digits, spoken);
  const time = ring();
  const next = h('p', { class: 'note next' });
  const issuer = field({ label: t('capture.issuer'), value: plain(found.issuer), props: { maxlength: 255, autocomplete: 'off' } });
  const account = field({ label: t('capture.account'), value: plain(found.account), props: { maxlength: 255, autocomplete: 'off' } });
  const tags = field({ label: t('capture.tags'), props: { autocomplete: 'off', placeholder: t('capture.tagsHint') } });
  const keeping = button({ label: t('capture.keep'), icon: 'check', kind: 'primary', type: 'submit' });
  const image = found.cutout ? h('div', { class: 'cutout' }, picture(found.cutout, t('capture.cutout')))
    : h('div', { class: 'cutout' }, crop(source, found, tile({ id: '', issuer: found.issuer, account: found.account })));
  const foot = h('div', { class: 'row' }, page.mayKeep && keeping,
    button({ label: t('capture.forget'), kind: 'plain', onclick: () => { card.element.remove(); card.gone = true; page.changed(); } }));
  const form = h('form', {
    class: 'stack', onsubmit: (event) => {
      event.preventDefault();
      card.keep();
    },
  }, page.mayKeep ? [h('div', { class: 'pair' }, issuer.element, account.element), tags.element] : h('div', {}, h('h3', {}, h('bdi', {}, plain(found.issuer) || t('capture.noIssuer'))), h('p', { class: 'soft' }, h('bdi', {}, plain(found.account)))), foot);
  const live = found.needsPin ? notice('warn', t('capture.needsPin'))
    : h('div', { class: 'live' }, h('div', { class: 'live-row' }, code, time.element), next);
  const name = () => plain(issuer.input.value) || plain(account.input.value) || t('capture.noIssuer');
  const value = () => counting(reading(current), now())?.code ?? (current.counter === undefined ? '' : current.current?.value ?? '');
  let shown;

  const card = {
    element: h('li', { class: 'card found' }, image, h('div', { class: 'stack' }, live, form)),
    kept: false,
    gone: false,
    tick() {
      const at = counting(reading(current), now());
      const counter = !reading(current) && current.current;
      time.element.hidden = Boolean(counter);
      time.show(at);
      code.classList.toggle('late', Boolean(at) && at.left <= 5);
      if (counter) {
        next.textContent = t('capture.counter');
      } else {
        next.replaceChildren(...(at?.next && at.left <= NEXT_SECONDS ? [t('capture.next'), ' ', h('b', { class: 'shown-next tabular' }, grouped(at.next))] : [t('capture.typeIt')]));
      }
      if (value() !== shown) {
        shown = value();
        digits.replaceChildren(...(shown ? grouped(shown) : ['••• •••']));
        code.disabled = !shown;
        spoken.textContent = shown ? t('capture.copyCode', { code: spelt(shown) }) : t('capture.codeComes');
      }
      if (!counter && !at?.next && !asking && !card.kept && !found.needsPin && !document.hidden) {
        asking = true;
        page.again().then((fresh) => { current = fresh ?? current; })
          .catch(() => {}).finally(() => setTimeout(() => { asking = false; }, 4000));
      }
    },
    async keep() {
      keeping.disabled = true;
      try {
        await keep(source, {
          issuer: issuer.input.value.trim(), account: account.input.value.trim(),
          tags: [...new Set(tags.input.value.split(',').map((tag) => tag.trim()).filter(Boolean))],
        });
        card.kept = true;
        issuer.input.disabled = account.input.disabled = tags.input.disabled = true;
        form.replaceChildren(h('p', { class: 'kept' }, icon('check'), h('span', {}, t('capture.kept', { name: name() }))),
          h('div', { class: 'row' }, buttonLink({ label: t('capture.toVault'), href: '/', kind: 'quiet' })));
        card.element.classList.add('is-kept');
        toast(t('capture.kept', { name: name() }));
        page.changed();
        return true;
      } catch (problem) {
        keeping.disabled = false;
        (problem.members?.parameter === 'account' ? account : issuer).setError(problem.sentence ?? String(problem));
        return false;
      }
    },
  };
  card.tick();
  return card;
}
