// Recovery codes that a customer hands over with an account.
import { Problem } from '../../api.js';
import { t } from '../../i18n.js';
import { plain } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { field } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';

const MOST = 50;

/** @param {Function} ask @param {object} held @param {() => unknown} done */
export async function addCodes(ask, held, done) {
  const added = await formDialog({
    title: t('custody.addCodes.title', { issuer: plain(held.issuer) }), text: t('custody.addCodes.text'), label: t('custody.addCodes.do'),
    fields: [field({ label: t('custody.addCodes.label'), name: 'codes', type: 'textarea', autocomplete: 'off', maxlength: '5000', class: 'input mono' })],
    blame: () => 'codes',
    submit: async ({ codes }) => {
      const lines = codes.split('\n').map((line) => line.trim()).filter(Boolean);
      if (lines.length > MOST) {
        throw new Problem(422, { code: 'too-many-codes', detail: t('custody.addCodes.most', { count: MOST }) }, 0);
      }
      return ask('POST', '/receipt/recovery-codes', { json: { heldId: held.id, codes: lines } });
    },
  });
  if (added) {
    toast(t('custody.addCodes.done', { count: added.added ?? 0 }));
    await done();
  }
}
