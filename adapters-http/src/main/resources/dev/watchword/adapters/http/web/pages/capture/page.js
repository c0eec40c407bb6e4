// Drop, choose, paste, camera: each picture is read in its turn, each code stands on its own card.
import { Problem } from '../../api.js';
import { t } from '../../i18n.js';
import { session } from '../../session.js';
import { button } from '../../ui/button.js';
import { h, plain } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { pageHead, progress } from '../../ui/pieces.js';
import { announce } from '../../ui/toast.js';
import { byHand } from './by-hand.js';
import { openCamera } from './camera.js';
import { foundCard } from './found.js';
import { readAddress, readPicture } from './reading.js';

const TICK_MS = 250;
const ADDRESS = /^\s*(otpauth|motp|otpauth-migration):\/\//i;

/** @param {HTMLElement} main @param {{signal: AbortSignal}} context */
export function renderCapture(main, { signal }) {
  const mayKeep = session.can('CHANGE_ENTRIES');
  const cards = new Set();
  let queue = Promise.resolve();
  let waiting = 0;
  let read = 0;

  const file = h('input', { type: 'file', id: 'file', accept: 'image/*,application/pdf', multiple: true, hidden: true, onchange: () => { take([...file.files]); file.value = ''; } });
  const drop = h('section', { class: 'drop', id: 'drop', 'aria-labelledby': 'drop-title' },
    h('span', { class: 'drop-mark', 'aria-hidden': 'true' }, icon('capture')),
    h('h2', { id: 'drop-title' }, t('capture.drop')),
    h('p', { class: 'soft' }, t('capture.ways')),
    h('div', { class: 'row ways' },
      button({ label: t('capture.choose'), icon: 'picture', kind: 'primary', onclick: () => file.click(), props: { id: 'choose' } }),
      button({ label: t('capture.camera'), icon: 'camera', onclick: () => openCamera(seen, address), props: { id: 'camera' } }),
      button({ label: t('capture.paste'), icon: 'paste', onclick: pasteNow, props: { id: 'paste' } }),
      mayKeep && button({ label: t('capture.byHand'), icon: 'keyboard', onclick: byHand, props: { id: 'by-hand' } })),
    h('p', { class: 'note' }, t('capture.kinds')), file);
  const under = progress('');
  under.element.hidden = true;
  const results = h('section', { class: 'stack', 'aria-labelledby': 'results-title', hidden: true });
  const list = h('ul', { class: 'stack', id: 'cards' });
  const all = button({ label: '', icon: 'check', kind: 'primary', small: true, onclick: keepAll });
  const heading = h('h2', { id: 'results-title', tabindex: '-1' }, t('capture.found'));
  results.append(h('div', { class: 'row between' }, heading,
    h('div', { class: 'row' }, mayKeep && all, button({ label: t('capture.forgetAll'), small: true, onclick: forgetAll, props: { id: 'clear' } }))), list);
  const said = h('p', { class: 'note status', role: 'status', id: 'status' });
  main.append(pageHead(t('capture.title')), h('p', { class: 'lead' }, t(mayKeep ? 'capture.lead' : 'capture.leadOpen')), drop, under.element, said, results);

  const timer = setInterval(() => cards.forEach((card) => card.gone ? cards.delete(card) : card.tick()), TICK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  document.addEventListener('paste', (event) => {
    if (event.target.matches('input, textarea') || document.querySelector('dialog[open]')) {
      return;
    }
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData('text/plain');
    event.preventDefault();
    files.length > 0 ? take(files) : pasted(text);
  }, { signal });
  for (const kind of ['dragenter', 'dragover']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    }, { signal });
  }
  document.addEventListener('dragleave', (event) => event.relatedTarget || drop.classList.remove('over'), { signal });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const files = [...event.dataTransfer.files];
    files.length > 0 ? take(files) : pasted(event.dataTransfer.getData('text/plain'));
  }, { signal });

  function say(text) {
    said.textContent = text;
  }

  /** Reads pictures one after the other. */
  function take(files) {
    waiting += files.length;
    for (const picture of files) {
      queue = queue.then(() => one(picture));
    }
    return queue;
  }

  async function one(picture) {
    const total = read + waiting;
    const label = total > 1 ? t('capture.readingOf', { at: read + 1, total }) : t('capture.reading');
    under.element.hidden = false;
    under.set(total > 1 ? read / total : null, label);
    try {
      await show(picture, picture.name ?? '');
    } finally {
      waiting--;
      read++;
      if (waiting === 0) {
        under.element.hidden = true;
        read = 0;
        drop.classList.add('compact');
        results.scrollIntoView({ block: 'nearest' });
        heading.focus({ preventScroll: true });
      }
    }
  }

  /** Shows what a picture holds; answers how many of an authenticator's codes. */
  async function show(picture, name, quiet = false) {
    const options = { signal, waiting: (seconds) => under.set(null, t('capture.waiting', { count: seconds })) };
    try {
      const answer = await readPicture(picture, options);
      let codes = 0;
      answer.codes.forEach((found, place) => {
        if (found.kind === 'otp') {
          codes++;
          const again = async () => (await readPicture(picture, options)).codes[place];
          add(foundCard(found, { picture, code: place }, { mayKeep, again, changed }));
        } else if (!quiet) {
          diagnose(t('capture.otherCode'), sentence(found.problem ?? ''), name);
        }
      });
      if (!quiet) {
        answer.diagnoses.slice(0, 1).forEach((d) => diagnose(t(codes === 0 ? 'capture.nothing' : 'capture.perhapsMore'), d.sentence, name));
        say(t('capture.count', { count: codes }));
      }
      return codes;
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      if (quiet) {
        throw problem;
      }
      diagnose(t('capture.unread'), problem.code === 'too-large' ? t('capture.tooLarge') : problem.sentence, name);
      say(problem.sentence);
      return 0;
    }
  }

  async function address(uri) {
    const found = await readAddress(uri.trim());
    add(foundCard(found, { uri: uri.trim() }, { mayKeep, again: () => readAddress(uri.trim()), changed }));
    return t('capture.foundOne', { name: plain(found.issuer) || plain(found.account) });
  }

  async function pasted(text) {
    if (!ADDRESS.test(text)) {
      say(t('capture.nothingPasted'));
      return;
    }
    for (const line of text.split('\n').filter((part) => ADDRESS.test(part))) {
      try {
        say(await address(line));
      } catch (problem) {
        diagnose(t('capture.unread'), problem.sentence ?? String(problem), '');
      }
    }
    drop.classList.add('compact');
    heading.focus({ preventScroll: true });
  }

  async function pasteNow() {
    try {
      for (const item of await navigator.clipboard.read()) {
        const type = item.types.find((kind) => kind.startsWith('image/'));
        if (type) {
          await take([new File([await item.getType(type)], t('capture.clipboard'), { type })]);
        } else if (item.types.includes('text/plain')) {
          await pasted(await (await item.getType('text/plain')).text());
        } else {
          say(t('capture.nothingPasted'));
        }
      }
    } catch (fault) {
      if (fault instanceof Problem) {
        throw fault;
      }
      say(t('capture.pasteByKey'));
    }
  }

  /** Of what the camera sees, each code once. */
  const fromCamera = new Set();
  async function seen(picture) {
    const answer = await readPicture(picture, { signal, waiting: () => {} });
    const names = [];
    answer.codes.forEach((found, place) => {
      const key = `${found.issuer}\n${found.account}\n${found.type}`;
      if (found.kind === 'otp' && !fromCamera.has(key)) {
        fromCamera.add(key);
        names.push(plain(found.issuer) || plain(found.account));
        add(foundCard(found, { picture, code: place }, { mayKeep, again: async () => (await readPicture(picture, { signal, waiting: () => {} })).codes[place], changed }));
      }
    });
    drop.classList.toggle('compact', cards.size > 0);
    return names.length > 0 ? t('capture.foundOne', { name: names.join(', ') }) : '';
  }

  function add(card) {
    cards.add(card);
    list.prepend(card.element);
    changed();
  }

  function diagnose(title, text, name) {
    list.prepend(h('li', { class: 'card diagnosis' }, icon('alert'), h('div', { class: 'stack tight' },
      h('h3', {}, title), h('p', { class: 'sentence' }, text), name && h('p', { class: 'note file' }, h('bdi', {}, plain(name))))));
    changed();
  }

  function changed() {
    results.hidden = list.children.length === 0;
    const open = [...cards].filter((card) => !card.kept && !card.gone);
    all.hidden = open.length < 2;
    all.querySelector('span').textContent = t('capture.keepAll', { count: open.length });
  }

  async function keepAll() {
    for (const card of [...cards].filter((one) => !one.kept && !one.gone).reverse()) {
      if (!(await card.keep())) {
        break;
      }
    }
  }

  function forgetAll() {
    cards.clear();
    fromCamera.clear();
    list.replaceChildren();
    changed();
    drop.classList.remove('compact');
    say(t('capture.forgotten'));
    announce(t('capture.forgotten'));
    document.getElementById('choose').focus();
  }
}

function sentence(clause) {
  return clause ? `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${/[.!?]$/.test(clause) ? '' : '.'}` : '';
}

