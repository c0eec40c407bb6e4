// The chain of what was done with what is held, as people read it; newest first.
import { dateTime, has, t } from '../../i18n.js';
import { h, plain } from '../../ui/dom.js';

const SHOWN = 200;

/** @param {{line: string}[]} chain */
export function events(chain) {
  const told = chain.map(({ line }) => JSON.parse(line)).reverse();
  return h('ol', { class: 'events' }, told.slice(0, SHOWN).map((event) => h('li', { 'data-what': event.what },
    h('time', { datetime: event.at, class: 'note' }, dateTime(event.at)),
    h('div', {}, h('p', {}, h('strong', {}, named(event.what)), event.account && [' · ', h('bdi', {}, plain(event.account))]),
      event.by && h('p', { class: 'soft small' }, t('custody.by', { name: plain(event.by) })),
      event.reason && h('p', { class: 'reason' }, h('q', {}, plain(event.reason)))))));
}

function named(what) {
  return has(`custody.event.${what}`) ? t(`custody.event.${what}`) : what;
}
