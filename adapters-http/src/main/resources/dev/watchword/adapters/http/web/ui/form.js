// Forms that say what is wrong in a sentence beside the field, and show when they wait.
import { has, t } from '../i18n.js';
import { button, busy } from './button.js';
import { h } from './dom.js';
import * as fields from './field.js';

/**
 * A labelled input with a name, which a {@link form} reads.
 *
 * @param {{label: string, name: string, type?: string, hint?: string, value?: string, optional?: boolean, code?: boolean}} how
 *   and any further attributes of the input
 */
export function field({ label, name, type = 'text', hint, value, optional = false, code, ...attributes }) {
  const made = fields.field({
    label, type, hint, value, code,
    props: { name, required: !optional, autocapitalize: 'none', spellcheck: 'false', ...attributes },
  });
  return named(name, made, () => made.input.value, made.setError);
}

function named(name, { element, input }, value, fail = () => {}) {
  const clear = () => {
    if (input.getAttribute('aria-invalid') === 'true') {
      fail('');
    }
  };
  input.addEventListener('input', clear);
  return { element, input, name, value, fail, clear };
}

/** A field for the six to eight digits of an authenticator. */
export function codeField(label = t('account.code'), hint = t('account.code.hint')) {
  return field({ label, hint, name: 'code', code: true, maxlength: '11' });
}

/** A field for a recovery code, or another code of letters and digits. */
export function longCodeField(label, name, hint, more = {}) {
  return field({ label, name, hint, autocomplete: 'off', class: 'input mono', ...more });
}

/** A choice out of a few. @param {[string, string][]} options.options value and text */
export function choice({ label, name, options, value, hint }) {
  const made = fields.select({
    label, hint, value, props: { name }, options: options.map(([each, text]) => ({ value: each, label: text })),
  });
  return named(name, made, () => made.input.value);
}

/** A box to tick. */
export function tick({ label, name, checked = false, hint }) {
  const made = fields.checkbox({ label, checked, hint, props: { name } });
  return named(name, made, () => made.input.checked);
}

/**
 * A form whose button shows that it waits, and whose failures are told where they belong.
 *
 * @param {object} how
 * @param {(object|Node)[]} how.fields those of this module, and what stands between them; one may
 *   have an `objection` to what was typed
 * @param {string} how.label of the button
 * @param {(values: Record<string, unknown>) => Promise<unknown>} how.submit
 * @param {Node[]} [how.more] beside the button
 * @param {(problem: object) => string|undefined} [how.blame] names the field that a problem is about
 */
export function form({ fields: all, label, submit, danger = false, block = false, more = [], blame = () => undefined }) {
  const wrong = h('p', { class: 'notice bad', role: 'alert', hidden: true });
  const go = button({ label, kind: danger ? 'danger' : 'primary', type: 'submit', block });
  const inputs = all.filter((each) => each.input);
  const element = h('form', { class: 'stack', novalidate: true },
    all.map((each) => each.element ?? each), wrong,
    block ? [go, more] : h('div', { class: 'row form-actions' }, go, more));
  const tell = (problem) => {
    const at = inputs.find((each) => each.name === blame(problem));
    if (at) {
      at.fail(sentenceOf(problem));
      at.input.select?.();
    } else {
      wrong.textContent = sentenceOf(problem);
      wrong.hidden = false;
    }
  };
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (go.disabled || !filled(inputs)) {
      return;
    }
    wrong.hidden = true;
    let failure;
    await busy(go, submit(Object.fromEntries(inputs.map((each) => [each.name, each.value()])))
      .catch((problem) => { failure = problem; }));
    if (failure) {
      tell(failure);
    }
  });
  return element;
}

function filled(inputs) {
  inputs.forEach((each) => each.clear());
  const empty = inputs.filter((each) => each.input.required && !each.input.value.trim());
  empty.reverse().forEach((each) => each.fail(t('account.needed')));
  const objected = empty.length > 0 ? undefined : inputs.find((each) => each.input.required && each.objection?.());
  objected?.fail(objected.objection());
  return empty.length === 0 && !objected;
}

/** What went wrong and what to do: in the person's language where we have the words. */
export function sentenceOf(problem) {
  if (!problem?.code) {
    throw problem;
  }
  return wordsFor(`account.problem.${problem.code}`, { count: problem.retryAfter || 60 },
    problem.sentence ?? problem.detail);
}

/** A message, or something else where no language has it. */
export function wordsFor(key, values, otherwise) {
  return has(key) ? t(key, values) : otherwise;
}

/** A button that looks like a link. */
export function link(text, onclick) {
  return h('button', { type: 'button', class: 'link', onclick }, text);
}

/** Codes as people type them, without blanks. */
export function bare(text) {
  return text.replace(/\s/g, '');
}
