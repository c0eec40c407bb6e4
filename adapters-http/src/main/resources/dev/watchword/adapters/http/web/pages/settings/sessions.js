// Where the person is signed in (SE-17).
import * as api from '../../api.js';
import { relative, t } from '../../i18n.js';
import { session } from '../../session.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { badge } from '../../ui/pieces.js';

const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'], ['Safari/', 'Safari']];
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']];

/** Fills the section. */
export async function sessions(place) {
  const { sessions: all } = await api.get('/sessions');
  const again = async () => {
    place.replaceChildren();
    await sessions(place);
    place.querySelector('h2').focus();
  };
  const others = all.filter((each) => !each.current);
  place.append(h('section', { class: 'card stack' },
    h('h2', { tabindex: '-1' }, t('account.settings.sessions')),
    h('p', { class: 'soft' }, t('account.sessions.text')),
    h('ul', { class: 'rows' }, ...all.map((each) => row(each, again))),
    others.length === 0 ? undefined : h('div', { class: 'row' }, h('button', { class: 'button danger-quiet small',
      type: 'button',
      onclick: async () => {
        if (await confirm({ title: t('account.sessions.endOthers'), text: t('account.sessions.endOthers.text', { count: others.length }), action: t('account.sessions.end'), danger: true })) {
          await api.del('/sessions').then(again);
        }
      },
    }, t('account.sessions.endOthers')))));
}

function row(session, again) {
  const name = agentName(session.agent);
  return h('li', {},
    h('div', {},
      h('strong', {}, name), ' ', session.current ? badge(t('account.sessions.this'), 'good') : undefined,
      h('p', { class: 'soft small' }, t('account.sessions.seen', { when: relative(session.lastSeenAt), source: session.source }))),
    session.current ? undefined : h('button', { class: 'button danger-quiet small',
      type: 'button', 'aria-label': t('account.sessions.endNamed', { name }),
      onclick: () => api.del(`/sessions/${session.id}`).then(again),
    }, t('account.sessions.end')));
}

/** What a person calls a browser, out of what it calls itself. */
export function agentName(agent = '') {
  const named = (list) => list.find(([part]) => agent.includes(part))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  return browser && system ? t('account.sessions.on', { browser, system }) : browser ?? system ?? t('account.sessions.unknown');
}
