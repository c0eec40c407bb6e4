// Which module shows which path, and going there without loading the document anew.

/**
 * @typedef {object} Place
 * @property {string} path
 * @property {string} module below `pages/`; its `render` is called
 * @property {string[]} areas of messages
 * @property {string} title key of a message
 * @property {'app'|'bare'} frame
 * @property {string|string[]} [style] below `pages/`
 * @property {string} [nav] the icon in the navigation
 * @property {string|string[]} [needs] the permission that shows it in the navigation; of several, any
 * @property {boolean} [anonymous] may be seen by nobody in particular
 */

/** @type {Place[]} */
export const PLACES = [
  { path: '/', module: 'vault.js', style: 'vault.css', areas: ['vault'], title: 'shell.nav.codes', frame: 'app', nav: 'codes', needs: 'SEE_ENTRIES' },
  { path: '/add', module: 'capture.js', style: 'capture.css', areas: ['capture'], title: 'shell.nav.add', frame: 'app', nav: 'capture', needs: 'SCAN', anonymous: true },
  { path: '/custody', module: 'custody.js', style: ['capture.css', 'account.css', 'custody.css'], areas: ['custody', 'account'], title: 'shell.nav.custody', frame: 'app', nav: 'shield', needs: ['CUSTODY_WORK', 'SEE_CUSTODY'] },
  { path: '/transfer', module: 'transfer.js', style: 'account.css', areas: ['transfer'], title: 'shell.nav.transfer', frame: 'app', nav: 'transfer', needs: 'CHANGE_ENTRIES' },
  { path: '/people', module: 'people.js', style: 'account.css', areas: ['people', 'account'], title: 'shell.nav.people', frame: 'app', nav: 'people', needs: 'SEE_PEOPLE' },
  { path: '/audit', module: 'audit.js', style: 'account.css', areas: ['audit'], title: 'shell.nav.audit', frame: 'app', nav: 'audit', needs: 'READ_OWN_AUDIT' },
  { path: '/settings', module: 'settings.js', style: 'account.css', areas: ['account'], title: 'shell.nav.settings', frame: 'app', nav: 'settings' },
  { path: '/sign-in', module: 'sign-in.js', style: 'account.css', areas: ['account'], title: 'shell.nav.signIn', frame: 'bare', anonymous: true },
  { path: '/provider', module: 'provider.js', style: 'account.css', areas: ['account'], title: 'shell.nav.signIn', frame: 'bare', anonymous: true },
  { path: '/setup', module: 'setup.js', style: 'account.css', areas: ['account'], title: 'shell.nav.setup', frame: 'bare', anonymous: true },
  { path: '/hand-over', module: 'hand-over.js', style: ['capture.css', 'account.css', 'custody.css'], areas: ['custody', 'capture', 'account'], title: 'shell.nav.handOver', frame: 'bare', anonymous: true },
  { path: '/receipt', module: 'receipt.js', style: ['account.css', 'custody.css'], areas: ['custody', 'account'], title: 'shell.nav.receipt', frame: 'bare', anonymous: true },
  { path: '/invite', module: 'invite.js', style: 'account.css', areas: ['account'], title: 'shell.nav.invite', frame: 'bare', anonymous: true },
];

let show = () => {};

/** @param {string} path @return {{place: Place, section: string}|undefined} section: what follows, as in `/settings/security` */
export function placeOf(path) {
  const exact = PLACES.find((place) => place.path === path);
  if (exact) {
    return { place: exact, section: '' };
  }
  const [, first, section] = path.split('/');
  const place = PLACES.find((known) => known.path === `/${first}` && first === 'settings');
  return place && { place, section };
}

/**
 * Goes to a page of ours.
 *
 * @param {string} path
 * @param {{replace?: boolean, state?: object}} [options] state is kept with the history entry: nothing secret
 */
export function go(path, { replace = false, state = null } = {}) {
  history[replace ? 'replaceState' : 'pushState'](state, '', path);
  return show(location.pathname);
}

/** @param {(path: string) => unknown} shown called whenever the page changes */
export function start(shown) {
  show = shown;
  addEventListener('popstate', () => show(location.pathname));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plainClick && !event.defaultPrevented && !link.target && !link.hasAttribute('download')
        && link.origin === location.origin && !link.hash && placeOf(link.pathname)) {
      event.preventDefault();
      if (link.pathname !== location.pathname) {
        go(link.pathname);
      }
    }
  });
  return show(location.pathname);
}
