// Makes elements without markup strings: the page's policy builds none out of text.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; `class`, `style` (an object), `dataset`, and
 *   listeners as `onclick`; false, null and undefined leave the attribute out, true sets it empty
 * @param {...(Node|string|number|false|null|undefined|Array)} children
 * @return {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element; see {@link h}. @return {SVGElement} */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) {
      continue;
    }
    if (name.startsWith('on') && typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'style') {
      for (const [property, of] of Object.entries(value)) {
        element.style.setProperty(property, of);
      }
    } else if (name === 'dataset') {
      Object.assign(element.dataset, value);
    } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'indeterminate') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

/** Children as `append` takes them. */
export function nodes(children) {
  return children.flat(Infinity)
    .filter((child) => child !== false && child !== null && child !== undefined && child !== '')
    .map((child) => (child instanceof Node ? child : String(child)));
}

let last = 0;

/** An id that no other element of the page has. */
export function freshId(prefix = 'u') {
  last++;
  return `${prefix}${last}`;
}

/** Names are data from outside: without control, invisible and direction-changing characters. */
export function plain(text) {
  return String(text ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
}
