/* The canary's pods: as they are now where somebody can be asked, and what was heard of them before they went. */

import { badge, element, foreign, section, table, time } from './canary-elements.js';
import { WORDS } from './canary-words.js';

/** Nothing where nothing is known. */
export function pods(report, seen) {
  const lines = seen?.lines ?? report.lastWords ?? [];
  if (!seen && lines.length === 0) {
    return [];
  }
  const made = section(WORDS.pods.title);
  if (seen) {
    made.append(...present(seen));
  }
  if (lines.length > 0) {
    made.append(
      element('h3', {}, WORDS.pods.words),
      element('ul', { class: 'canary-lines', tabindex: '0' }, ...lines.map((line) => element('li', {}, foreign(line, 400)))));
  }
  return [made];
}

function present(seen) {
  const parts = [];
  if (seen.trouble) {
    parts.push(element('p', { class: 'canary-tone-bad' }, foreign(seen.trouble, 1000)));
  }
  if (seen.unknown) {
    parts.push(element('p', { class: 'canary-faint' }, foreign(seen.unknown, 1000)));
  } else if (!seen.pods) {
    parts.push(element('p', { class: 'canary-faint' }, WORDS.pods.asked));
  } else if (seen.pods.length === 0) {
    parts.push(element('p', {}, WORDS.pods.none));
  } else {
    parts.push(podTable(seen));
  }
  return parts;
}

function podTable(seen) {
  const words = WORDS.pods;
  return table(
    words.title,
    [[words.pod, 'canary-wide'], [words.state], [words.since], [words.restarts, 'canary-number'], [words.image, 'canary-wide']],
    seen.pods.map((pod) => [
      foreign(pod.name, 80),
      pod.ready ? badge('fine', words.ready) : badge('suspect', words.notReady),
      pod.ready ? time(pod.ready) : '–',
      String(pod.restarts),
      element('span', {}, ...Object.values(pod.images).flatMap((image) => [element('code', {}, foreign(image, 120)), ' '])),
    ]),
    'canary-told');
}
