// Asks the server what a picture or an address holds; nothing is stored by asking.
import { call, Problem } from '../../api.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';

/** As the server has it. */
export const MAX_BYTES = 16 * 1024 * 1024;

/**
 * A code that was found, and what keeping it takes.
 *
 * @typedef {{issuer: string, account: string, type: string, needsPin?: boolean, counter?: number, current?: object, next?: object, cutout?: string}} FoundCode
 * @typedef {{picture: Blob, code: number}|{uri: string}} Source
 */

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/**
 * Reads a picture; waits where the server asks for patience.
 *
 * @param {Blob} picture
 * @param {{signal: AbortSignal, waiting: (seconds: number) => void}} options
 * @return {Promise<{codes: (FoundCode & {kind: string, problem?: string})[], diagnoses: {code: string, sentence: string}[]}>}
 */
export async function readPicture(picture, { signal, waiting }) {
  if (picture.size > MAX_BYTES) {
    throw new Problem(413, { code: 'too-large', detail: t('capture.tooLarge') }, 0);
  }
  for (let tries = 0; ; tries++) {
    try {
      return await call('POST', session.current ? '/scan?preview=true' : '/scan', { raw: picture, signal, anonymous: true });
    } catch (problem) {
      if (!(problem instanceof Problem) || ![429, 503].includes(problem.status) || tries > 3) {
        throw problem;
      }
      const seconds = problem.retryAfter || 3;
      waiting(seconds);
      await wait(seconds);
    }
  }
}

/** @param {string} uri @return {Promise<FoundCode>} */
export function readAddress(uri) {
  return call('POST', '/entries/preview', { json: { uri } });
}

/**
 * Keeps what was found.
 *
 * @param {Source} source
 * @param {{issuer: string, account: string, tags: string[]}} as
 */
export function keep(source, { issuer, account, tags }) {
  if ('uri' in source) {
    return call('POST', '/entries', { json: { uri: source.uri, issuer, account, tags } });
  }
  const form = new FormData();
  form.set('code', String(source.code));
  form.set('issuer', issuer);
  form.set('account', account);
  tags.forEach((tag) => form.append('tag', tag));
  form.set('image', source.picture, 'picture');
  return call('POST', '/scan/entries', { form });
}

/** The reading of a code as the ring takes it. @param {FoundCode} found */
export function reading(found) {
  return found.current?.validUntil && {
    code: found.current.value, validFrom: found.current.validFrom, validUntil: found.current.validUntil,
    next: found.next && { code: found.next.value, validUntil: found.next.validUntil },
  };
}
