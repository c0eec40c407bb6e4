// An entry's own picture, in the place of the site's sign.
import { del, get, put } from '../../api.js';
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { h } from '../../ui/dom.js';
import { tile } from '../../ui/tile.js';
import { toast } from '../../ui/toast.js';

/** What the server takes. */
const KINDS = 'image/png,image/jpeg,image/gif,image/bmp,image/webp';

/** The tile, with buttons to choose another picture and to take it away. @param {import('./page.js').VaultPage} page @param {import('./store.js').Entry} entry */
export function ownPicture(page, entry) {
  const wrong = h('p', { class: 'note bad', role: 'alert', hidden: true });
  const file = h('input', { type: 'file', accept: KINDS, class: 'hidden-visually', tabindex: '-1', 'aria-label': t('vault.pictureChoose') });
  const place = h('div', { class: 'entry-picture' });
  const show = () => {
    const now = page.store.entries.get(entry.id) ?? entry;
    place.replaceChildren(tile(now), h('div', { class: 'row' },
      button({ label: t('vault.pictureChoose'), small: true, kind: 'plain', onclick: () => file.click() }),
      now.icon === 'own' && button({ label: t('vault.pictureRemove'), small: true, kind: 'plain', onclick: () => change(() => del(`/entries/${entry.id}/icon`), t('vault.pictureRemoved')) })));
  };
  async function change(act, said) {
    wrong.hidden = true;
    try {
      await act();
      page.store.put(await get(`/entries/${entry.id}`));
      toast(said);
      show();
    } catch (problem) {
      wrong.textContent = problem.sentence ?? String(problem);
      wrong.hidden = false;
    }
  }
  file.addEventListener('change', () => {
    const [chosen] = file.files;
    file.value = '';
    if (chosen) {
      change(() => put(`/entries/${entry.id}/icon`, undefined, { raw: chosen, type: chosen.type }), t('vault.pictureKept'));
    }
  });
  show();
  return h('div', { class: 'stack tight' }, place, file, wrong);
}
