// What is shown once: recovery codes, the recovery key, a token, an invitation.
import { t } from '../i18n.js';
import { button } from './button.js';
import { h } from './dom.js';

/**
 * The texts with ways to keep them: copy, a file made in this page, paper.
 *
 * @param {{title: string, texts: string[], about: string[], file?: string}} what `about` stands
 *   above the texts in the file and on paper; without a file name only copying is offered
 * @param {(text: string) => unknown} say tells what was done, politely
 */
export function shownOnce({ title, texts, about, file }, say) {
  const many = texts.length > 1;
  const list = h(many ? 'ol' : 'p', { class: many ? 'once' : 'once single' },
    texts.map((each) => (many ? h('li', {}, h('code', {}, each)) : h('code', {}, each))));
  const written = () => [title, ...about, '', ...texts, ''].join('\n');
  const actions = [way('copy', async () => {
    say(t(await copied(texts.join('\n'), list) ? 'account.copied' : 'account.selected'));
  })];
  if (file) {
    actions.push(
      way('download', () => {
        download(new Blob([written()], { type: 'text/plain' }), file);
        say(t('account.downloaded'));
      }),
      way('print', () => globalThis.print()));
  }
  return h('section', { class: 'sheet stack', 'aria-label': title },
    h('div', { class: 'paper-only' }, h('h2', {}, title), ...about.map((each) => h('p', {}, each))),
    list, h('div', { class: 'row' }, ...actions));
}

function way(name, onclick) {
  return button({ label: t(`account.${name}`), icon: name, onclick });
}

/** Puts a text on the clipboard, or selects it where the browser does not let us. */
export async function copied(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(shown);
    return false;
  }
}

/** Hands a file over to the browser. */
export function download(blob, name) {
  const href = URL.createObjectURL(blob);
  h('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
