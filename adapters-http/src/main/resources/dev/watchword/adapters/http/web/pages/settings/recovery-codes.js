// Recovery codes, shown once; the page asks for one back before it ends (RC-07).
import * as api from '../../api.js';
import { dateTime, t } from '../../i18n.js';
import { session } from '../../session.js';
import { h } from '../../ui/dom.js';
import { bare, form, link } from '../../ui/form.js';
import { shownOnce } from '../../ui/once.js';
import { notice } from '../../ui/pieces.js';
import { recoveryField } from '../../ui/step-up.js';
import { toast } from '../../ui/toast.js';
import { enrolSteps } from './enrol.js';

/** Shows the codes in the section's place. */
export function newCodes(page, codes) {
  const { place } = page;
  place.replaceChildren(h('section', { class: 'card stack' },
    enrolSteps(1),
    h('h2', { tabindex: '-1' }, t('account.codes')),
    h('p', {}, t('account.codes.text')),
    shownOnce({
      title: t('account.codes.sheet'), texts: codes, file: 'watchword-recovery-codes.txt',
      about: [t('account.codes.about', { name: session.current.person.name, host: location.host }),
        t('account.codes.made', { date: dateTime(new Date().toISOString()) })],
    }, toast),
    h('div', { class: 'row' }, h('button', { class: 'button primary', type: 'button', onclick: () => askOne(page, codes) }, t('account.saved')))));
  place.querySelector('h2').focus();
}

function askOne(page, codes) {
  const { place } = page;
  place.replaceChildren(h('section', { class: 'card stack' },
    enrolSteps(2),
    h('h2', { tabindex: '-1' }, t('account.codes.check')),
    h('p', {}, t('account.codes.check.text')),
    form({
      fields: [recoveryField('code')],
      label: t('account.check'),
      more: [link(t('account.showAgain'), () => newCodes(page, codes))],
      blame: (problem) => (problem.code === 'does-not-match' ? 'code' : undefined),
      submit: async ({ code }) => {
        await api.post('/me/recovery-codes/check', { code: bare(code) });
        await page.again(notice('good', h('strong', {}, t('account.codes.done')), h('p', {}, t('account.codes.done.text'))));
      },
    })));
  place.querySelector('input').focus();
}
