// The part of a picture with the code, where the server sent none.
import { h } from '../../ui/dom.js';

const SIDE = 256;
const MARGIN = 1.16;

/**
 * @param {import('./reading.js').Source} source
 * @param {{corners?: {x: number, y: number}[], page?: number}} found
 * @param {HTMLElement} instead stands there until the part is drawn, and for good where it can't be
 * @return {HTMLElement}
 */
export function crop(source, found, instead) {
  if ('picture' in source && found.corners?.length > 0 && !(found.page > 1)) {
    createImageBitmap(source.picture).then((bitmap) => {
      const canvas = h('canvas', { width: SIDE, height: SIDE, 'aria-hidden': 'true' });
      const xs = found.corners.map((corner) => corner.x);
      const ys = found.corners.map((corner) => corner.y);
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const side = Math.max(right - left, bottom - top) * MARGIN;
      canvas.getContext('2d').drawImage(bitmap, (left + right - side) / 2, (top + bottom - side) / 2, side, side, 0, 0, SIDE, SIDE);
      bitmap.close();
      instead.replaceWith(canvas);
    }).catch(() => {});
  }
  return instead;
}
