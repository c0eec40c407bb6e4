// Messages by area and language: `t('vault.title')` is `title` of `i18n/vault/<language>.json`.

/** Their own names, in the order that a list shows them. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español', ja: '日本語', 'zh-Hans': '简体中文' };

let current = 'en';
let plurals = new Intl.PluralRules('en');
/** @type {Map<string, Record<string, string|Record<string, string>>>} */
const messages = new Map();

/** The best of ours for what a person or a browser asks for. @param {readonly string[]} wanted */
export function negotiate(wanted) {
  for (const tag of wanted) {
    const base = tag.split('-')[0].toLowerCase();
    const found = base === 'zh' ? 'zh-Hans' : Object.keys(LANGUAGES).find((known) => known === base);
    if (found) {
      return found;
    }
  }
  return 'en';
}

/** @return {keyof LANGUAGES} */
export function language() {
  return current;
}

/** Takes a language; the areas loaded so far are loaded in it. @param {string} tag */
export async function useLanguage(tag) {
  current = negotiate([tag]);
  plurals = new Intl.PluralRules(current);
  document.documentElement.lang = current;
  const areas = [...messages.keys()];
  messages.clear();
  await Promise.all(areas.map(loadArea));
}

/** Loads an area's messages, once. @param {string} area */
export async function loadArea(area) {
  if (!messages.has(area)) {
    const response = await fetch(new URL(`i18n/${area}/${current}.json`, import.meta.url));
    messages.set(area, await response.json());
  }
}

function find(key) {
  const dot = key.indexOf('.');
  return messages.get(key.slice(0, dot))?.[key.slice(dot + 1)];
}

/** @param {string} key */
export function has(key) {
  return find(key) !== undefined;
}

/**
 * A message.
 *
 * @param {string} key area, dot, name
 * @param {Record<string, unknown>} [values] for `{name}`; `count` chooses the plural form too
 * @return {string} the key itself where there is no such message
 */
export function t(key, values = {}) {
  const found = find(key);
  const text = typeof found === 'object' ? found[plurals.select(Number(values.count))] ?? found.other : found;
  return text === undefined ? key
    : text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(current) : String(value);
    });
}

/** A day and time as the language writes it. @param {string|number|Date} at */
export function dateTime(at) {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** @param {string|number|Date} at */
export function date(at) {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium' }).format(new Date(at));
}

/** `5 minutes ago`, `in 3 days`. @param {string|number|Date} at @param {number} now milliseconds */
export function relative(at, now = Date.now()) {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(current, { numeric: 'auto' });
  for (const [unit, length] of [['day', 86400], ['hour', 3600], ['minute', 60]]) {
    if (Math.abs(seconds) >= length) {
      return format.format(Math.trunc(seconds / length), unit);
    }
  }
  return format.format(Math.trunc(seconds), 'second');
}
