// Questions of colleagues who need a second person's approval.
import * as api from '../../api.js';
import { relative, t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { h, plain } from '../../ui/dom.js';
import { toast } from '../../ui/toast.js';

/** @param {HTMLElement} place @param {object[]} asked @param {object[]} held @param {() => Promise<void>} look */
export function questions(place, asked, held, look) {
  const key = JSON.stringify(asked.map((question) => [question.id, question.state]));
  if (place.dataset.key === key) {
    return;
  }
  place.dataset.key = key;
  const open = asked.filter((question) => question.state === 'asked');
  place.replaceChildren(...(open.length === 0 ? [] : [h('section', { class: 'card stack questions', 'aria-labelledby': 'questions-title' },
    h('h2', { id: 'questions-title' }, t('custody.questions')),
    h('ul', { class: 'rows' }, open.map((question) => row(question, held.find((item) => item.id === question.heldId), look))))]));
}

function row(question, item, look) {
  const decide = (what, said) => async () => {
    await api.post(`/custody/approvals/${question.id}/${what}`, {});
    toast(said);
    await look();
  };
  return h('li', {},
    h('div', {}, h('p', {}, h('strong', {}, h('bdi', {}, plain(question.askedBy))), item && [' · ', h('bdi', {}, `${plain(item.customer)}, ${plain(item.issuer)}`)], ' ',
      h('span', { class: 'note' }, relative(question.askedAt))),
      h('p', { class: 'reason' }, h('q', {}, plain(question.reason)))),
    h('div', { class: 'row' },
      button({ label: t('custody.approve'), icon: 'check', kind: 'primary', small: true, onclick: decide('approve', t('custody.approvedNow')) }),
      button({ label: t('custody.deny'), small: true, onclick: decide('deny', t('custody.denied')) })));
}
