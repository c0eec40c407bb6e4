// Settings: one section at a time, named by the address.
import { t } from '../i18n.js';
import { session } from '../session.js';
import { h } from '../ui/dom.js';
import { passkeys } from './settings/passkeys.js';
import { profile } from './settings/profile.js';
import { security } from './settings/security.js';
import { sessions } from './settings/sessions.js';
import { tokens } from './settings/tokens.js';

const SECTIONS = { security, passkeys, sessions, tokens, profile };

/** Fills the page. */
export async function render(main, context) {
  const limited = session.current?.state !== 'full';
  const place = h('div', { class: 'settings-section stack' });
  const links = limited ? [] : Object.keys(SECTIONS).map((name) =>
    h('a', { href: `/settings/${name}`, 'data-section': name }, t(`account.settings.${name}`)));
  main.append(
    h('h1', { tabindex: '-1' }, t('account.settings')),
    h('div', { class: 'settings' },
      limited ? undefined : h('nav', { class: 'side-nav', 'aria-label': t('account.settings') }, ...links), place));
  const name = !limited && Object.hasOwn(SECTIONS, context.section) ? context.section : 'security';
  links.find((each) => each.dataset.section === name)?.setAttribute('aria-current', 'page');
  await SECTIONS[name](place, context);
}
