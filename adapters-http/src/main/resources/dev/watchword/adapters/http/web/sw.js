// Keeps the files whose path holds their hash, and nothing else: never a page, never an API answer.
const ASSETS = '{assets}';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(ASSETS).then((cache) =>
    cache.addAll([`${ASSETS}/offline.html`, `${ASSETS}/tokens.css`, `${ASSETS}/base.css`, `${ASSETS}/shell.css`, `${ASSETS}/icon.svg`])));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== ASSETS).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) {
    return;
  }
  if (url.pathname.startsWith(`${ASSETS}/`)) {
    event.respondWith(kept(event.request));
  } else if (event.request.mode === 'navigate') {
    event.respondWith(fetch(event.request).catch(() => caches.match(`${ASSETS}/offline.html`)));
  }
});

async function kept(request) {
  const cache = await caches.open(ASSETS);
  const found = await cache.match(request);
  if (found) {
    return found;
  }
  const response = await fetch(request);
  if (response.status === 200) {
    await cache.put(request, response.clone());
  }
  return response;
}
