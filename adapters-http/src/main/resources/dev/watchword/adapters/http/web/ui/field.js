// A labelled field with its hint and its error, tied together for screen readers.
import { freshId, h } from './dom.js';
import { button } from './button.js';
import { t } from '../i18n.js';

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.type] of the input; `textarea` and `password` are known too
 * @param {string} [options.hint]
 * @param {string} [options.value]
 * @param {boolean} [options.code] large digits, for a code to type
 * @param {Record<string, unknown>} [options.props] attributes of the input: name, autocomplete, …
 * @return {{element: HTMLElement, input: HTMLInputElement, setError: (text: string) => void}} an
 *   empty text takes the error away; a text moves the focus to the field
 */
export function field({ label, type = 'text', hint, value = '', code, props = {} }) {
  const id = freshId('f');
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const common = { id, class: code ? 'input code-input' : 'input', 'aria-describedby': hint ? hintId : undefined, ...props };
  const input = type === 'textarea'
    ? h('textarea', { ...common, value })
    : h('input', { ...common, type, value, ...(code ? { inputmode: 'numeric', autocomplete: 'one-time-code', autocapitalize: 'off', spellcheck: 'false' } : {}), ...props });
  const error = h('p', { class: 'error', id: errorId, hidden: true });
  const setError = (text) => {
    error.textContent = text;
    error.hidden = !text;
    input.setAttribute('aria-invalid', String(Boolean(text)));
    input.setAttribute('aria-describedby', [hint && hintId, text && errorId].filter(Boolean).join(' '));
    if (text) {
      input.focus();
    }
  };
  const element = h('div', { class: 'field' },
    h('label', { for: id }, label),
    type === 'password' ? withReveal(input) : input,
    hint && h('p', { class: 'hint', id: hintId }, hint),
    error);
  return { element, input, setError };
}

function withReveal(input) {
  const show = button({
    label: t('shell.showPassword'), icon: 'eye', onlyIcon: true, small: true, props: { 'aria-pressed': 'false' },
    onclick: () => {
      const shown = input.type === 'password';
      input.type = shown ? 'text' : 'password';
      show.setAttribute('aria-pressed', String(shown));
    },
  });
  return h('div', { class: 'with-reveal' }, input, show);
}

/**
 * A choice out of a few.
 *
 * @param {{label: string, options: {value: string, label: string}[], value?: string, hint?: string, onchange?: (value: string) => void, props?: object}} options
 * @return {{element: HTMLElement, input: HTMLSelectElement}}
 */
export function select({ label, options, value, hint, onchange, props = {} }) {
  const id = freshId('f');
  const input = h('select', { id, class: 'input', 'aria-describedby': hint ? `${id}-hint` : undefined, ...props },
    options.map((option) => h('option', { value: option.value, selected: option.value === value }, option.label)));
  if (onchange) {
    input.addEventListener('change', () => onchange(input.value));
  }
  return {
    element: h('div', { class: 'field' }, h('label', { for: id }, label), input,
      hint && h('p', { class: 'hint', id: `${id}-hint` }, hint)),
    input,
  };
}

/** A check box with its label. @return {{element: HTMLElement, input: HTMLInputElement}} */
export function checkbox({ label, checked = false, hint, onchange, props = {} }) {
  const input = h('input', { type: 'checkbox', checked, ...props });
  if (onchange) {
    input.addEventListener('change', () => onchange(input.checked));
  }
  return {
    element: h('label', { class: 'check' }, input, h('span', {}, label, hint && h('span', { class: 'note', style: { display: 'block' } }, hint))),
    input,
  };
}
