// Starts a page: who is signed in, in which language, then the module of the path.
import { call, get, onRefusals, Problem } from './api.js';
import { onClock } from './clock.js';
import { frame } from './frame.js';
import { loadArea, negotiate, t, useLanguage } from './i18n.js';
import { go, PLACES, placeOf, start } from './router.js';
import { session } from './session.js';
import { useTheme } from './theme.js';
import { button, buttonLink } from './ui/button.js';
import { h } from './ui/dom.js';
import { icon } from './ui/icons.js';
import { empty } from './ui/pieces.js';
import { announce, toast } from './ui/toast.js';

const app = document.getElementById('app');
/** The frame on the page, and for whom and how it was made. */
let around = null;
let leaving = new AbortController();
let turn = 0;

/** Asks who is signed in; also after a step-up, which changes the anti-forgery token. */
export async function refreshSession() {
  try {
    session.set(await get('/session', { anonymous: true }));
    useTheme(session.person?.theme);
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    session.lost = problem.status;
    if (problem.status !== 0) {
      session.clear();
    }
  }
}

/** Where somebody without a session belongs. */
async function door() {
  try {
    const { state } = await get('/setup', { anonymous: true });
    return state === 'ready' ? '/sign-in' : '/setup';
  } catch (problem) {
    return problem.status === 404 ? '/add' : '/sign-in';
  }
}

async function show(path) {
  const mine = ++turn;
  const found = placeOf(path);
  if (!found) {
    location.reload();
    return;
  }
  const { place, section } = found;
  if (!place.anonymous && session.current?.state !== 'full') {
    const to = session.current?.state === 'password-passed' ? '/sign-in' : session.current ? '/settings' : await door();
    const free = to === '/settings' && place.path === '/settings';
    if (session.lost !== 0 && !free) {
      await go(to, { replace: true, state: { then: path } });
      return;
    }
  }
  leaving.abort();
  leaving = new AbortController();
  const [module] = await Promise.all([
    import(`./pages/${place.module}`).catch((fault) => ({ render: (main) => main.append(broken(fault)) })),
    ...place.areas.map(loadArea),
    ...[place.style ?? []].flat().map(style),
  ]);
  if (mine !== turn) {
    return;
  }
  const { main, mark } = framed(place);
  mark(path);
  main.replaceChildren();
  document.title = `${t(place.title)} · Watchword`;
  const context = { section, signal: leaving.signal, state: history.state ?? {}, go, refreshSession };
  try {
    await module.render(main, context);
  } catch (fault) {
    if (fault.name !== 'AbortError' && mine === turn) {
      main.replaceChildren(broken(fault));
    }
  }
  if (mine === turn && place !== around.place) {
    around.place = place;
    if (around.first) {
      around.first = false;
    } else {
      scrollTo(0, 0);
      (main.querySelector('[autofocus]') ?? main.querySelector('h1') ?? main).focus({ preventScroll: true });
    }
  }
}

function framed(place) {
  const key = `${place.frame} ${session.person?.id} ${session.current?.state} ${document.documentElement.lang} ${session.person?.displayName}`;
  if (around?.key !== key) {
    const first = around === null;
    around = { key, first, place: null, ...frame(place.frame, { signOut, lock }) };
    app.replaceChildren(around.element);
  }
  return around;
}

/** The frame anew: after a language or a name changed. */
export function redraw() {
  around.key = '';
  return show(location.pathname);
}

function broken(fault) {
  const text = fault instanceof Problem ? fault.sentence : t('shell.problem.internal');
  return h('div', { class: 'stack' }, h('h1', { class: 'hidden-visually' }, t('shell.broken')),
    empty({
      icon: fault.status === 0 ? 'offline' : 'alert', title: t('shell.broken'), text,
      actions: [button({ label: t('shell.again'), icon: 'refresh', onclick: () => location.reload() }), buttonLink({ label: t('shell.nav.codes'), href: '/', kind: 'plain' })],
    }));
}

const styles = new Map();
function style(name) {
  if (!styles.has(name)) {
    styles.set(name, new Promise((done) => {
      const link = h('link', { rel: 'stylesheet', href: new URL(`pages/${name}`, import.meta.url) });
      link.addEventListener('load', done);
      link.addEventListener('error', done);
      document.head.append(link);
    }));
  }
  return styles.get(name);
}

async function signOut() {
  await call('DELETE', '/session', { anonymous: true }).catch((problem) => {
    if (problem.status !== 401) {
      throw problem;
    }
  });
  session.clear();
  location.assign('/sign-in');
}

async function lock() {
  await call('POST', '/lock', {});
  location.assign('/sign-in');
}

onRefusals({
  signIn: () => {
    if (!placeOf(location.pathname)?.place.anonymous) {
      go('/sign-in', { state: { then: location.pathname, ended: true } });
    }
  },
  stepUp: async (problem) => {
    await loadArea('account');
    const { stepUp } = await import('./ui/step-up.js');
    const proved = await stepUp(problem);
    if (proved) {
      await refreshSession();
    }
    return proved;
  },
});

addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof Problem) {
    event.preventDefault();
    if (event.reason.status !== 401 && event.reason.code !== 'step-up-needed') {
      toast(event.reason.sentence);
    }
  } else if (event.reason?.name === 'AbortError') {
    event.preventDefault();
  }
});

/** One line at the top while the server can't be reached; pages say the rest. */
function offline() {
  const off = !navigator.onLine;
  const line = document.getElementById('offline');
  if (off && !line && around?.main.isConnected) {
    around.main.before(h('p', { class: 'offline', id: 'offline' }, icon('offline'), t('shell.offline')));
    announce(t('shell.offline'));
  } else if (!off) {
    line?.remove();
  }
}
addEventListener('online', offline);
addEventListener('offline', offline);

onClock((what) => {
  if (what === 'jump' && session.current) {
    get('/session', { anonymous: true }).then((fresh) => session.set(fresh)).catch(() => {});
  }
});

await Promise.all([useLanguage(negotiate(navigator.languages)).then(() => loadArea('shell')), refreshSession()]);
if (session.person?.language) {
  await useLanguage(session.person.language);
}
await start(show);
offline();
document.documentElement.dataset.ready = String(PLACES.length > 0);
if ('serviceWorker' in navigator) {
  import('./worker.js');
}
