// The first page: a picture in, its codes out. The picture stays in this page's memory so that the
// server can be asked again when a code is over; closing the page or "Forget it all" drops it.
import { countingAt, groups, offsetOf } from './countdown.js';

const LATE_SECONDS = 5;
const NEXT_SECONDS = 10;
const CROP_SIDE = 192;
const MAX_BYTES = 16 * 1024 * 1024;

const page = Object.fromEntries(
  ['drop', 'choose', 'file', 'status', 'results', 'results-title', 'cards', 'clear',
    'code-card', 'diagnosis-card'].map((id) => [id, document.getElementById(id)]));

/** Pictures on the page: the file, the cards made of it, the clock offset of the last answer. */
let pictures = [];

page.choose.addEventListener('click', () => page.file.click());
page.file.addEventListener('change', () => {
  take([...page.file.files]);
  page.file.value = '';
});
page.clear.addEventListener('click', forget);

document.addEventListener('paste', (event) => {
  const files = [...event.clipboardData.files];
  if (files.length > 0) {
    event.preventDefault();
    take(files);
  } else {
    say('There is no picture on the clipboard; copy the picture itself, then paste it here.');
  }
});
for (const kind of ['dragenter', 'dragover']) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    page.drop.classList.add('over');
  });
}
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) {
    page.drop.classList.remove('over');
  }
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  page.drop.classList.remove('over');
  take([...event.dataTransfer.files]);
});
document.addEventListener('visibilitychange', () => document.hidden || tick());
setInterval(tick, 250);

function say(text) {
  page.status.textContent = text;
}

async function take(files) {
  if (files.length === 0) {
    return;
  }
  let codes = 0;
  for (const [i, file] of files.entries()) {
    say(files.length > 1 ? `Reading picture ${i + 1} of ${files.length}…` : 'Reading the picture…');
    codes += await add(file);
  }
  say(codes === 0 ? 'No code was read.' : codes === 1 ? 'One code was read.' : `${codes} codes were read.`);
  page['results-title'].focus({ preventScroll: true });
  page.results.scrollIntoView({ block: 'nearest' });
}

/** Reads one picture and shows its cards; answers how many of an authenticator's codes it had. */
async function add(file) {
  const answer = await ask(file);
  document.body.classList.add('compact');
  page.results.hidden = false;
  if (answer.problem) {
    showDiagnosis('The picture could not be read', answer.problem, file);
    return 0;
  }
  const picture = { file, offset: offsetOf(answer.serverTime), cards: [], asking: false };
  pictures.push(picture);
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  for (const [i, found] of answer.codes.entries()) {
    if (found.kind === 'otp') {
      picture.cards.push(showCode(found, i, bitmap));
    } else {
      showDiagnosis('A code, but not an authenticator’s', sentence(found.problem), file);
    }
  }
  bitmap?.close();
  const heading = answer.codes.length === 0 ? 'No code was read' : 'There may be more in the picture';
  answer.diagnoses.slice(0, 1).forEach((d) => showDiagnosis(heading, d.sentence, file));
  tick();
  return picture.cards.length;
}

async function ask(file) {
  if (file.size > MAX_BYTES) {
    return { problem: 'The file is over 16 MB; cut out the part with the code.' };
  }
  try {
    const response = await fetch('/api/v1/scan', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
      cache: 'no-store',
      credentials: 'omit',
    });
    const answer = await response.json();
    return response.ok ? answer : { problem: answer.detail };
  } catch {
    return { problem: 'The server can’t be reached; is it still running?' };
  }
}

function showCode(found, place, bitmap) {
  const card = page['code-card'].content.cloneNode(true).firstElementChild;
  const part = (name) => card.querySelector(name);
  part('.issuer').textContent = plain(found.issuer) || 'No issuer named';
  part('.account bdi').textContent = plain(found.account);
  drawCrop(part('.crop'), bitmap, found);
  part('.digits').addEventListener('click', () => copy(card));
  page.cards.append(card);
  const shown = { card, place, found, value: '', left: -1, told: false };
  if (found.needsPin) {
    note(card, 'Codes of this type need a PIN, which the picture does not hold.');
    part('.what').hidden = true;
  } else if (!found.current.validUntil) {
    note(card, `A counter-based code, number ${found.counter}. It counts until it or a later one is used.`);
    part('.time').hidden = true;
    setDigits(shown, found.current.value);
  }
  return shown;
}

function note(card, text) {
  const line = card.querySelector('.note');
  line.textContent = text;
  line.hidden = false;
}

