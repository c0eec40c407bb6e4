// The QR code and the setup key once more, after the person proved who they are; gone after a while.
import { post } from '../../api.js';
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { h } from '../../ui/dom.js';
import { picture } from '../../ui/pieces.js';

const SHOWN_MS = 60_000;

/** @param {import('./store.js').Entry} entry */
export function secretPart(entry) {
  const place = h('div', { class: 'stack tight' });
  const ask = button({
    label: t('vault.qrShow'), icon: 'qr', small: true,
    onclick: async () => {
      const shown = await post(`/entries/${entry.id}/reveal`, {});
      const hide = () => {
        place.replaceChildren();
        ask.hidden = false;
      };
      ask.hidden = true;
      place.replaceChildren(
        h('div', { class: 'qr' }, picture(shown.qrPng, t('vault.qrOf'))),
        h('p', { class: 'setup-key' }, h('code', {}, shown.setupKey)),
        h('div', { class: 'row' },
          button({ label: t('vault.keyCopy'), icon: 'copy', small: true, onclick: () => copy(shown.setupKey) }),
          button({ label: t('vault.hide'), icon: 'eye-off', small: true, kind: 'plain', onclick: hide })));
      setTimeout(hide, SHOWN_MS);
    },
  });
  return h('section', { class: 'stack tight part' }, h('h3', {}, t('vault.qr')), h('p', { class: 'note' }, t('vault.qrText')), h('div', {}, ask), place);
}
