// The camera: pictures of what it sees, until it is closed. On a phone the one at the back.
import { t } from '../../i18n.js';
import { button } from '../../ui/button.js';
import { openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { notice } from '../../ui/pieces.js';
import { announce } from '../../ui/toast.js';

/** The server reads twenty pictures a minute of a person. */
const EVERY_MS = 3200;
const FIRST_MS = 700;
const LOCAL_MS = 250;
const MAX_SIDE = 1600;

/**
 * @param {(picture: Blob) => Promise<string>} saw reads a picture; answers what to say about it, empty where nothing was found
 * @param {((uri: string) => Promise<string>)|null} read takes an address that the browser itself found; null leaves all to the server
 */
export async function openCamera(saw, read) {
  const video = h('video', { autoplay: true, muted: true, playsinline: true, 'aria-label': t('capture.cameraSees') });
  video.muted = true;
  const told = h('p', { class: 'note', role: 'status' }, t('capture.cameraHint'));
  const place = h('div', { class: 'camera' }, video, h('span', { class: 'aim', 'aria-hidden': 'true' }));
  let stream;
  let over = false;
  let timer;
  const opened = openDialog({
    title: t('capture.camera'), wide: true, body: [place, told],
    actions: [button({ label: t('capture.takeNow'), icon: 'camera', onclick: () => look(true) }), button({ label: t('shell.done'), kind: 'primary', onclick: () => opened.close() })],
    onclose: () => {
      over = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    },
  });
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } } });
  } catch (fault) {
    place.replaceWith(notice('warn', t(fault.name === 'NotAllowedError' ? 'capture.cameraRefused' : 'capture.cameraMissing')));
    told.remove();
    return;
  }
  if (over) {
    stream.getTracks().forEach((track) => track.stop());
    return;
  }
  video.srcObject = stream;
  await video.play();

  const detector = read && await ownDetector();
  const seen = new Set();
  let looking = false;

  async function look(asked) {
    if (looking || over) {
      return;
    }
    looking = true;
    try {
      const said = detector && !asked ? await locally() : await byServer();
      if (said) {
        told.textContent = said;
        announce(said);
        place.classList.add('hit');
        setTimeout(() => place.classList.remove('hit'), 900);
      } else if (asked) {
        told.textContent = t('capture.cameraNothing');
      }
    } catch (problem) {
      told.textContent = problem.sentence ?? '';
    } finally {
      looking = false;
    }
  }

  async function locally() {
    const fresh = (await detector.detect(video)).map((code) => code.rawValue).filter((text) => /^(otpauth|motp|otpauth-migration):/i.test(text) && !seen.has(text));
    fresh.forEach((text) => seen.add(text));
    const said = [];
    for (const uri of fresh) {
      said.push(await read(uri));
    }
    return said.join(' ');
  }

  async function byServer() {
    const share = Math.min(1, MAX_SIDE / Math.max(video.videoWidth, video.videoHeight));
    const canvas = h('canvas', { width: Math.round(video.videoWidth * share), height: Math.round(video.videoHeight * share) });
    canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
    return blob ? saw(blob) : '';
  }

  const loop = async () => {
    await look(false);
    timer = setTimeout(loop, detector ? LOCAL_MS : EVERY_MS);
  };
  timer = setTimeout(loop, FIRST_MS);
}

/** Where the browser reads QR codes itself, no picture need leave the device. */
async function ownDetector() {
  try {
    return 'BarcodeDetector' in window && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')
      ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  } catch {
    return null;
  }
}
