// The vault: every entry with its live code.
export { renderVault as render } from './vault/page.js';
