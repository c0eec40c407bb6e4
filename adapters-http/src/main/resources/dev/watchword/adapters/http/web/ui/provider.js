// On the way to the OpenID provider, and back from it.
import * as api from '../api.js';

/** Which errand this tab is on: no secret, and gone with the tab. */
const ERRAND = 'watchword.provider';

const PLACES = { 'sign-in': '/session/provider', link: '/me/provider' };

/** Leaves for the provider. @param {'sign-in'|'link'} errand */
export async function goToProvider(errand) {
  const { location: there } = await api.post(`${PLACES[errand]}/options`, undefined, { anonymous: errand === 'sign-in' });
  sessionStorage.setItem(ERRAND, errand);
  location.assign(there);
}

/**
 * What the provider sent along, which leaves the address, and with it the history, at once.
 *
 * @return {{errand: 'sign-in'|'link', brought?: object}} without `brought` where nobody signed in there
 */
export function backFromProvider() {
  const query = new URLSearchParams(location.search);
  history.replaceState(history.state, '', location.pathname);
  const errand = sessionStorage.getItem(ERRAND) === 'link' ? 'link' : 'sign-in';
  sessionStorage.removeItem(ERRAND);
  const [state, code, issuer] = ['state', 'code', 'iss'].map((name) => query.get(name));
  return { errand, brought: state && code ? { state, code, ...(issuer ? { issuer } : {}) } : undefined };
}

/** Brings it to the server. @return {Promise<object>} what a sign-in answers, or the new anti-forgery token */
export function bring(errand, brought) {
  return api.post(PLACES[errand], brought, { anonymous: errand === 'sign-in' });
}
