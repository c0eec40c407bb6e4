export { renderReceipt as render } from './receipt/page.js';
