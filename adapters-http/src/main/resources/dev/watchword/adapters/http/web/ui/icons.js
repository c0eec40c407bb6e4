// Our own line drawings on a grid of 24; all strokes, coloured by the text around them.
import { svg } from './dom.js';

const PATHS = {
  codes: 'M4 7h16M4 12h9M4 17h6M17.5 12.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8M17.5 14.7v1.9l1.3.9',
  add: 'M12 5v14M5 12h14',
  capture: 'M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2M8 8h3v3H8zM13.5 8H16v2.5M8 13.5V16h2.5M13.5 13.5H16V16h-2.5z',
  transfer: 'M7 4v13M7 17l-3-3M7 17l3-3M17 20V7M17 7l-3 3M17 7l3 3',
  audit: 'M6 3.5h9l4 4V20.5H6zM15 3.5v4h4M9 12h7M9 16h5',
  people: 'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18.3 14.4A6.5 6.5 0 0 1 21.5 20',
  settings: 'M5 7h8M17 7h2M5 17h2M11 17h8M13 7a2 2 0 1 0 4 0 2 2 0 0 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 0 0-4 0M5 12h14',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.3 15.3 20 20',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M12 6.2v-.01M12 12v-.01M12 17.8v-.01',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  pin: 'M9 4h6l-.6 6 3.1 3.2v1.3h-11v-1.3L9.6 10zM12 14.5V20',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5',
  restore: 'M4 5v5h5M4.6 14.5A8 8 0 1 0 6 7.2L4 10',
  edit: 'M4.5 19.5l1-4.2L16.2 4.6a1.9 1.9 0 0 1 2.7 0l.5.5a1.9 1.9 0 0 1 0 2.7L8.7 18.5z',
  tag: 'M4 4h7.5l8.5 8.5-7.5 7.5L4 11.5zM8 8v.01',
  note: 'M5 5h14v10l-4 4H5zM15 19v-4h4M8.5 9.5h7M8.5 13h4',
  key: 'M14.5 13.5a5 5 0 1 0-4-4L4 16v4h4v-2.5h2.5V15zM15.8 8.2v.01',
  shield: 'M12 3.5l7 2.5v5.5c0 4.3-2.9 7.3-7 9-4.1-1.7-7-4.7-7-9V6zM9 12l2.2 2.2L15.2 10',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  out: 'M10 4.5H5v15h5M9.5 12H20M20 12l-3.5-3.5M20 12l-3.5 3.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.01',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 11v5M12 8v.01',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 7.5V12l3 2',
  offline: 'M3 3l18 18M8.2 16.2a5.4 5.4 0 0 1 7.6 0M5 12.8a10 10 0 0 1 4.6-2.5M13.9 10.2a10 10 0 0 1 5.1 2.6M2 9.2a14.3 14.3 0 0 1 4.8-2.9M11 5.6a14.3 14.3 0 0 1 11 3.6M12 19.8v.01',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6',
  picture: 'M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 5M15.5 9v.01',
  paste: 'M8 5H5.5v15h13V5H16M8.5 3.5h7v3.5h-7zM9 12h6M9 16h4',
  download: 'M12 4v11M12 15l-4-4M12 15l4-4M5 20h14',
  upload: 'M12 16V5M12 5 8 9M12 5l4 4M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  'eye-off': 'M4 4l16 16M9.5 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6 7.5A16.5 16.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-.9M10 10a3 3 0 0 0 4 4',
  refresh: 'M20 5v5h-5M4 19v-5h5M5.5 9.5A7.5 7.5 0 0 1 18.7 7.5L20 10M18.5 14.5A7.5 7.5 0 0 1 5.3 16.5L4 14',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  phone: 'M7.5 3h9v18h-9zM11 18h2',
  keyboard: 'M3 7h18v11H3zM7 11v.01M11 11v.01M15 11v.01M18 11v.01M8 14.5h8',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM19.5 14v.01M14.5 19.5v.01',
  globe: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M3.5 12h17M12 3.5c2.5 2.5 3.5 5.3 3.5 8.5s-1 6-3.5 8.5c-2.5-2.5-3.5-5.3-3.5-8.5s1-6 3.5-8.5',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10',
  next: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  select: 'M4 4h16v16H4zM8 12l3 3 5-6',
  file: 'M6 3.5h8l4.5 4.5V20.5H6zM14 3.5V8h4.5',
};

/**
 * A drawing, hidden from screen readers: the text beside it or the button's name says it.
 *
 * @param {keyof PATHS} name
 * @return {SVGElement}
 */
export function icon(name) {
  if (!(name in PATHS)) {
    throw new RangeError(`no icon is called ${name}`);
  }
  return svg('svg', { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    svg('path', { d: PATHS[name], 'stroke-width': name === 'more' ? 2.6 : undefined }));
}
