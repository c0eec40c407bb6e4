// Onto the clipboard. A browser lets no page take it off again unseen, so we say that it stays.
import { toast } from './toast.js';
import { t } from '../i18n.js';

/** @param {string} text @param {string} [said] what the toast says @return {Promise<boolean>} */
export async function copy(text, said = t('shell.copied')) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
    return true;
  } catch {
    toast(t('shell.copyRefused'));
    return false;
  }
}
