// One line of the work list: whose account, how long, its code by one click (with the reason where one is wanted).
import * as api from '../../api.js';
import { dateTime, relative, t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { h, plain } from '../../ui/dom.js';
import { formDialog } from '../../ui/form-dialog.js';
import { field } from '../../ui/form.js';
import { menu } from '../../ui/menu.js';
import { badge, grouped, spelt } from '../../ui/pieces.js';
import { counting, ring } from '../../ui/ring.js';
import { tile } from '../../ui/tile.js';
import { announce, toast } from '../../ui/toast.js';
import { showEvents } from './grants.js';

const RESERVE_SECONDS = 120;

/** @param {() => Promise<void>} look asks for the list anew */
export function workRow(look) {
  let item;
  let code;
  const digits = h('span', { class: 'shown', 'aria-hidden': 'true' });
  const spoken = h('span', { class: 'hidden-visually' });
  const big = h('button', { type: 'button', class: 'big-code', onclick: () => copy(code.code, t('custody.copied')) }, digits, spoken);
  const time = ring();
  const live = h('div', { class: 'live-row', hidden: true }, big, time.element);
  const show = button({ label: t('custody.showCode'), icon: 'eye', kind: 'primary', onclick: () => read() });
  const ask = button({ label: t('custody.ask'), icon: 'people', kind: 'primary', onclick: () => askApproval() });
  const reserve = button({ label: t('custody.reserve'), icon: 'lock', onclick: () => toggle() });
  const more = button({ label: t('custody.more'), icon: 'more', onlyIcon: true });
  const head = h('div', { class: 'grow' });
  const marks = h('p', { class: 'row tight' });
  const element = h('li', { class: 'card work-row' }, head, marks, h('div', { class: 'row' }, live, show, ask, reserve, more));
  menu(more, () => [
    item.grant && { label: t('custody.recoveryCode'), icon: 'key', onclick: recoveryCode },
    session.can('SEE_CUSTODY') && { label: t('custody.events'), icon: 'audit', onclick: () => showEvents(item.id) },
    session.can('CHANGE_CUSTODY') && { label: t('custody.end'), icon: 'trash', danger: true, onclick: end },
  ].filter(Boolean));

  const at = (what) => `/custody/held/${item.id}${what}`;
  const name = () => plain(item.issuer) || plain(item.account);

  /** Reads with a reason where the grant wants one, or one was asked for. */
  async function withReason(title, needed, submit) {
    if (!needed) {
      return submit('');
    }
    return formDialog({
      title, text: t('custody.reason.text'), label: t('custody.reason.do'),
      fields: [field({ label: t('custody.reason'), name: 'reason', maxlength: '300', autocomplete: 'off', autocapitalize: 'sentences' })],
      blame: (problem) => (problem.code === 'reason-needed' ? 'reason' : undefined),
      submit: ({ reason }) => submit(reason.trim()),
    });
  }

  async function refused(work) {
    try {
      return await work();
    } catch (problem) {
      if (['approval-needed', 'used-up', 'none-left'].includes(problem.code)) {
        toast(t(`custody.${problem.code}`));
      } else if (problem.code === 'reserved') {
        toast(t('custody.reserved', { name: plain(problem.members.by), until: dateTime(problem.members.until) }));
      } else if (problem.code === 'not-found') {
        toast(t('custody.overNow'));
      } else {
        throw problem;
      }
      await look();
      return undefined;
    }
  }

  async function read() {
    const answer = await refused(() => withReason(t('custody.showCodeOf', { name: name() }), item.grant?.reasonRequired,
      (reason) => api.post(at('/code'), { reason })));
    if (answer?.current) {
      code = { code: answer.current.value, validFrom: answer.current.validFrom, validUntil: answer.current.validUntil };
      digits.replaceChildren(...grouped(code.code));
      spoken.textContent = t('custody.copyCode', { code: spelt(code.code) });
      live.hidden = false;
      announce(t('custody.codeIs', { code: spelt(code.code) }));
      await look();
    }
  }

  async function recoveryCode() {
    const answer = await refused(() => withReason(t('custody.recoveryCodeOf', { name: name() }), true,
      (reason) => api.post(at('/recovery-codes/next'), { reason })));
    if (answer) {
      const opened = openDialog({
        title: t('custody.recoveryCode'),
        body: [h('p', { class: 'once single' }, h('code', {}, answer.code)), h('p', { class: 'note' }, t('custody.recoveryCode.text', { count: answer.left }))],
        actions: [button({ label: t('account.copy'), icon: 'copy', onclick: () => copy(answer.code) }), button({ label: t('shell.done'), kind: 'primary', onclick: () => opened.close() })],
      });
    }
  }

  async function askApproval() {
    const done = await withReason(t('custody.ask'), true, (reason) => api.post(at('/approvals'), { reason }));
    if (done) {
      toast(t('custody.asked'));
      await look();
    }
  }

  async function toggle() {
    await refused(() => item.reserved?.mine ? api.del(at('/reserve')) : api.post(at('/reserve'), { seconds: RESERVE_SECONDS }));
    await look();
  }

  async function end() {
    if (await confirm({ title: t('custody.end'), text: t('custody.end.sure', { name: name(), customer: plain(item.customer) }), action: t('custody.end'), danger: true })) {
      await api.post(at('/end'), {});
      toast(t('custody.ended'));
      await look();
    }
  }

  function hide() {
    code = undefined;
    live.hidden = true;
    digits.replaceChildren();
    spoken.textContent = '';
  }

  return {
    element,
    hide,
    update(fresh) {
      const before = item && JSON.stringify(item);
      item = fresh;
      if (before === JSON.stringify(fresh)) {
        return;
      }
      const grant = item.grant;
      const approved = item.approval?.state === 'approved';
      const waits = item.approval?.state === 'asked';
      const others = item.reserved && !item.reserved.mine;
      if (!grant || others) {
        hide();
      }
      element.dataset.held = item.id;
      head.replaceChildren(h('div', { class: 'row' }, tile({ id: '', issuer: item.issuer, account: item.account }),
        h('div', { class: 'grow' }, h('h2', { class: 'h3' }, h('bdi', {}, plain(item.customer))),
          h('p', {}, h('bdi', {}, plain(item.issuer)), ' ', h('span', { class: 'soft' }, h('bdi', {}, plain(item.account)))),
          h('p', { class: 'note' }, h('bdi', {}, plain(item.purpose))))));
      marks.replaceChildren(...[
        badge(t('custody.until', { when: relative(grant?.notAfter ?? item.heldUntil) }), 'accent'),
        grant?.maxReadings > 0 && badge(t('custody.readingsLeft', { count: Math.max(0, grant.maxReadings - grant.readings) }), grant.readings < grant.maxReadings ? '' : 'warn'),
        grant?.approvalRequired && badge(t(approved ? 'custody.approved' : waits ? 'custody.waits' : 'custody.needsApproval'), approved ? 'good' : 'warn'),
        item.reserved && badge(item.reserved.mine ? t('custody.reservedByYou') : t('custody.reservedBy', { name: plain(item.reserved.by) }), 'warn'),
      ].filter(Boolean));
      const mayRead = grant && (!grant.approvalRequired || approved) && !others;
      show.hidden = !mayRead;
      ask.hidden = !grant?.approvalRequired || approved || waits;
      reserve.hidden = !grant || others;
      reserve.querySelector('span').textContent = t(item.reserved?.mine ? 'custody.release' : 'custody.reserve');
      more.hidden = !grant && !session.can('SEE_CUSTODY');
    },
    tick(at_) {
      const counts = counting(code, at_);
      if (code && !code.validUntil) {
        time.element.hidden = true;
      } else if (code && !counts) {
        hide();
      } else if (code) {
        time.show(counts);
        big.classList.toggle('late', counts.left <= 5);
      }
    },
  };
}
