// A form in a dialog.
import { t } from '../i18n.js';
import { button } from './button.js';
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { form } from './form.js';

/**
 * Asks by a form; a failure stays in the dialog, success closes it.
 *
 * @return {Promise<unknown>} what `submit` came back with, or true where that is nothing; undefined
 *   when the dialog was dismissed
 */
export async function formDialog({ title, text, fields, label, submit, danger, blame, wide }) {
  const opened = openDialog({
    title, wide,
    body: [
      [text ?? []].flat().map((each) => h('p', { class: 'soft' }, each)),
      form({
        fields, label, danger, blame,
        submit: async (values) => opened.close((await submit(values)) ?? true),
        more: [button({ label: t('account.cancel'), onclick: () => opened.close() })],
      }),
    ],
  });
  return opened.closed;
}
