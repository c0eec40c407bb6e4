// A menu at a button: a disclosure of buttons and links; arrows, Home, End and Escape work.
import { freshId, h } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {HTMLElement} trigger the button that opens it
 * @param {() => ({label: string, icon?: string, href?: string, danger?: boolean, onclick?: () => unknown}|'-')[]} items
 *   asked each time it opens
 */
export function menu(trigger, items) {
  const id = freshId('m');
  const element = h('div', { class: 'menu', id, popover: 'auto' });
  trigger.setAttribute('aria-expanded', 'false');
  trigger.setAttribute('aria-controls', id);
  trigger.addEventListener('click', () => {
    if (element.matches(':popover-open')) {
      element.hidePopover();
      return;
    }
    element.replaceChildren(...items().map((item) => (item === '-' ? h('hr') : choice(item, element))));
    (trigger.closest('dialog') ?? document.body).append(element);
    element.showPopover();
    beside(trigger, element);
    element.querySelector('button, a')?.focus();
  });
  element.addEventListener('toggle', (event) => {
    trigger.setAttribute('aria-expanded', String(event.newState === 'open'));
    if (event.newState === 'closed') {
      if (element.contains(document.activeElement) || document.activeElement === document.body) {
        trigger.focus({ preventScroll: true });
      }
      element.remove();
    }
  });
  element.addEventListener('keydown', (event) => {
    const all = [...element.querySelectorAll('button, a')];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length].focus();
    } else if (event.key === 'Tab') {
      element.hidePopover();
    }
  });
}

function choice(item, element) {
  const inside = [item.icon && icon(item.icon), h('span', {}, item.label)];
  const classes = item.danger ? 'danger' : undefined;
  if (item.href) {
    return h('a', { href: item.href, class: classes, onclick: () => element.hidePopover() }, inside);
  }
  return h('button', {
    type: 'button', class: classes,
    onclick: () => {
      element.hidePopover();
      item.onclick();
    },
  }, inside);
}

function beside(trigger, element) {
  const at = trigger.getBoundingClientRect();
  const size = element.getBoundingClientRect();
  const below = at.bottom + size.height + 8 < innerHeight;
  element.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - size.height - 4)}px`;
  element.style.left = `${Math.max(8, Math.min(at.right - size.width < 8 ? at.left : at.right - size.width, innerWidth - size.width - 8))}px`;
}
