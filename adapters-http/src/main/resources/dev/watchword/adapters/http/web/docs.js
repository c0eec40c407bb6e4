// The contract, made readable: every operation with what goes in and what comes out.
import { parseYaml } from './yaml.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

try {
  const response = await fetch('/openapi.yaml', { credentials: 'omit' });
  show(parseYaml(await response.text()));
} catch (fault) {
  document.getElementById('status').textContent = `The contract can’t be shown: ${fault.message}.`;
}

function show(contract) {
  const resolve = (node) =>
    node?.$ref ? node.$ref.slice(2).split('/').reduce((at, step) => at[step], contract) : node;
  document.getElementById('about').replaceChildren(...prose(contract.info.description));
  const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method])
      .map((method) => ({ path, method, shared: item.parameters ?? [], ...item[method] })));
  for (const tag of contract.tags) {
    const ofTag = operations.filter((operation) => operation.tags.includes(tag.name));
    document.getElementById('operations').append(
      make('h2', { id: `tag-${tag.name}` }, tag.description),
      ...ofTag.map((operation) => card(operation, resolve)));
    document.getElementById('toc').append(
      make('section', {}, make('h2', {}, tag.description), make('ul', {}, ...ofTag.map((operation) =>
        make('li', {}, make('a', { href: `#${operation.operationId}` }, operation.summary))))));
  }
  if (location.hash) {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
}

function card(operation, resolve) {
  const parts = [
    make('h3', {}, make('span', { class: 'verb' }, operation.method.toUpperCase()), operation.path),
    make('p', { class: 'summary' }, operation.summary),
  ];
  if (operation.description) {
    parts.push(make('p', { class: 'about' }, ...prose(operation.description)));
  }
  const parameters = [...operation.shared, ...(operation.parameters ?? [])];
  if (parameters.length > 0) {
    parts.push(make('h4', {}, 'Parameters'), pairs(parameters.map((p) => [p.name, parameter(p)])));
  }
  for (const [type, body] of Object.entries(operation.requestBody?.content ?? {})) {
    const examples = body.examples ? Object.values(body.examples).map((e) => e.value) : [body.example];
    for (const example of examples.filter(Boolean)) {
      parts.push(make('h4', {}, `Send ${type}`), code(example));
    }
  }
  const responses = Object.entries(operation.responses).map(([status, r]) => [status, resolve(r)]);
  const [, good] = responses[0];
  const example = Object.values(good.content ?? {})[0]?.example;
  if (example) {
    parts.push(make('h4', {}, `Get ${responses[0][0]}`), code(example));
  }
  parts.push(make('h4', {}, 'Answers'), pairs(responses.map(([s, r]) => [s, r.description])));
  return make('article', { class: 'card op', id: operation.operationId }, ...parts);
}

function parameter({ in: where, required, description, schema }) {
  const limits = [schema.format ?? schema.type,
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.default !== undefined && `else ${schema.default}`].filter(Boolean).join(' ');
  return `${description ? description + '; ' : ''}in the ${where}, ${required ? 'required, ' : ''}${limits}`;
}

function pairs(entries) {
  return make('dl', {}, ...entries.flatMap(([name, text]) =>
    [make('dt', {}, name), make('dd', {}, ...prose(text))]));
}

function code(example) {
  return make('pre', { tabindex: '0' }, make('code', {}, JSON.stringify(example, null, 2)));
}

/** Text in which `this` is code. */
function prose(text) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? make('code', {}, part) : part));
}
