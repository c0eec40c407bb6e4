// The vault's page: search, tags, the list, what is picked, and what the keys do.
import { del, patch, post } from '../../api.js';
import { listen } from '../../events.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';
import { button, buttonLink } from '../../ui/button.js';
import { copy } from '../../ui/copy.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { menu } from '../../ui/menu.js';
import { empty, pageHead } from '../../ui/pieces.js';
import { announce, toast } from '../../ui/toast.js';
import { counting } from '../../ui/ring.js';
import { now } from '../../clock.js';
import { details } from './details.js';
import { bindKeys, help } from './keys.js';
import { virtualList } from './list.js';
import { filtered, sorted, tagsOf } from './order.js';
import { nameOf, row } from './row.js';
import { Store } from './store.js';

const TICK_MS = 250;
const SEARCH_MS = 60;
const TOLD_SECONDS = 10;

/** @param {HTMLElement} main @param {{signal: AbortSignal, go: Function}} context */
export async function renderVault(main, context) {
  const page = new VaultPage(context);
  page.build(main);
  await page.start();
}

export class VaultPage {
  search = '';
  tag = '';
  selecting = false;
  /** @type {Set<string>} */ picked = new Set();
  #ordered = [];
  #told = '';

  constructor({ signal, go }) {
    this.signal = signal;
    this.go = go;
    this.store = new Store(signal);
    this.mayChange = session.can('CHANGE_ENTRIES');
    this.mayRead = session.can('READ_CODES');
  }

  get showsCodes() {
    return this.mayRead && !this.store.trash;
  }

