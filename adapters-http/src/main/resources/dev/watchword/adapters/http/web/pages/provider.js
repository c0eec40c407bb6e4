// Back from the OpenID provider: what it sent is brought to the server, and then the person goes on.
import { t } from '../i18n.js';
import { session } from '../session.js';
import { h } from '../ui/dom.js';
import { sentenceOf } from '../ui/form.js';
import { backFromProvider, bring } from '../ui/provider.js';
import { toast } from '../ui/toast.js';

/** Fills the page. */
export async function render(main, context) {
  const { errand, brought } = backFromProvider();
  const said = h('p', { class: 'lead', role: 'status' }, t('account.provider.wait'));
  const panel = h('section', { class: 'stack' }, h('h1', { tabindex: '-1' }, t(`account.provider.going.${errand}`)), said);
  main.append(panel);
  const failed = (sentence) => panel.replaceChildren(
    h('h1', { tabindex: '-1' }, t(`account.provider.failed.${errand}`)),
    h('p', { class: 'notice bad', role: 'alert' }, sentence),
    h('p', {}, h('a', { class: 'button primary', href: errand === 'link' ? '/settings/security' : '/sign-in' },
      t(errand === 'link' ? 'account.provider.toSettings' : 'account.signIn'))));
  if (!brought) {
    failed(t('account.provider.denied'));
    return;
  }
  try {
    await goOn(context, errand, await bring(errand, brought));
  } catch (problem) {
    if (problem.status === undefined) {
      throw problem;
    }
    failed(sentenceOf(problem));
  }
}

async function goOn(context, errand, answer) {
  if (errand === 'link') {
    toast(t('account.provider.linkedNow'));
    await context.go('/settings/security', { replace: true });
  } else if (answer.state === 'password-passed') {
    session.set({ state: answer.state, methods: answer.methods, csrf: answer.csrf });
    await context.go('/sign-in', { replace: true });
  } else {
    await context.refreshSession();
    await context.go(answer.state === 'full' ? '/' : '/settings/security', { replace: true });
  }
}
