// Changes as the server tells them. One tab of a browser listens and tells the others, since a
// browser opens few connections to one server; where there is no stream, the page asks now and then.

const POLL_MS = 60_000;
const RETRY_MS = 15_000;

/**
 * @param {(kind: 'entries'|'session'|'vault') => void} heard
 * @param {AbortSignal} signal
 */
export function listen(heard, signal) {
  const channel = new BroadcastChannel('watchword');
  channel.addEventListener('message', (event) => heard(event.data));
  signal.addEventListener('abort', () => channel.close());
  const tell = (kind) => {
    heard(kind);
    channel.postMessage(kind);
  };
  const poll = setInterval(() => document.hidden || heard('entries'), POLL_MS);
  signal.addEventListener('abort', () => clearInterval(poll));
  if (!navigator.locks) {
    stream(tell, signal);
    return;
  }
  navigator.locks.request('watchword-events', { signal }, () => new Promise((release) => {
    stream(tell, signal);
    signal.addEventListener('abort', release);
  })).catch(() => {});
}

function stream(tell, signal) {
  const source = new EventSource('/api/v1/events');
  let retry;
  let greeted = false;
  source.addEventListener('entries', () => {
    if (greeted) {
      tell('entries');
    }
    greeted = true; // the first tells where we are, not that something changed
  });
  source.addEventListener('session', () => tell('session'));
  source.addEventListener('vault', (event) => {
    if (greeted || event.data.includes('false')) {
      tell('vault');
    }
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED && !signal.aborted) {
      clearTimeout(retry);
      retry = setTimeout(() => signal.aborted || stream(tell, signal), RETRY_MS);
    }
  });
  signal.addEventListener('abort', () => {
    source.close();
    clearTimeout(retry);
  });
}