function showDiagnosis(heading, text, file) {
  const card = page['diagnosis-card'].content.cloneNode(true).firstElementChild;
  card.querySelector('h3').textContent = heading;
  card.querySelector('.sentence').textContent = text;
  card.querySelector('.file bdi').textContent = plain(file.name);
  page.cards.append(card);
}

/** The part of the picture with the code, turned as it stands there. */
function drawCrop(canvas, bitmap, found) {
  if (!bitmap || found.page > 1) {
    canvas.hidden = true;
    return;
  }
  const xs = found.corners.map((c) => c.x);
  const ys = found.corners.map((c) => c.y);
  const side = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) * 1.16;
  const left = (Math.max(...xs) + Math.min(...xs) - side) / 2;
  const top = (Math.max(...ys) + Math.min(...ys) - side) / 2;
  canvas.width = CROP_SIDE;
  canvas.height = CROP_SIDE;
  canvas.getContext('2d').drawImage(bitmap, left, top, side, side, 0, 0, CROP_SIDE, CROP_SIDE);
}

/** Brings every card to the present, and asks anew for pictures whose codes run out. */
function tick() {
  for (const picture of pictures) {
    const serverNow = Date.now() + picture.offset;
    let over = false;
    for (const shown of picture.cards) {
      if (shown.found.current?.validUntil) {
        const now = countingAt(shown.found, serverNow);
        over ||= !now || !now.next;
        show(shown, now);
      }
    }
    if (over && !picture.asking && !document.hidden) {
      askAgain(picture);
    }
  }
}

async function askAgain(picture) {
  picture.asking = true;
  const answer = await ask(picture.file);
  if (answer.problem) {
    say(answer.problem);
    await new Promise((done) => setTimeout(done, 5000));
  } else {
    picture.offset = offsetOf(answer.serverTime);
    for (const shown of picture.cards) {
      const again = answer.codes[shown.place];
      if (again?.kind === 'otp') {
        shown.found = again;
      }
    }
  }
  picture.asking = false;
}

function show(shown, now) {
  const { card } = shown;
  const part = (name) => card.querySelector(name);
  if (!now) {
    setDigits(shown, '');
    return;
  }
  setDigits(shown, now.code.value);
  part('.ring .left').setAttribute('stroke-dashoffset', String(100 - now.share * 100));
  if (now.left !== shown.left) {
    shown.left = now.left;
    part('.seconds').textContent = String(now.left);
    part('.seconds-spoken').textContent = `${now.left} seconds left`;
    card.classList.toggle('late', now.left <= LATE_SECONDS);
    const soon = now.left <= NEXT_SECONDS && Boolean(now.next);
    part('.next').hidden = !soon;
    if (soon) {
      part('.next-digits').replaceChildren(...grouped(now.next.value));
      part('.next-spoken').textContent = spelt(now.next.value);
    }
    if (now.left === NEXT_SECONDS && !shown.told) {
      shown.told = true;
      say(`${NEXT_SECONDS} seconds left.`);
    }
  }
}

function setDigits(shown, value) {
  if (value === shown.value) {
    return;
  }
  if (shown.value && value) {
    say('A new code counts.');
  }
  shown.value = value;
  shown.told = false;
  shown.card.querySelector('.shown').replaceChildren(...grouped(value || '······'));
  shown.card.querySelector('.spoken').textContent =
    value ? `Copy the code ${spelt(value)}` : 'The code is being fetched';
}

function grouped(value) {
  return groups(value).map((text) => {
    const group = document.createElement('span');
    group.className = 'group';
    group.textContent = text;
    return group;
  });
}

function spelt(value) {
  return [...value].join(' ');
}

async function copy(card) {
  const shown = pictures.flatMap((p) => p.cards).find((c) => c.card === card);
  const label = card.querySelector('.copy');
  try {
    await navigator.clipboard.writeText(shown.value);
    label.textContent = 'Copied';
    say('The code is on the clipboard.');
  } catch {
    label.textContent = 'Select it';
    getSelection().selectAllChildren(card.querySelector('.shown'));
    say('The browser does not let the page copy; the code is selected.');
  }
  setTimeout(() => { label.textContent = 'Copy'; }, 2000);
}

/** Names are data from outside: without control, invisible and direction-changing characters. */
function plain(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
}

function sentence(clause) {
  return clause.charAt(0).toUpperCase() + clause.slice(1) + '.';
}

function forget() {
  pictures = [];
  page.cards.replaceChildren();
  page.results.hidden = true;
  document.body.classList.remove('compact');
  say('Forgotten.');
  page.choose.focus();
}
