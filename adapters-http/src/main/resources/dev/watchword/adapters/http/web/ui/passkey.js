// WebAuthn between this browser and the server: bytes travel as base64url.

/** Whether this browser knows passkeys. */
export function passkeysWork() {
  return Boolean(globalThis.PublicKeyCredential && navigator.credentials);
}

/** Has the browser make a passkey. @param {object} options as the server gave them */
export async function makePasskey(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  };
  return wire(await navigator.credentials.create({ publicKey }));
}

/** Has the person use a passkey. @param {object} options as the server gave them */
export async function askPasskey(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  };
  return wire(await navigator.credentials.get({ publicKey }));
}

function known(list = []) {
  return list.map((each) => ({ ...each, id: bytes(each.id) }));
}

/** What the server takes of a credential: its parts side by side. */
function wire(credential) {
  const from = credential.response;
  return Object.fromEntries(Object.entries({
    credential: from.signature && credential.rawId,
    clientData: from.clientDataJSON,
    attestationObject: from.attestationObject,
    authenticatorData: from.signature && from.authenticatorData,
    signature: from.signature,
    userHandle: from.userHandle?.byteLength ? from.userHandle : undefined,
  }).filter(([, part]) => part).map(([name, part]) => [name, text(part)]));
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
