// How the person is called, and the language and look of their pages.
import * as api from '../../api.js';
import { LANGUAGES, language, t, useLanguage } from '../../i18n.js';
import { go } from '../../router.js';
import { session } from '../../session.js';
import { h } from '../../ui/dom.js';
import { choice, field, form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';

const THEMES = ['system', 'light', 'dark'];

/** Fills the section. */
export async function profile(place, context) {
  const { person } = session.current;
  place.append(h('section', { class: 'card stack' },
    h('h2', { tabindex: '-1' }, t('account.settings.profile')),
    form({
      fields: [
        field({ label: t('account.displayName'), name: 'displayName', hint: t('account.displayName.hint'), maxlength: '64', autocapitalize: 'words', value: person.displayName }),
        choice({ label: t('account.language'), name: 'language', value: person.language ?? language(), options: Object.entries(LANGUAGES) }),
        choice({ label: t('account.theme'), name: 'theme', value: person.theme ?? 'system', options: THEMES.map((each) => [each, t(`account.theme.${each}`)]) }),
      ],
      label: t('account.save'),
      submit: async (values) => {
        await api.patch('/me', values);
        await context.refreshSession();
        await useLanguage(values.language);
        await go('/settings/profile', { replace: true });
        toast(t('account.savedDone'));
      },
    })));
}
