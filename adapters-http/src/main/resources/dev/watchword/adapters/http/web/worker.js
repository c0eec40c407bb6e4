// Lets the browser keep our files: the worker's address is the only script address made of text.
const policy = window.trustedTypes?.createPolicy('watchword-worker', {
  createScriptURL: () => '/sw.js',
});
navigator.serviceWorker.register(policy ? policy.createScriptURL('') : '/sw.js').catch(() => {
  // A page without it works all the same.
});
