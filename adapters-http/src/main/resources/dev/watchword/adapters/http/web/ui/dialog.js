// Dialogs: the browser's own, so that focus stays inside and comes back where it was.
import { freshId, h } from './dom.js';
import { button } from './button.js';
import { t } from '../i18n.js';

/**
 * Opens a dialog.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {(Node|string)[]} options.body
 * @param {(Node|string)[]} [options.actions] buttons at its end
 * @param {boolean} [options.side] a panel at the side, all of a phone's screen
 * @param {boolean} [options.wide]
 * @param {() => void} [options.onclose]
 * @return {{element: HTMLDialogElement, close: (result?: unknown) => void, closed: Promise<unknown>}}
 *   `closed` gives what `close` was called with; undefined where the person closed it
 */
export function openDialog({ title, body, actions = [], side, wide, onclose }) {
  const id = freshId('d');
  let result;
  let done;
  const closed = new Promise((resolve) => { done = resolve; });
  const before = document.activeElement;
  const close = (value) => {
    result = value;
    element.close();
  };
  const element = h('dialog', { class: ['dialog', side && 'side', wide && 'wide'].filter(Boolean).join(' '), 'aria-labelledby': id },
    h('div', { class: 'inside' },
      h('div', { class: 'head' },
        h('h2', { id, tabindex: '-1' }, title),
        button({ label: t('shell.close'), icon: 'close', onlyIcon: true, onclick: () => close() })),
      body,
      actions.length > 0 && h('div', { class: 'actions' }, actions)));
  element.addEventListener('close', () => {
    element.remove();
    if (before instanceof HTMLElement && before.isConnected) {
      before.focus({ preventScroll: true });
    }
    onclose?.();
    done(result);
  });
  element.addEventListener('click', (event) => {
    if (event.target === element) {
      close();
    }
  });
  document.body.append(element);
  element.showModal();
  const first = element.querySelector('[autofocus], .inside > :not(.head) :is(input, select, textarea)');
  (first ?? element.querySelector('h2')).focus();
  return { element, close, closed };
}

/**
 * Asks before something is done.
 *
 * @param {{title: string, text: string, action: string, danger?: boolean}} options
 * @return {Promise<boolean>}
 */
export async function confirm({ title, text, action, danger }) {
  const opened = openDialog({
    title,
    body: [h('p', {}, text)],
    actions: [
      button({ label: t('shell.cancel'), onclick: () => opened.close(false) }),
      button({ label: action, kind: danger ? 'danger' : 'primary', onclick: () => opened.close(true), props: { autofocus: true } }),
    ],
  });
  return (await opened.closed) === true;
}
