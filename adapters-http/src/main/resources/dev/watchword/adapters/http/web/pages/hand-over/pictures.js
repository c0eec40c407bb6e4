// Pictures for a link: drop, choose, paste, photograph; each is read at once and shown with its live code.
import { Problem } from '../../api.js';
import { measured, now } from '../../clock.js';
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { h } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';
import { progress } from '../../ui/pieces.js';
import { announce } from '../../ui/toast.js';
import { openCamera } from '../capture/camera.js';
import { isGone } from '../custody/customer.js';
import { accountCard } from './account.js';

const MAX_BYTES = 16 * 1024 * 1024;
const TICK_MS = 250;

/**
 * @param {object} how
 * @param {number} how.most how many accounts the link is for
 * @param {object} how.terms of the link
 * @param {(method: string, path: string, options: object) => Promise<any>} how.ask
 * @param {AbortSignal} how.signal
 * @param {() => void} how.changed
 * @param {() => void} how.gone the link is over
 */
export function pictures({ most, terms, ask, signal, changed, gone }) {
  /** @type {{file: Blob, cards: ReturnType<typeof accountCard>[]}[]} */
  let given = [];
  const file = h('input', { type: 'file', id: 'file', accept: 'image/*,application/pdf', multiple: most > 1, hidden: true, onchange: () => { take([...file.files]); file.value = ''; } });
  const drop = h('section', { class: 'drop', id: 'drop', 'aria-labelledby': 'drop-title' },
    h('span', { class: 'drop-mark', 'aria-hidden': 'true' }, icon('qr')),
    h('h2', { id: 'drop-title' }, t('custody.drop')),
    h('p', { class: 'soft' }, t('custody.drop.ways')),
    h('div', { class: 'row ways' },
      button({ label: t('capture.choose'), icon: 'picture', kind: 'primary', onclick: () => file.click(), props: { id: 'choose' } }),
      button({ label: t('custody.photograph'), icon: 'camera', onclick: () => openCamera(photographed, null), props: { id: 'camera' } }),
      button({ label: t('capture.paste'), icon: 'paste', onclick: pasteNow, props: { id: 'paste' } })),
    h('p', { class: 'note' }, t('capture.kinds')), file);
  const under = progress('');
  under.element.hidden = true;
  const said = h('p', { class: 'note status', role: 'status', id: 'status' });
  const list = h('ul', { class: 'stack', id: 'cards' });
  const element = h('section', { class: 'stack' }, drop, under.element, said, list);

  const timer = setInterval(() => given.forEach(({ cards }) => cards.forEach((card) => card.tick(now()))), TICK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  document.addEventListener('paste', (event) => {
    if (!event.target.matches('input, textarea') && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      const files = [...event.clipboardData.files];
      files.length > 0 ? take(files) : say(t('custody.nothingPasted'));
    }
  }, { signal });
  for (const kind of ['dragenter', 'dragover', 'drop', 'dragleave']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', kind.startsWith('drag') && kind !== 'dragleave');
      if (kind === 'drop') {
        take([...event.dataTransfer.files]);
      }
    }, { signal });
  }

  function say(text) {
    said.textContent = text;
  }

  async function take(files) {
    for (const picture of files) {
      under.element.hidden = false;
      under.set(null, t('capture.reading'));
      try {
        await read(picture);
      } finally {
        under.element.hidden = true;
      }
    }
  }

  async function preview(picture) {
    if (picture.size > MAX_BYTES) {
      throw new Problem(413, { code: 'too-large', detail: t('capture.tooLarge') }, 0);
    }
    const answer = await ask('POST', '/hand-over/scan', { raw: picture, signal });
    measured(answer.serverTime);
    return answer;
  }

  /** Reads a picture and shows what is in it; answers how many accounts. */
  async function read(picture, quiet = false) {
    try {
      const answer = await preview(picture);
      const cards = answer.accounts.flatMap((account, place) => account.usable
        ? [accountCard(account, terms, { again: async () => (await preview(picture)).accounts[place], forget: () => without(picture) })] : []);
      if (cards.length > 0) {
        add(picture, cards);
      } else if (!quiet) {
        const other = answer.accounts.length > 0;
        diagnose(t(other ? 'capture.otherCode' : 'capture.nothing'), other ? t('custody.otherCode') : answer.diagnoses[0]?.sentence ?? '');
        say(t('capture.nothing'));
      }
      return cards.length;
    } catch (problem) {
      if (isGone(problem)) {
        gone();
      } else if (problem instanceof Problem && !quiet) {
        diagnose(t('capture.unread'), problem.code === 'too-large' ? t('capture.tooLarge') : problem.sentence);
      } else {
        throw problem;
      }
      return 0;
    }
  }

  function add(picture, cards) {
    if (given.length >= most) {
      without(given[0].file);
    }
    list.querySelectorAll('.diagnosis').forEach((old) => old.remove());
    given.push({ file: picture, cards });
    list.prepend(...cards.map((card) => card.element));
    drop.classList.add('compact');
    say(t('capture.count', { count: cards.length }));
    announce(t('capture.count', { count: cards.length }));
    changed();
  }

  function without(picture) {
    given = given.filter((one) => one.file !== picture || (one.cards.forEach((card) => card.element.remove()), false));
    drop.classList.toggle('compact', given.length > 0);
    changed();
  }

  function diagnose(title, text) {
    list.querySelectorAll('.diagnosis').forEach((old) => old.remove());
    list.prepend(h('li', { class: 'card diagnosis', role: 'alert' }, icon('alert'), h('div', { class: 'stack tight' }, h('h2', { class: 'h3' }, title), h('p', { class: 'sentence' }, text))));
  }

  async function photographed(picture) {
    const before = given.length;
    const count = given.length < most || most === 1 ? await read(picture, true) : 0;
    return count > 0 && given.length >= before ? t('capture.count', { count }) : '';
  }

  async function pasteNow() {
    try {
      for (const item of await navigator.clipboard.read()) {
        const type = item.types.find((kind) => kind.startsWith('image/'));
        if (type) {
          await take([await item.getType(type)]);
        } else {
          say(t('custody.nothingPasted'));
        }
      }
    } catch (fault) {
      if (fault instanceof Problem) {
        throw fault;
      }
      say(t('capture.pasteByKey'));
    }
  }

  return {
    element,
    files: () => given.map((one) => one.file),
    usable: () => given.flatMap((one) => one.cards.map((card) => card.account)),
    forget() {
      given = [];
      list.replaceChildren();
    },
  };
}
