// Tabs after the ARIA pattern: arrows move, the panel follows.
import { freshId, h } from './dom.js';

/**
 * @param {string} label what the tabs are of
 * @param {{id: string, label: string, panel: () => Node}[]} tabs the panel is made when first shown
 * @param {string} [selected] the id of the first one to show
 * @param {(id: string) => void} [onselect]
 * @return {HTMLElement}
 */
export function tabs(label, all, selected = all[0].id, onselect = () => {}) {
  const base = freshId('t');
  const buttons = all.map((tab) => h('button', {
    type: 'button', role: 'tab', id: `${base}-${tab.id}`, 'aria-controls': `${base}-${tab.id}-panel`,
    onclick: () => show(tab.id),
  }, tab.label));
  const panels = all.map((tab) => h('div', {
    role: 'tabpanel', id: `${base}-${tab.id}-panel`, 'aria-labelledby': `${base}-${tab.id}`, tabindex: '0', hidden: true,
  }));
  const show = (id, focus) => {
    all.forEach((tab, i) => {
      const on = tab.id === id;
      buttons[i].setAttribute('aria-selected', String(on));
      buttons[i].tabIndex = on ? 0 : -1;
      panels[i].hidden = !on;
      if (on && !panels[i].hasChildNodes()) {
        panels[i].append(tab.panel());
      }
      if (on && focus) {
        buttons[i].focus();
      }
    });
    onselect(id);
  };
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, buttons);
  list.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      show(all[(to + all.length) % all.length].id, true);
    }
  });
  show(selected);
  return h('div', { class: 'stack' }, list, panels);
}
