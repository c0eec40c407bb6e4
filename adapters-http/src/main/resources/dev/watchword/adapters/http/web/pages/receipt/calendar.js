// A reminder for the customer's own calendar (RFC 5545): the server knows no address to write to.
import { t } from '../../i18n.js';
import { plain } from '../../ui/dom.js';

const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
const escaped = (text) => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\n/g, '\\n');

/** Lines of at most 75 bytes, as the format wants them. */
function folded(line) {
  const lines = [''];
  for (const letter of line) {
    if (new TextEncoder().encode(lines.at(-1) + letter).length > 73) {
      lines.push(' ');
    }
    lines[lines.length - 1] += letter;
  }
  return lines.join('\r\n');
}

/** @param {{id: string, serverTime: string, heldUntil: string, held: {issuer: string}[]}} receipt without what opens it */
export function calendar(receipt) {
  const issuer = plain(receipt.held[0]?.issuer) || t('custody.theSite');
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Watchword//Receipt//EN', 'BEGIN:VEVENT',
    `UID:${receipt.id}@watchword`, `DTSTAMP:${stamp(receipt.serverTime)}`, `DTSTART:${stamp(receipt.heldUntil)}`,
    `SUMMARY:${escaped(t('custody.remind.summary', { issuer }))}`, `DESCRIPTION:${escaped(t('custody.rotate.why'))}`,
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT0M', `DESCRIPTION:${escaped(t('custody.remind.summary', { issuer }))}`, 'END:VALARM',
    'END:VEVENT', 'END:VCALENDAR', '',
  ].map(folded).join('\r\n');
}
