// Somebody's account at the OpenID provider, where the server knows one.
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { sentenceOf } from '../../ui/form.js';
import { goToProvider } from '../../ui/provider.js';
import { toast } from '../../ui/toast.js';

/** @return {Promise<Element|undefined>} a card; nothing where there is no provider */
export async function providerCard(again) {
  let own;
  try {
    own = await api.get('/me/provider');
  } catch (problem) {
    if (problem.status !== 404) {
      throw problem;
    }
    return undefined;
  }
  const wrong = h('p', { class: 'notice bad', role: 'alert', hidden: true });
  const doing = (act) => async () => {
    wrong.hidden = true;
    try {
      await act();
    } catch (problem) {
      if (problem.status === undefined) {
        throw problem;
      }
      wrong.textContent = sentenceOf(problem);
      wrong.hidden = problem.code === 'step-up-needed';
    }
  };
  const { name } = own;
  return h('section', { class: 'card stack' },
    h('h2', { tabindex: '-1' }, t('account.provider.card', { name })),
    h('p', { class: 'soft' }, t('account.provider.text', { name })),
    h('p', {}, own.linkedAt ? t('account.provider.linked', { date: dateTime(own.linkedAt) }) : t('account.provider.none')),
    wrong,
    h('div', { class: 'row' }, own.linkedAt
      ? button({ label: t('account.provider.unlink'), onclick: doing(() => unlink(name, again)) })
      : button({ label: t('account.provider.link'), onclick: doing(() => goToProvider('link')) })));
}

async function unlink(name, again) {
  const sure = await confirm({
    title: t('account.provider.unlink.ask', { name }), text: t('account.provider.unlink.text', { name }),
    action: t('account.provider.unlink'), danger: true,
  });
  if (sure) {
    await api.del('/me/provider');
    toast(t('account.provider.unlinked'));
    await again();
  }
}
