// The entries and their codes, as far as the page has them; only in memory.
import { call, get, Problem } from '../../api.js';
import { now, onClock } from '../../clock.js';
import { session } from '../../session.js';
import { counting } from '../../ui/ring.js';

const PAGE = 500;
/** So many codes a request: their ids have to fit into its address. */
const BATCH = 150;
const SOON_MS = 120;
const RETRY_MS = 5000;

/** @typedef {{id: string, issuer: string, account: string, type: string, tags: string[], note: string, pinned: boolean, icon?: string|null, createdAt: string, trashedAt?: string, recoveryCodes?: {left: number, used: number}}} Entry */

export class Store {
  /** @type {Map<string, Entry>} */ entries = new Map();
  /** @type {Map<string, object>} */ codes = new Map();
  /** What the list shows now: codes are asked for these alone. @type {string[]} */ wanted = [];
  loaded = false;
  reachable = true;
  trash = false;

  #listeners = new Set();
  #asking = false;
  #notBefore = 0;
  #generation = 0;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.signal = signal;
    onClock((what) => {
      if (what === 'jump') {
        this.#notBefore = 0;
        this.readCodes(true);
      }
    }, signal);
    addEventListener('online', () => { this.#notBefore = 0; this.readCodes(); }, { signal });
  }

  /** @param {(what: 'entries'|'codes'|'reach') => void} listener */
  onchange(listener) {
    this.#listeners.add(listener);
  }

  #tell(what) {
    this.#listeners.forEach((listener) => listener(what));
  }

  /** Reads all entries anew, page by page; the first is shown while the others come. */
  async load() {
    const mine = ++this.#generation;
    const fresh = new Map();
    let offset = 0;
    do {
      const query = `?limit=${PAGE}&offset=${offset}${this.trash ? '&trashed=true' : ''}`;
      const page = await get(`/entries${query}`, { signal: this.signal });
      if (mine !== this.#generation) {
        return;
      }
      page.entries.forEach((entry) => fresh.set(entry.id, entry));
      const first = offset === 0;
      offset = page.nextOffset ?? 0;
      if (first && !this.loaded) {
        this.entries = new Map(fresh);
        this.loaded = true;
        this.#tell('entries');
      }
    } while (offset > 0);
    this.entries = fresh;
    this.loaded = true;
    this.#tell('entries');
  }

  /** Forgets what another view showed. @param {boolean} trash */
  show(trash) {
    this.trash = trash;
    this.entries = new Map();
    this.loaded = false;
    return this.load();
  }

  /** @param {Entry} entry */
  put(entry) {
    this.entries.set(entry.id, { ...this.entries.get(entry.id), ...entry });
    this.#tell('entries');
  }

  /** @param {string[]} ids */
  drop(ids) {
    ids.forEach((id) => this.entries.delete(id));
    this.#tell('entries');
  }

  /** Asks for the codes that the list shows and that are over, or about to be. */
  async readCodes(all = false) {
    if (this.#asking || Date.now() < this.#notBefore || !session.can('READ_CODES') || this.trash) {
      return;
    }
    const at = now();
    const timed = this.wanted.filter((id) => this.entries.has(id) && this.entries.get(id).type !== 'hotp');
    const over = timed.filter((id) => all || !counting(this.codes.get(id), at)?.next).slice(0, BATCH);
    if (over.length === 0) {
      return;
    }
    this.#asking = true;
    try {
      const answer = await get(`/codes?ids=${over.join(',')}`, { signal: this.signal });
      const told = new Map(answer.codes.map((code) => [code.id, code]));
      // An entry without a code (its PIN is not kept) is not asked for again at every tick.
      over.forEach((id) => this.codes.set(id, told.get(id) ?? { none: true, validUntil: new Date(now() + 30_000).toISOString(), validFrom: new Date(now()).toISOString(), code: '', next: { code: '', validUntil: new Date(now() + 60_000).toISOString() } }));
      this.#notBefore = Date.now() + SOON_MS;
      this.#reach(true);
      this.#tell('codes');
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        return;
      }
      this.#notBefore = Date.now() + Math.max(RETRY_MS, problem.retryAfter * 1000);
      this.#reach(problem.status !== 0);
    } finally {
      this.#asking = false;
    }
  }

  #reach(reachable) {
    if (reachable !== this.reachable) {
      this.reachable = reachable;
      this.#tell('reach');
    }
  }

  /** The next code of a counter: each is handed out once. @param {string} id */
  async count(id) {
    const answer = await call('POST', `/entries/${id}/code`, {});
    this.codes.set(id, { counted: answer.current.value });
    this.#tell('codes');
    return answer.current.value;
  }
}