  build(main) {
    this.field = h('input', {
      type: 'search', class: 'input', placeholder: t('vault.search'), 'aria-label': t('vault.search'), 'aria-keyshortcuts': '/',
      autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search',
    });
    let timer;
    this.field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.search = this.field.value;
        this.arrange(true);
      }, SEARCH_MS);
    });
    this.chips = h('div', { class: 'chips', role: 'group', 'aria-label': t('vault.tags') });
    this.tallyLine = h('p', { class: 'note count', role: 'status' });
    this.list = virtualList({
      label: t('vault.entries'),
      row: (entry) => row(entry, this),
      insight: (ids) => {
        this.store.wanted = ids;
        this.store.readCodes();
      },
      signal: this.signal,
    });
    this.nothing = h('div', {});
    this.bar = h('div', { class: 'batch', role: 'region', 'aria-label': t('vault.picked'), hidden: true });
    const more = button({ label: t('vault.more'), icon: 'more', onlyIcon: true });
    menu(more, () => [
      ...(this.mayChange ? [{ label: t(this.selecting ? 'vault.selectEnd' : 'vault.selectSeveral'), icon: 'select', onclick: () => this.select(!this.selecting) }] : []),
      ...(this.mayChange ? [{ label: t(this.store.trash ? 'vault.backToCodes' : 'vault.trash'), icon: this.store.trash ? 'back' : 'trash', onclick: () => this.view(!this.store.trash) }] : []),
      { label: t('vault.keys'), icon: 'keyboard', onclick: help },
    ]);
    this.title = pageHead(t('vault.title'), this.mayChange && buttonLink({ label: t('vault.add'), icon: 'add', kind: 'primary', href: '/add' }), more);
    main.classList.add('vault');
    this.signal.addEventListener('abort', () => main.classList.remove('vault'));
    main.append(this.title,
      h('div', { class: 'vault-tools' }, h('div', { class: 'search' }, icon('search'), this.field, h('kbd', { 'aria-hidden': 'true' }, '/')), this.chips),
      h('div', { class: 'above-list' }, this.tallyLine),
      h('div', { class: 'card flush list-card', hidden: true }, this.list.element), this.nothing, this.bar);
    this.card = main.querySelector('.list-card');
  }

  async start() {
    this.store.onchange((what) => {
      if (what === 'entries') {
        this.#ordered = sorted([...this.store.entries.values()]);
        this.arrange(false);
      } else {
        this.tick();
        if (what === 'reach') {
          announce(t(this.store.reachable ? 'vault.backOnline' : 'vault.offlineNow'));
          this.tally();
        }
      }
    });
    bindKeys(this);
    const timer = setInterval(() => this.tick(), TICK_MS);
    this.signal.addEventListener('abort', () => clearInterval(timer));
    addEventListener('visibilitychange', () => document.hidden || this.tick(), { signal: this.signal });
    listen((kind) => {
      if (kind === 'session') {
        location.reload();
      } else if (kind === 'vault') {
        this.store.load().catch((problem) => toast(problem.sentence ?? ''));
      } else if (kind === 'entries') {
        this.store.load().catch(() => {});
      }
    }, this.signal);
    await this.store.load();
  }

  /** Brings every row in sight to the present. */
  tick() {
    this.list.rows.forEach((shown) => shown.tick());
    this.store.readCodes();
    this.tellTime();
  }

  /** Says politely, for the entry that has the focus, when its time runs out and a new code counts. */
  tellTime() {
    const id = document.activeElement?.closest?.('.entry')?.dataset.id;
    const entry = id && this.store.entries.get(id);
    const at = entry && counting(this.store.codes.get(id), now());
    if (!at?.code) {
      this.#told = '';
      return;
    }
    const phase = `${id} ${at.code} ${at.left <= TOLD_SECONDS}`;
    if (phase !== this.#told) {
      if (this.#told.startsWith(id)) {
        announce(at.left <= TOLD_SECONDS ? t('vault.timeLeft', { count: at.left }) : t('vault.newCode', { name: nameOf(entry) }));
      }
      this.#told = phase;
    }
  }

  arrange(searched) {
    const shown = filtered(this.#ordered, this.search, this.tag);
    this.drawChips();
    this.card.hidden = shown.length === 0;
    this.list.set(shown);
    this.tally();
    this.nothing.replaceChildren(...(shown.length > 0 || !this.store.loaded ? [] : [this.emptiness()]));
    if (searched) {
      scrollTo(0, 0);
    }
    this.drawBar();
  }

  tally() {
    const shown = this.list.items.length;
    const all = this.#ordered.length;
    const text = !this.store.loaded ? t('vault.loading') : shown === all ? t('vault.count', { count: all }) : t('vault.countOf', { count: shown, all });
    this.tallyLine.textContent = this.store.reachable ? text : `${text} · ${t('vault.offlineNow')}`;
  }

  emptiness() {
    if (this.search || this.tag) {
      return empty({ icon: 'search', title: t('vault.nothingFound'), text: t('vault.nothingFoundText'), actions: [button({ label: t('vault.showAll'), onclick: () => this.reset() })] });
    }
    if (this.store.trash) {
      return empty({ icon: 'trash', title: t('vault.trashEmpty'), text: t('vault.trashText'), actions: [button({ label: t('vault.backToCodes'), onclick: () => this.view(false) })] });
    }
    return empty({
      icon: 'capture', title: t('vault.none'), text: t('vault.noneText'),
      actions: this.mayChange ? [buttonLink({ label: t('vault.addFirst'), icon: 'add', kind: 'primary', href: '/add' }), buttonLink({ label: t('vault.import'), icon: 'transfer', href: '/transfer' })] : [],
    });
  }

  drawChips() {
    const tags = tagsOf(this.#ordered);
    const chip = (label, pressed, onclick) => h('button', { type: 'button', class: 'chip', 'aria-pressed': String(pressed), onclick }, label);
    this.chips.hidden = tags.length === 0 && !this.store.trash;
    if (this.tag && !tags.includes(this.tag)) {
      this.tag = '';
    }
    const key = JSON.stringify([tags, this.tag, this.store.trash]);
    if (this.chips.dataset.key !== key) {
      this.chips.dataset.key = key;
      this.chips.replaceChildren(
        ...(this.store.trash ? [chip(t('vault.trash'), true, () => this.view(false))] : []),
        ...(tags.length > 0 ? [chip(t('vault.all'), !this.tag, () => this.setTag(''))] : []),
        ...tags.slice(0, 30).map((tag) => chip(tag, this.tag === tag, () => this.setTag(this.tag === tag ? '' : tag))));
    }
  }

  setTag(tag) {
    this.tag = tag;
    this.arrange(true);
    this.chips.querySelector('[aria-pressed="true"]')?.focus();
  }

  reset() {
    this.field.value = '';
    this.search = '';
    this.tag = '';
    this.arrange(true);
    this.field.focus();
  }

  async view(trash) {
    this.select(false);
    this.title.querySelector('h1').textContent = t(trash ? 'vault.trash' : 'vault.title');
    this.card.hidden = true;
    await this.store.show(trash);
    this.title.querySelector('h1').focus();
  }

  /** @param {import('./store.js').Entry} entry */
  async copy(entry) {
    if (entry.type === 'hotp' && !this.store.codes.get(entry.id)?.counted) {
      await this.count(entry);
      return;
    }
    const reading = this.store.codes.get(entry.id);
    const code = reading?.counted ?? counting(reading, now())?.code;
    if (code) {
      await copy(code, t('vault.copied', { name: nameOf(entry) }));
    }
  }

  async count(entry) {
    const code = await this.store.count(entry.id);
    announce([...code].join(' '));
  }

  details(entry) {
    details(this, entry);
  }

  select(on) {
    this.selecting = on;
    this.picked.clear();
    document.getElementById('main').classList.toggle('selecting', on);
    this.list.redraw();
    this.drawBar();
  }

  pick(id, on) {
    if (!this.selecting) {
      this.selecting = true;
      document.getElementById('main').classList.add('selecting');
    }
    this.picked[on ? 'add' : 'delete'](id);
    this.list.redraw();
    this.drawBar();
  }

  drawBar() {
    this.bar.hidden = !this.selecting;
    if (!this.selecting) {
      return;
    }
    this.picked.forEach((id) => this.store.entries.has(id) || this.picked.delete(id));
    const ids = [...this.picked];
    const none = ids.length === 0;
    const act = (label, drawing, onclick, kind = 'quiet') => button({ label, icon: drawing, small: true, kind, onclick, props: { disabled: none } });
    const pinned = ids.every((id) => this.store.entries.get(id)?.pinned);
    this.bar.replaceChildren(
      h('b', { class: 'grow', role: 'status' }, t('vault.pickedCount', { count: ids.length })),
      button({ label: t('vault.pickAll'), small: true, kind: 'plain', onclick: () => { this.list.items.forEach((entry) => this.picked.add(entry.id)); this.list.redraw(); this.drawBar(); } }),
      ...(this.store.trash
        ? [act(t('vault.restore'), 'restore', () => this.batch('restore')), act(t('vault.purge'), 'trash', () => this.purge(ids), 'danger-quiet')]
        : [act(t(pinned && !none ? 'vault.unpin' : 'vault.pin'), 'pin', () => this.batch(pinned ? 'unpin' : 'pin')),
          act(t('vault.toTrash'), 'trash', () => this.batch('trash'), 'danger-quiet')]),
      button({ label: t('vault.selectEnd'), icon: 'close', onlyIcon: true, small: true, onclick: () => this.select(false) }));
  }

  async batch(action, ids = [...this.picked]) {
    await post('/entries/batch', { ids, action });
    if (action === 'trash' || action === 'restore') {
      this.moved(ids, action);
    } else if (action === 'purge') {
      this.store.drop(ids);
      toast(t('vault.purged', { count: ids.length }));
    } else {
      ids.forEach((id) => this.store.entries.set(id, { ...this.store.entries.get(id), pinned: action === 'pin' }));
      this.store.drop([]);
    }
    this.select(false);
  }

  moved(ids, action) {
    this.store.drop(ids);
    const back = action === 'trash' ? 'restore' : 'trash';
    toast(t(action === 'trash' ? 'vault.trashed' : 'vault.restored', { count: ids.length }), {
      label: t('shell.undo'),
      onclick: async () => {
        await post('/entries/batch', { ids, action: back });
        await this.store.load();
      },
    });
  }

  async trash(entry) {
    await del(`/entries/${entry.id}`);
    this.store.drop([entry.id]);
    toast(t('vault.trashed', { count: 1 }), {
      label: t('shell.undo'),
      onclick: async () => {
        await post(`/entries/${entry.id}/restore`, {});
        await this.store.load();
      },
    });
  }

  async purge(ids) {
    if (await confirm({ title: t('vault.purge'), text: t('vault.purgeText', { count: ids.length }), action: t('vault.purge'), danger: true })) {
      await this.batch('purge', ids);
    }
  }

  async change(entry, changes) {
    const changed = await patch(`/entries/${entry.id}`, changes);
    this.store.put(changed);
    return this.store.entries.get(entry.id);
  }
}
