// Who is signed in, as `GET /session` says it; only in memory.

const listeners = new Set();
const name = (permission) => permission.toUpperCase().replace(/[^A-Z]/g, '_');

export const session = {
  /** The answer of `GET /session`; null where nobody is signed in. @type {any} */
  current: null,

  get csrf() {
    return this.current?.csrf;
  },

  get person() {
    return this.current?.person;
  },

  /** Whether the person may; for what to show only: the server decides. @param {string} permission as `CHANGE_ENTRIES` */
  can(permission) {
    return this.current?.state === 'full'
      && (this.current.permissions ?? []).some((has) => name(has) === name(permission));
  },

  set(current) {
    this.current = current;
    listeners.forEach((listener) => listener());
  },

  /** A new token came with a sign-in, a step-up or a change of factor. @param {string} csrf */
  renewed(csrf) {
    this.current = { ...this.current, csrf };
  },

  clear() {
    this.set(null);
  },

  /** @param {() => void} listener @param {AbortSignal} [signal] */
  onchange(listener, signal) {
    listeners.add(listener);
    signal?.addEventListener('abort', () => listeners.delete(listener));
  },
};
