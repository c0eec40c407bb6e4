// Which entries a search and a tag leave, and in which order.

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
/** @type {WeakMap<object, string>} */
const texts = new WeakMap();

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function textOf(entry) {
  let text = texts.get(entry);
  if (text === undefined) {
    text = fold(`${entry.issuer} ${entry.account} ${entry.tags.join(' ')} ${entry.note}`);
    texts.set(entry, text);
  }
  return text;
}

/** Pinned ones first, then by name. */
export function sorted(entries) {
  return entries
    .map((entry) => ({ entry, key: entry.issuer || entry.account }))
    .sort((a, b) => Number(b.entry.pinned) - Number(a.entry.pinned)
      || collator.compare(a.key, b.key) || collator.compare(a.entry.account, b.entry.account))
    .map(({ entry }) => entry);
}

/** Those that hold every word of the search, and the tag. */
export function filtered(entries, search, tag) {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => (!tag || entry.tags.includes(tag))
    && words.every((word) => textOf(entry).includes(word)));
}

/** All tags, the commonest first. */
export function tagsOf(entries) {
  const counts = new Map();
  for (const entry of entries) {
    entry.tags.forEach((tag) => counts.set(tag, (counts.get(tag) ?? 0) + 1));
  }
  return [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0])).map(([tag]) => tag);
}
