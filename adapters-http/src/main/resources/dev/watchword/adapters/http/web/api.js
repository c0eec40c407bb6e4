// The API as the pages call it: anti-forgery header, problems as sentences, what each refusal leads to.
import { session } from './session.js';
import { measured } from './clock.js';
import { has, t } from './i18n.js';

/** What the server refused (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.title ?? 'problem');
    this.status = status;
    /** The last part of the type, in kebab-case. */
    this.code = body.code ?? String(body.type ?? '').split(':').pop() ?? '';
    this.detail = body.detail ?? '';
    this.members = body;
    /** Seconds to wait; 0 where the server does not say. */
    this.retryAfter = retryAfter;
  }

  /** What went wrong and what to do, in the person's language where we have it. */
  get sentence() {
    const key = `shell.problem.${this.code}`;
    return has(key) ? t(key, { seconds: this.retryAfter }) : this.detail || t('shell.problem.internal');
  }
}

let handlers = { signIn: () => {}, stepUp: async () => false };

/** The shell says what a lost session and a needed step-up lead to. */
export function onRefusals(given) {
  handlers = { ...handlers, ...given };
}

/**
 * Calls the API.
 *
 * @param {string} method
 * @param {string} path below `/api/v1`
 * @param {object} [options]
 * @param {unknown} [options.json] the body, sent as JSON
 * @param {Blob|ArrayBuffer} [options.raw] the body as it is
 * @param {string} [options.type] of a raw body
 * @param {FormData} [options.form] the body as a multipart form
 * @param {Record<string, string>} [options.headers] more of them
 * @param {boolean} [options.anonymous] leaves a 401 to the caller
 * @param {boolean} [options.file] answers with the Response itself, for downloads
 * @param {AbortSignal} [options.signal]
 * @return {Promise<any>} the answer's JSON; undefined where it has none
 * @throws {Problem}
 */
export async function call(method, path, options = {}) {
  const response = await send(method, path, options);
  if (response.ok) {
    return options.file ? response : answer(response);
  }
  const problem = await problemOf(response);
  if (problem.status === 401 && !options.anonymous) {
    session.clear();
    handlers.signIn();
  }
  if (problem.code === 'step-up-needed' && !options.again && await handlers.stepUp(problem)) {
    return call(method, path, { ...options, again: true });
  }
  throw problem;
}

async function send(method, path, { json, raw, type, form, signal, headers: more = {} }) {
  const headers = { ...more };
  if (method !== 'GET' && session.csrf) {
    headers['X-Watchword-CSRF'] = session.csrf;
  }
  if (json !== undefined) {
    headers['Content-Type'] = 'application/json';
  } else if (raw !== undefined) {
    headers['Content-Type'] = type ?? 'application/octet-stream';
  }
  try {
    return await fetch(`/api/v1${path}`, {
      method, headers, signal, cache: 'no-store', credentials: 'same-origin',
      body: json === undefined ? form ?? raw : JSON.stringify(json),
    });
  } catch (fault) {
    if (fault.name === 'AbortError') {
      throw fault;
    }
    throw new Problem(0, { code: 'unreachable' }, 0);
  }
}

async function answer(response) {
  const text = await response.text();
  if (text === '') {
    return undefined;
  }
  const body = JSON.parse(text);
  if (body.csrf) {
    session.renewed(body.csrf);
  }
  if (body.serverTime) {
    measured(body.serverTime);
  }
  return body;
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return new Problem(response.status, body, Number(response.headers.get('Retry-After')) || 0);
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, json, options) => call('POST', path, { json, ...options });
export const patch = (path, json, options) => call('PATCH', path, { json, ...options });
export const put = (path, json, options) => call('PUT', path, { json, ...options });
export const del = (path, json, options) => call('DELETE', path, { json, ...options });
