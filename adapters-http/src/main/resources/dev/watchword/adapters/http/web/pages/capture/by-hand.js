// The setup key typed by hand, where a site shows no picture.
import { post } from '../../api.js';
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { field, select } from '../../ui/field.js';
import { toast } from '../../ui/toast.js';

/** Opens the form. */
export function byHand() {
  const issuer = field({ label: t('capture.issuer'), props: { maxlength: 255, autocomplete: 'off' } });
  const account = field({ label: t('capture.account'), props: { maxlength: 255, autocomplete: 'off' } });
  const secret = field({ label: t('capture.secret'), hint: t('capture.secretHint'), type: 'password', props: { required: true, autocomplete: 'off', spellcheck: 'false' } });
  const type = select({ label: t('capture.kind'), options: [{ value: 'totp', label: t('capture.kindTime') }, { value: 'hotp', label: t('capture.kindCounter') }], value: 'totp' });
  const digits = select({ label: t('capture.digits'), options: ['6', '7', '8'].map((value) => ({ value, label: value })), value: '6' });
  const form = h('form', {
    class: 'stack',
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        const added = await post('/entries', {
          issuer: issuer.input.value.trim(), account: account.input.value.trim(), secret: secret.input.value.replace(/[\s-]/g, ''),
          type: type.input.value, digits: Number(digits.input.value), ...(type.input.value === 'hotp' ? { counter: 0 } : {}),
        });
        secret.input.value = '';
        opened.close();
        toast(t('capture.kept', { name: added.issuer || added.account }));
      } catch (problem) {
        ({ issuer, account }[problem.members?.parameter] ?? secret).setError(problem.sentence ?? String(problem));
      }
    },
  }, h('div', { class: 'pair' }, issuer.element, account.element), secret.element,
  h('div', { class: 'pair' }, type.element, digits.element),
  h('div', { class: 'actions' }, button({ label: t('capture.keep'), kind: 'primary', type: 'submit' })));
  const opened = openDialog({ title: t('capture.byHand'), body: [form], wide: true });
}
