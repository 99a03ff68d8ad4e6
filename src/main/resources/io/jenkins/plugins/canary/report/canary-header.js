/* What is known after five seconds: the verdict, why, what is released by whom; and then the course of the release. */

import { badge, element, foreign, linked, section, table, time } from './canary-elements.js';
import { timelineOption } from './canary-options.js';
import { plan } from './canary-plan.js';
import { called, cut, lasted, shortDigest } from './canary-text.js';
import { WORDS } from './canary-words.js';

const NAMED = 3;

/** From the shortest to the longest: an outcome, what it means, which metrics are to be looked at, and then the sentence. */
export function header(report) {
  const made = element('header', { class: 'canary-header' });
  const outcome = report.outcome?.name ?? 'none';
  const badges = element('p', { class: 'canary-badges' }, badge(outcome, WORDS.outcome[outcome] ?? cut(outcome), 'big'));
  if (report.verdict) {
    const { kind, weight, besides } = report.verdict;
    const when = weight === 0 && besides ? WORDS.verdictWith : WORDS.verdictAt;
    badges.append(badge(kind, `${WORDS.verdict[kind] ?? cut(kind)} ${when} ${cut(given(report.verdict), 80)}`, 'big'));
  } else {
    badges.append(badge('none', WORDS.verdict.none));
  }
  made.append(badges, element('p', { class: 'canary-meaning' }, meaning(report)), plan(report), states(report.metrics));
  const reason = report.outcome?.reason ?? report.verdict?.sentence;
  if (reason) {
    made.append(said(reason));
  }
  if (report.verdict && !reason.includes(report.verdict.sentence)) {
    made.append(said(report.verdict.sentence));
  }
  if (report.verdict?.uncalibrated) {
    made.append(element('p', { class: 'canary-faint' }, WORDS.uncalibrated));
  }
  made.append(facts(report));
  return made;
}

function meaning({ outcome, verdict }) {
  return WORDS.means[outcome?.name] ?? WORDS.means[verdict?.reason] ?? WORDS.means[verdict?.kind] ?? WORDS.means.none;
}

/** How many metrics are in each state, with the way to the first of them. */
function states(metrics) {
  const present = [...new Set(metrics.map((metric) => metric.state))];
  return element('p', { class: 'canary-badges' }, ...present.map((state) => {
    const group = metrics.filter((metric) => metric.state === state);
    const names = group.length <= NAMED ? group.map((metric) => cut(metric.name, 40)).join(', ') : String(group.length);
    return element('a', { class: 'canary-quiet', href: `#canary-metric-${metrics.indexOf(group[0])}` },
      badge(state, element('span', {}, `${WORDS.state[state]}: `, foreign(names))));
  }));
}

/** What the engine said: several things one below the other. */
function said(sentence) {
  const parts = cut(sentence, 1000).split('; ');
  return parts.length > 2
    ? element('ul', { class: 'canary-reason' }, ...parts.map((part) => element('li', {}, foreign(part, 1000))))
    : element('p', { class: 'canary-reason' }, foreign(sentence, 1000));
}

function facts(report) {
  const words = WORDS.facts;
  const ended = report.outcome?.at;
  const rows = [
    [words.target, foreign(report.target)],
    ...versions(report),
    [words.started, time(report.opened)],
    ended ? [words.ended, time(ended)] : [words.now, time(report.last)],
    [words.lasted, lasted((ended ?? report.last) - report.opened)],
    [words.by, linked(report.holder, called(report.holder))],
    [words.release, element('code', {}, foreign(report.release))],
  ];
  return element('dl', { class: 'canary-facts' }, ...rows.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

/** What the canary runs, and what it is to replace; what else was changed for it. */
function versions(report) {
  const code = (text) => element('code', { title: cut(text, 400) }, foreign(shortDigest(text), 200));
  const stable = report.versions?.stable ?? {};
  const rows = Object.entries(report.versions?.canary ?? {})
    .filter(([container, image]) => stable[container] !== image)
    .map(([container, image]) => [
      element('span', {}, `${WORDS.facts.version} `, foreign(container)),
      element('span', { class: 'canary-versions' },
        element('span', {}, `${WORDS.facts.from} `, code(stable[container] ?? '–')),
        element('span', {}, `${WORDS.facts.to} `, code(image))),
    ]);
  const images = rows.length > 0;
  report.changes.filter((change) => !images || !change.what.startsWith('image')).forEach((change) =>
    rows.push([foreign(change.what), code(change.value)]));
  return rows;
}

/** What the canary has at a step: a share, and users or copies besides; either alone if the other is nothing. */
function given({ weight, besides }) {
  const share = `${weight} %`;
  if (!besides) {
    return share;
  }
  return weight > 0 ? `${share} ${WORDS.and} ${besides}` : besides;
}

export function timeline(report, view) {
  const made = section(WORDS.timeline);
  const description = `${WORDS.timeline}: ${report.weights.map(([, weight]) => `${weight} %`).join(', ')}`;
  if (report.weights.length > 0) {
    made.append(view.place('timeline', description, (paint) => timelineOption(report, paint), 'low'));
  }
  const columns = WORDS.columns;
  made.append(table(
    WORDS.steps,
    [[columns.weight, 'canary-number'], [columns.since], [columns.lasted, 'canary-firm'], [columns.verdict], [columns.why, 'canary-wide']],
    report.steps.map((step) => [
      foreign(given(step), 200),
      time(step.since),
      lasted(step.until - step.since),
      step.verdict ? badge(step.verdict.kind, WORDS.verdict[step.verdict.kind]) : '–',
      step.verdict ? foreign(step.verdict.sentence, 400) : '',
    ]),
    'canary-told'));
  return made;
}

/** The audit trail: everything but numbers, with who ordered it and why. */
export function log(report) {
  const made = section(WORDS.log.title);
  const ordered = report.log.some((entry) => entry.who);
  const columns = [[WORDS.columns.time], [WORDS.columns.what, 'canary-firm'], [WORDS.columns.sentence, 'canary-wide']];
  made.append(table(
    WORDS.log.title,
    ordered ? [...columns, [WORDS.columns.who, 'canary-firm']] : columns,
    report.log.map((entry) => [
      time(entry.at),
      foreign(WORDS.verdict[entry.kind] ?? WORDS.outcome[entry.kind] ?? WORDS.event[entry.kind] ?? entry.kind ?? WORDS.log[entry.type], 30),
      foreign(entry.sentence, 400),
      ...(ordered ? [entry.who ? foreign(entry.who, 60) : ''] : []),
    ]),
    'canary-told'));
  return made;
}
