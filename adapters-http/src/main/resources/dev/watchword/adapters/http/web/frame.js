// What stands around a page: navigation, the person, the clock's difference, whether we are offline.
import { clockOffset, onClock, TOLD_MS } from './clock.js';
import { t } from './i18n.js';
import { PLACES } from './router.js';
import { session } from './session.js';
import { h, plain } from './ui/dom.js';
import { icon } from './ui/icons.js';
import { menu } from './ui/menu.js';
import { initials } from './ui/pieces.js';

const ASSETS = new URL('.', import.meta.url).pathname;

/** The sign of the house, a link to the start. */
export function brand() {
  return h('a', { class: 'brand', href: '/' }, h('img', { src: `${ASSETS}icon.svg`, width: '32', height: '32', alt: '' }), h('span', {}, 'Watchword'));
}

/**
 * @param {'app'|'bare'} kind
 * @param {{signOut: () => unknown, lock: () => unknown}} acts
 * @return {{element: HTMLElement, main: HTMLElement, mark: (path: string) => void}} `mark` shows where we are
 */
export function frame(kind, acts) {
  const main = h('main', { id: 'main', tabindex: '-1', class: kind === 'app' ? 'page' : '' });
  const skip = h('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); main.focus(); } }, t('shell.skip'));
  if (kind === 'bare') {
    return { element: h('div', { class: 'bare' }, skip, h('header', {}, brand()), main), main, mark: () => {} };
  }
  const places = PLACES.filter((place) => place.nav && (place.needs ? [place.needs].flat().some((each) => session.can(each)) || (!session.current && place.anonymous) : session.current));
  const links = [...places, ...(session.current ? [] : [{ path: '/docs', title: 'shell.nav.api', nav: 'file' }])];
  const railLinks = links.map(link);
  const barPlaces = links.filter((place) => !['/people', '/audit'].includes(place.path));
  const barLinks = barPlaces.map(link);
  const element = h('div', { class: 'frame' },
    skip,
    h('aside', { class: 'rail', 'aria-label': t('shell.side') }, brand(),
      h('nav', { 'aria-label': t('shell.pages') }, h('ul', {}, railLinks.map((a) => h('li', {}, a)))),
      h('div', { class: 'below' }, clockNote(), session.current && who(acts, []))),
    h('header', { class: 'topbar' }, brand(), session.current && who(acts, links.filter((place) => !barPlaces.includes(place)))),
    main,
    barLinks.length > 1 && h('nav', { class: 'bar', 'aria-label': t('shell.pages') }, h('ul', {}, barLinks.map((a) => h('li', {}, a)))));
  return {
    element, main,
    mark(path) {
      for (const a of [...railLinks, ...barLinks]) {
        const here = a.getAttribute('href') === path || (path.startsWith('/settings/') && a.getAttribute('href') === '/settings');
        a.toggleAttribute('aria-current', here);
        if (here) {
          a.setAttribute('aria-current', 'page');
        }
      }
    },
  };
}

function link(place) {
  return h('a', { href: place.path }, icon(place.nav), h('span', {}, t(place.title)));
}

function who(acts, more) {
  const name = plain(session.person?.displayName || session.person?.name);
  const trigger = h('button', { type: 'button', class: 'who' },
    h('span', { class: 'face', 'aria-hidden': 'true' }, initials(name).slice(0, 2)),
    h('span', { class: 'names' }, h('span', {}, h('bdi', {}, name)),
      h('span', { class: 'role' }, t(`shell.role.${session.person?.role ?? 'viewer'}`))));
  trigger.setAttribute('aria-label', t('shell.account', { name }));
  menu(trigger, () => [
    ...more.map((place) => ({ label: t(place.title), icon: place.nav, href: place.path })),
    ...(more.length > 0 ? ['-'] : []),
    { label: t('shell.nav.api'), icon: 'file', href: '/docs' },
    ...(session.person?.role === 'owner' ? [{ label: t('shell.lock'), icon: 'lock', onclick: acts.lock }] : []),
    { label: t('shell.signOut'), icon: 'out', onclick: acts.signOut },
  ]);
  return trigger;
}

function clockNote() {
  const text = h('span', {});
  const element = h('p', { class: 'clock-note', role: 'status', hidden: true }, icon('clock'), text);
  const show = () => {
    const seconds = Math.round(Math.abs(clockOffset()) / 1000);
    element.hidden = Math.abs(clockOffset()) <= TOLD_MS;
    text.textContent = element.hidden ? '' : t(clockOffset() > 0 ? 'shell.clockSlow' : 'shell.clockFast', { time: span(seconds) });
  };
  onClock(show);
  show();
  return element;
}

function span(seconds) {
  return seconds < 120 ? t('shell.seconds', { count: seconds })
    : seconds < 7200 ? t('shell.minutes', { count: Math.round(seconds / 60) })
      : t('shell.hours', { count: Math.round(seconds / 3600) });
}
