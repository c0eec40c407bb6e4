// Moving accounts in from other authenticators, and out to them.
import { loadArea, t } from '../i18n.js';
import { session } from '../session.js';
import { h } from '../ui/dom.js';
import { pageHead } from '../ui/pieces.js';
import { tabs } from '../ui/tabs.js';
import { exporting } from './transfer/export.js';
import { importing } from './transfer/import.js';

/** Fills the page. */
export async function render(main, context) {
  await loadArea('account');
  const panel = (wizard) => () => {
    const place = h('div', { class: 'stack wizard' });
    wizard(place);
    return place;
  };
  main.append(pageHead(t('transfer.transfer')), h('p', { class: 'lead' }, t('transfer.text')));
  if (!session.can('CHANGE_ENTRIES')) {
    main.append(h('p', {}, t('transfer.notYou')));
    return;
  }
  main.append(tabs(t('transfer.transfer'), [
    { id: 'import', label: t('transfer.import'), panel: panel(importing) },
    { id: 'export', label: t('transfer.export'), panel: panel(exporting) },
  ], location.hash === '#export' ? 'export' : 'import'));
}
