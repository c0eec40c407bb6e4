// A list of any length, of which only the rows in sight are in the document.
import { h } from '../../ui/dom.js';

const SPARE = 8;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {(item: any) => {element: HTMLElement, update: (item: any) => void}} options.row makes a row of an item with an `id`
 * @param {(ids: string[]) => void} options.insight called with what is in sight
 * @param {AbortSignal} options.signal
 */
export function virtualList({ label, row, insight, signal }) {
  const element = h('ul', { class: 'entries', 'aria-label': label });
  /** @type {Map<string, {element: HTMLElement, update: Function, item: any, at: number}>} */
  const rows = new Map();
  let items = [];
  let places = new Map();
  let height = 76;
  let due = false;

  const measure = () => {
    height = parseFloat(getComputedStyle(element).getPropertyValue('--row')) * parseFloat(getComputedStyle(document.documentElement).fontSize) || 76;
    element.style.height = `${items.length * height}px`;
  };

  const draw = () => {
    due = false;
    const top = element.getBoundingClientRect().top;
    const from = Math.max(0, Math.floor(-top / height) - SPARE);
    const to = Math.min(items.length, Math.ceil((innerHeight - top) / height) + SPARE);
    const focused = document.activeElement?.closest?.('.entry')?.dataset.id;
    const keep = new Set(items.slice(from, to).map((item) => item.id));
    if (focused && places.has(focused)) {
      keep.add(focused);
    }
    for (const [id, shown] of rows) {
      if (!keep.has(id)) {
        shown.element.remove();
        rows.delete(id);
      }
    }
    for (const id of keep) {
      place(id);
    }
    inOrder([...keep]);
    insight(items.slice(from, to).map((item) => item.id));
  };

  const place = (id) => {
    const at = places.get(id);
    const item = items[at];
    let shown = rows.get(id);
    if (!shown) {
      shown = { ...row(item), item, at: -1 };
      shown.element.dataset.id = id;
      rows.set(id, shown);
    } else if (shown.item !== item) {
      shown.item = item;
      shown.update(item);
    }
    if (shown.at !== at) {
      shown.at = at;
      shown.element.style.transform = `translateY(${at * height}px)`;
      shown.element.setAttribute('aria-posinset', String(at + 1));
    }
    shown.element.setAttribute('aria-setsize', String(items.length));
  };

  /** The document's order is the reading order. */
  const inOrder = (ids) => {
    ids.sort((a, b) => places.get(a) - places.get(b));
    let after = null;
    for (const id of ids) {
      const { element: it } = rows.get(id);
      const right = after ? after.nextElementSibling : element.firstElementChild;
      if (it !== right) {
        after ? after.after(it) : element.prepend(it);
      }
      after = it;
    }
  };

  const soon = () => {
    if (!due) {
      due = true;
      requestAnimationFrame(draw);
    }
  };
  addEventListener('scroll', soon, { passive: true, signal });
  addEventListener('resize', () => {
    measure();
    rows.forEach((shown) => { shown.at = -1; });
    soon();
  }, { signal });

  return {
    element,
    rows,
    get items() { return items; },
    /** @param {any[]} fresh */
    set(fresh) {
      items = fresh;
      places = new Map(items.map((item, i) => [item.id, i]));
      measure();
      draw();
    },
    redraw: () => rows.forEach((shown) => shown.update(shown.item)),
    /** Brings a row into sight and the focus to what `selector` finds in it. */
    focus(index, selector) {
      const item = items[Math.max(0, Math.min(items.length - 1, index))];
      if (!item) {
        return;
      }
      const top = element.getBoundingClientRect().top + places.get(item.id) * height;
      const above = document.querySelector('.vault-tools')?.getBoundingClientRect().bottom ?? 0;
      if (top < above) {
        scrollBy(0, top - above - 8);
      } else if (top + height > innerHeight - 80) {
        scrollBy(0, top + height - innerHeight + 90);
      }
      draw();
      place(item.id);
      inOrder([...rows.keys()]);
      rows.get(item.id).element.querySelector(selector)?.focus({ preventScroll: true });
    },
    indexOf: (id) => places.get(id) ?? -1,
  };
}
