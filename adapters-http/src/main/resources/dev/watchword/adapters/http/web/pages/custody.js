// Custody for the staff: the work list, links, grants, teams and webhooks, as far as a role goes.
import { t } from '../i18n.js';
import { session } from '../session.js';
import { h } from '../ui/dom.js';
import { pageHead } from '../ui/pieces.js';
import { tabs } from '../ui/tabs.js';
import { grants } from './custody/grants.js';
import { links } from './custody/links.js';
import { teams } from './custody/teams.js';
import { webhooks } from './custody/webhooks.js';
import { workList } from './custody/work.js';

const TABS = [
  ['work', 'CUSTODY_WORK', workList], ['links', 'CUSTODY_LINKS', links],
  ['grants', 'SEE_CUSTODY', grants], ['teams', 'SEE_CUSTODY', teams], ['webhooks', 'SEE_CUSTODY', webhooks],
];

/** Fills the page. */
export async function render(main, context) {
  const mine = TABS.filter(([, needs]) => session.can(needs));
  main.append(pageHead(t('custody.title')), h('p', { class: 'lead' }, t('custody.lead')),
    tabs(t('custody.title'), mine.map(([id, , panel]) => ({ id, label: t(`custody.tab.${id}`), panel: () => panel(context) }))));
}
