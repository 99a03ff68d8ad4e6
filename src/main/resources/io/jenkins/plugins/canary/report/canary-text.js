/* Numbers, times and texts of others, as people read them. */

import { WORDS } from './canary-words.js';

export const LONGEST = 120;
const FAR_BEYOND = 10;

export const plain = new Intl.NumberFormat(WORDS.language, { maximumSignificantDigits: 6 });
export const short = new Intl.NumberFormat(WORDS.language, { maximumSignificantDigits: 3 });
export const percent = { format: (value) => `${short.format(value * 100)} %` };
export const wholePercent = { format: (value) => `${Math.round(value * 100)} %` };

/** How many times as much; where it is next to nothing or beyond all measure nobody cares how much. */
export const multiple = (value) =>
  (value < 0.001 ? `< ${short.format(0.001)} ×` : value > 1000 ? `> ${plain.format(1000)} ×` : `${short.format(value)} ×`);

export const known = (value) => typeof value === 'number' && Number.isFinite(value);
/** Evidence below nothing speaks for the other side, which has a line of its own. */
export const atLeastNothing = (value) => (known(value) ? Math.max(value, 0) : value);
export const orDash = (value, format) => (known(value) ? format.format(value) : '–');
const two = (number) => String(number).padStart(2, '0');

export function clock(milliseconds) {
  const date = new Date(milliseconds);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** In the two largest units that count. */
export function lasted(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ].filter(([amount]) => amount > 0);
  return parts.length === 0 ? '0 s' : parts.slice(0, 2).map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

export function cut(text, length = LONGEST) {
  const characters = Array.from(String(text));
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

/** The address of a build as people call it; any other text as it is. */
export function called(address) {
  const [, jobs, number] = /^https?:\/\/[^?#]*?((?:\/job\/[^/?#]+)+)\/(\d+)\/?$/.exec(address) ?? [];
  return number ? `${jobs.split('/job/').slice(1).map(decoded).join(' » ')} #${number}` : address;
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** An image with as much of its digest as tells it from others. */
export const shortDigest = (image) => String(image).replace(/@sha256:([0-9a-f]{12})[0-9a-f]+/, '@$1');

/** Text for a canvas: one line after another, and without the braces that ECharts reads as styles. */
export function forCanvas(text) {
  const tame = cut(text, 300).replaceAll('{', '(').replaceAll('}', ')').replaceAll(/\s+/g, ' ');
  return tame.replaceAll(/(.{1,70})(\s|$)|(.{70})/g, '$1$3\n').trim();
}

/** Evidence as a share of what is enough; far beyond it nobody cares how far. */
export const enough = (value) =>
  (value > FAR_BEYOND ? `> ${wholePercent.format(FAR_BEYOND)}` : orDash(atLeastNothing(value), wholePercent));

/** A range of ratios. */
export const range = (low, high) =>
  (known(low) || known(high) ? `${orDash(low, short)} … ${orDash(high, short)}` : '–');
