/* The steps that a release is to take, and where it is among them. */

import { element, foreign } from './canary-elements.js';
import { WORDS } from './canary-words.js';

const MARKS = { done: '✓', now: '●', toCome: '○', ended: '■', never: '○' };

/** Which step was begun last, -1 before the first; a weight that is no step's is passed over. */
function reached(planned, taken) {
  let last = -1;
  for (const step of taken) {
    const next = planned.findIndex((one, i) => i > last && (one.weight ?? 0) === step.weight);
    last = next < 0 ? last : next;
  }
  return last;
}

function state(i, last, outcome) {
  if (i === last && outcome !== 'PROMOTED') {
    return outcome ? 'ended' : 'now';
  }
  if (i <= last) {
    return 'done';
  }
  return outcome ? 'never' : 'toCome';
}

function label({ weight, mirror, cohort, hold, approval }) {
  const parts = [
    weight > 0 || !(mirror || cohort) ? `${weight} %` : '',
    mirror ? `${mirror} % ${WORDS.plan.mirrored}` : '',
    cohort ? WORDS.plan.cohort : '',
    hold,
    approval ? WORDS.plan.approval : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Nothing where there is one step, or none is known. */
export function plan({ spec, steps, outcome }) {
  const planned = (Array.isArray(spec?.steps) ? spec.steps : []).filter((step) => step !== null && typeof step === 'object');
  if (planned.length < 2) {
    return '';
  }
  const last = reached(planned, steps);
  return element('ol', { class: 'canary-plan', role: 'list', 'aria-label': WORDS.plan.title }, ...planned.map((step, i) => {
    const where = state(i, last, outcome?.name);
    const told = ['now', 'ended'].includes(where) ? { class: 'canary-plan-word' } : { class: 'canary-unseen' };
    const made = element('li', { class: `canary-plan-${where}` },
      element('span', { 'aria-hidden': 'true' }, MARKS[where]), ' ', foreign(label(step), 60), ' ', element('span', told, WORDS.plan[where]));
    if (where === 'now') {
      made.setAttribute('aria-current', 'step');
    }
    return made;
  }));
}
