// What the keys do, and the list that tells.
import { t } from '../../i18n.js';
import { openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';

const KEYS = [
  ['/', 'search'], ['↓ j', 'down'], ['↑ k', 'up'], ['Enter c', 'copy'], ['o', 'open'], ['p', 'pin'],
  ['x', 'pick'], ['Delete', 'trash'], ['n', 'add'], ['Esc', 'leave'], ['?', 'help'],
];

/** Shows all keys. */
export function help() {
  openDialog({
    title: t('vault.keys'),
    body: [h('dl', { class: 'keys' }, KEYS.flatMap(([keys, what]) => [
      h('dt', {}, keys.split(' ').map((key) => h('kbd', {}, key))),
      h('dd', {}, t(`vault.key.${what}`)),
    ]))],
  });
}

/** @param {import('./page.js').VaultPage} page */
export function bindKeys(page) {
  const current = () => {
    const id = document.activeElement?.closest?.('.entry')?.dataset.id;
    return id ? page.list.indexOf(id) : -1;
  };
  const to = (index) => page.list.focus(index, page.showsCodes ? '.code:not(:disabled), .only-icon' : '.only-icon');
  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input:not([type=checkbox]), textarea, select');
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open], .menu:popover-open')) {
      return;
    }
    if (typing) {
      if (event.target === page.field && event.key === 'Escape') {
        page.field.value ? page.reset() : page.field.blur();
      } else if (event.target === page.field && (event.key === 'ArrowDown' || event.key === 'Enter')) {
        event.preventDefault();
        page.search = page.field.value;
        page.arrange(true);
        to(0);
        if (event.key === 'Enter' && page.list.items.length === 1) {
          page.copy(page.list.items[0]);
        }
      }
      return;
    }
    const at = current();
    const entry = page.list.items[at];
    const acts = {
      '/': () => page.field.focus(),
      '?': help,
      ArrowDown: () => to(at + 1),
      j: () => to(at + 1),
      ArrowUp: () => (at <= 0 ? page.field.focus() : to(at - 1)),
      k: () => (at <= 0 ? page.field.focus() : to(at - 1)),
      Home: () => to(0),
      End: () => to(page.list.items.length - 1),
      n: () => page.mayChange && page.go('/add'),
      Escape: () => (page.selecting ? page.select(false) : (page.search || page.tag) && page.reset()),
      ...(entry && {
        c: () => page.copy(entry),
        o: () => page.details(entry),
      }),
      ...(entry && page.mayChange && !page.store.trash && {
        p: () => page.change(entry, { pinned: !entry.pinned }),
        Delete: () => page.trash(entry).then(() => to(at)),
      }),
      ...(entry && page.mayChange && { x: () => page.pick(entry.id, !page.picked.has(entry.id)) }),
    };
    if (Object.hasOwn(acts, event.key)) {
      event.preventDefault();
      acts[event.key]();
    }
  }, { signal: page.signal });
}
