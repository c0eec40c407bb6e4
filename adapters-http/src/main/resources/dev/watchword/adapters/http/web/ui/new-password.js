// A field for a new password, which says while one types what is still missing.
import { t } from '../i18n.js';
import { field } from './form.js';

const LEAST = 15;

/** @param {{label?: string, name?: string, least?: number}} how */
export function newPassword({ label = t('account.newPassword'), name = 'password' } = {}) {
  const made = field({
    label, name, type: 'password', autocomplete: 'new-password', hint: t('account.newPassword.hint', { least: LEAST }),
  });
  const line = made.element.querySelector('.hint');
  const hint = (text) => {
    line.textContent = text;
  };
  made.input.addEventListener('input', () => {
    const missing = LEAST - [...made.input.value].length;
    hint(missing <= 0 ? t('account.newPassword.enough')
      : missing < LEAST ? t('account.newPassword.missing', { count: missing })
        : t('account.newPassword.hint', { least: LEAST }));
    line.classList.toggle('good', missing <= 0);
  });
  return { ...made, objection: () => ([...made.input.value].length < LEAST ? t('account.newPassword.short', { least: LEAST }) : '') };
}
