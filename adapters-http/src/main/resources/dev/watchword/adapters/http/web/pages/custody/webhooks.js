// Webhooks: addresses that are told of each event, so that a ticket system can follow.
import * as api from '../../api.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { field } from '../../ui/form.js';
import { shownOnce } from '../../ui/once.js';
import { empty } from '../../ui/pieces.js';
import { toast } from '../../ui/toast.js';

/** @return {HTMLElement} */
export function webhooks() {
  const place = h('div', { class: 'stack' });
  const element = h('div', { class: 'stack' },
    h('div', { class: 'row between' }, h('p', { class: 'soft grow' }, t('custody.webhooks.text')),
      session.can('CHANGE_CUSTODY') && button({ label: t('custody.webhook.make'), icon: 'add', kind: 'primary', onclick: () => make(place) })), place);
  list(place);
  return element;
}

async function list(place) {
  const { webhooks: all } = await api.get('/webhooks');
  place.replaceChildren(all.length === 0 ? empty({ icon: 'globe', title: t('custody.noWebhooks') })
    : h('ul', { class: 'card flush list' }, all.map((webhook) => h('li', { class: 'row between' },
      h('div', { class: 'grow' }, h('p', {}, h('code', {}, plain(webhook.url))),
        h('p', { class: 'note' }, webhook.events.length === 0 ? t('custody.webhook.all') : webhook.events.join(', '))),
      session.can('CHANGE_CUSTODY') && button({ label: t('custody.webhook.remove'), kind: 'danger-quiet', small: true, onclick: () => remove(place, webhook) })))));
}

async function make(place) {
  const made = await formDialog({
    title: t('custody.webhook.make'), label: t('custody.webhook.make'),
    fields: [field({ label: t('custody.webhook.url'), name: 'url', type: 'url', maxlength: '500', autocomplete: 'off', hint: t('custody.webhook.url.hint') })],
    blame: (problem) => (problem.members?.parameter ? 'url' : undefined),
    submit: ({ url }) => api.post('/webhooks', { url: url.trim() }),
  });
  if (made) {
    const opened = openDialog({
      title: t('custody.webhook.made'),
      body: [h('p', {}, t('custody.webhook.secret.text')), shownOnce({ title: t('custody.webhook.secret'), texts: [made.secret], about: [] }, toast)],
      actions: [button({ label: t('shell.done'), kind: 'primary', onclick: () => opened.close() })],
    });
    await opened.closed;
    await list(place);
  }
}

async function remove(place, webhook) {
  if (await confirm({ title: t('custody.webhook.remove'), text: t('custody.webhook.remove.sure', { url: plain(webhook.url) }), action: t('custody.webhook.remove'), danger: true })) {
    await api.del(`/webhooks/${webhook.id}`);
    toast(t('custody.webhook.removed'));
    await list(place);
  }
}
