// The part of YAML 1.2 that our own contract is written in: block maps and lists, plain and quoted
// scalars, folded (>-) text, one-line lists and maps. Anything else is an error, not a guess.

/** @return {unknown} the document as plain objects */
export function parseYaml(text) {
  const lines = text.split('\n')
    .map((raw, i) => ({ number: i + 1, indent: raw.length - raw.trimStart().length, text: raw.trim() }))
    .filter((line) => line.text !== '');
  const reader = { lines, at: 0 };
  const value = block(reader, 0);
  if (reader.at < reader.lines.length) {
    fail(reader.lines[reader.at]);
  }
  return value;
}

function block(reader, indent) {
  const first = reader.lines[reader.at];
  return first.text === '-' || first.text.startsWith('- ') ? list(reader, indent) : map(reader, indent);
}

function list(reader, indent) {
  const items = [];
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at];
    if (line.indent !== indent || !line.text.startsWith('- ')) {
      break;
    }
    const rest = line.text.slice(2);
    if (keyOf(rest)) {
      reader.lines[reader.at] = { ...line, indent: indent + 2, text: rest };
      items.push(map(reader, indent + 2));
    } else {
      reader.at++;
      items.push(scalar(rest, line));
    }
  }
  return items;
}

function map(reader, indent) {
  const entries = {};
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at];
    if (line.indent !== indent) {
      if (line.indent > indent) {
        fail(line);
      }
      break;
    }
    const key = keyOf(line.text) ?? fail(line);
    reader.at++;
    entries[key.name] = key.rest === '' ? nested(reader, indent) : value(reader, key.rest, line);
  }
  return entries;
}

function nested(reader, indent) {
  const next = reader.lines[reader.at];
  const deeper = next && (next.indent > indent || (next.indent === indent && next.text.startsWith('- ')));
  return deeper ? block(reader, next.indent) : null;
}

function value(reader, rest, line) {
  if (rest !== '>-') {
    return scalar(rest, line);
  }
  const words = [];
  while (reader.lines[reader.at]?.indent > line.indent) {
    words.push(reader.lines[reader.at++].text);
  }
  return words.join(' ');
}

/** `name: rest`, or undefined when the text is no such thing. */
function keyOf(text) {
  const found = /^(?:'([^']*)'|"([^"]*)"|([^\s'"{[#][^:]*?)):(?: +(.*))?$/.exec(text);
  return found && { name: found[1] ?? found[2] ?? found[3], rest: found[4] ?? '' };
}

function scalar(text, line) {
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1) {
    return text.slice(1, -1).replaceAll("''", "'");
  }
  if (text.startsWith('"')) {
    return JSON.parse(text);
  }
  if (text.startsWith('[') && text.endsWith(']')) {
    return parts(text).map((part) => scalar(part, line));
  }
  if (text.startsWith('{') && text.endsWith('}')) {
    return Object.fromEntries(parts(text).map((part) => {
      const key = keyOf(part) ?? fail(line);
      return [key.name, scalar(key.rest, line)];
    }));
  }
  if (/^[>|&*!%@`#]| #/.test(text)) {
    fail(line);
  }
  if (/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text)) {
    return Number(text);
  }
  if (text === 'null') {
    return null;
  }
  return { true: true, false: false }[text] ?? text;
}

function parts(text) {
  const inner = text.slice(1, -1).trim();
  return inner === '' ? [] : inner.split(',').map((part) => part.trim());
}

function fail(line) {
  throw new SyntaxError(`line ${line.number} is YAML of a kind that is not read here`);
}
