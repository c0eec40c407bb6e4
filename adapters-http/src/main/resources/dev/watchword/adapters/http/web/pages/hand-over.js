export { renderHandOver as render } from './hand-over/page.js';
