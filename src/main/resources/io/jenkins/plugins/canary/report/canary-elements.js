/* Pieces of a page. Every text in a report may be hostile: it becomes a text node, and never markup. */

import { LONGEST, clock, cut } from './canary-text.js';

const ICONS = {
  good: 'M4 12.5l5.5 5.5L20 6.5',
  bad: 'M6 6l12 12M18 6L6 18',
  unsure: 'M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2.2M12 18v.5',
  warning: 'M12 4L2.8 20h18.4zM12 10v4.5M12 17v.5',
  back: 'M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-2',
  going: 'M12 6v6l4 2.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
};

export const LOOKS = {
  PASS: 'good',
  MARGINAL: 'warning',
  INCONCLUSIVE: 'unsure',
  FAIL: 'bad',
  PROMOTED: 'good',
  HELD: 'warning',
  ROLLED_BACK: 'back',
  FAILED: 'bad',
  ABORTED: 'back',
  fine: 'good',
  suspect: 'warning',
  worse: 'bad',
  undecided: 'unsure',
  noData: 'unsure',
};

export const TONES = { good: 'good', bad: 'bad', back: 'bad', warning: 'warning', unsure: 'neutral', going: 'neutral' };

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A text of others: kept apart from the direction of what stands around it, cut to a size that fits, whole on demand. */
export function foreign(text, length = LONGEST) {
  const whole = String(text);
  const shown = cut(whole, length);
  const made = element('bdi', {}, shown);
  if (shown !== whole) {
    made.title = cut(whole, 2000);
  }
  return made;
}

/** A text of others that leads somewhere, if it is the address of a web page; what is read there may be said otherwise. */
export function linked(text, words = text) {
  return /^https?:\/\/\S+$/i.test(text) ? element('a', { href: text, rel: 'noreferrer' }, foreign(words)) : foreign(text);
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'canary-icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

export function badge(key, word, size = 'small') {
  const look = LOOKS[key] ?? 'going';
  return element('span', { class: `canary-badge canary-tone-${TONES[look]} canary-${size}` }, icon(look), word ?? String(key));
}

export function time(milliseconds) {
  return element('time', { datetime: new Date(milliseconds).toISOString() }, clock(milliseconds));
}

/** Roles are said in words, because style sheets that lay a table out otherwise take them away. */
export function table(caption, columns, rows, kinds = '') {
  const row = (...cells) => element('tr', { role: 'row' }, ...cells);
  const head = columns.map(([title, kind]) => element('th', { role: 'columnheader', scope: 'col', class: kind ?? '' }, title));
  const cell = (content, i) => element('td', { role: 'cell', class: columns[i][1] ?? '', 'data-column': columns[i][0] }, content);
  const made = element('table', { role: 'table', class: `canary-table jenkins-table ${kinds}` });
  made.append(
    element('caption', {}, caption),
    element('thead', { role: 'rowgroup' }, row(...head)),
    element('tbody', { role: 'rowgroup' }, ...rows.map((cells) => row(...cells.map(cell)))));
  return element('div', { class: 'canary-scroll', tabindex: '0', role: 'region', 'aria-label': caption }, made);
}

/** Folded until somebody opens it, and still open when the page is filled again. */
export function details(view, key, summary, fill) {
  const made = element('details', {}, element('summary', {}, summary));
  const show = () => {
    if (made.childElementCount === 1) {
      made.append(...fill());
    }
  };
  if (view.unfolded.has(key)) {
    made.open = true;
    show();
  }
  made.addEventListener('toggle', () => {
    if (made.open) {
      view.unfolded.add(key);
      show();
    } else {
      view.unfolded.delete(key);
    }
  });
  return made;
}

export function section(title, level = 'h2') {
  return element('section', { class: 'canary-section' }, element(level, {}, title));
}

