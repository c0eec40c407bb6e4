// The QR code of a set-up, drawn from the server's SVG without building markup out of a string.
const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} text the server's SVG: a white square and one path of black modules
 * @param {string} label what a screen reader says
 * @return {SVGElement} empty of modules where the text is not such a picture
 */
export function qrPicture(text, label) {
  const side = /viewBox="0 0 (\d{1,4}) \1"/.exec(text)?.[1] ?? '1';
  const modules = /<path d="([MmHhVvLlZz0-9 .,-]*)"/.exec(text)?.[1] ?? '';
  return made('svg', { viewBox: `0 0 ${side} ${side}`, 'shape-rendering': 'crispEdges', class: 'qr', role: 'img', 'aria-label': label },
    made('rect', { width: side, height: side, fill: '#fff' }),
    made('path', { d: modules, fill: '#000' }));
}

function made(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}
