/*
 * Draws what became of many releases: of one job, or of all of Jenkins. An element with the attribute data-canary-trend or
 * data-canary-overview says there where its JSON is; what is in it may be hostile, and stays text.
 */

import { LOOKS, TONES, badge, element, foreign, section, table, time } from '../report/canary-elements.js';
import { alongBottom, frame, valueAxis } from '../report/canary-frame.js';
import { cut, forCanvas, known, lasted, short, shortDigest } from '../report/canary-text.js';
import { View } from '../report/canary-view.js';
import { WORDS } from '../report/canary-words.js';

const EVERY = 10_000;
const MINUTE = 60;
const OUTCOMES = { promoted: 'PROMOTED', held: 'HELD', rolledBack: 'ROLLED_BACK', failed: 'FAILED', aborted: 'ABORTED' };

const tone = (outcome) => TONES[LOOKS[outcome]] ?? 'neutral';
const seconds = (value) => (known(value) ? lasted(value * 1000) : '–');
const minutes = (value) => `${short.format(value)} min`;

/** The address of a page below Jenkins' own. */
const below = (root, url, page) => `${root.dataset.canaryRoot}${url}${page}`;

const categories = (paint, data) => alongBottom(paint, { type: 'category', data, axisTick: { show: false } });

/** How long each release took, in the colour of its outcome, and after how long its fault was found. */
function trendOption(releases, paint) {
  const took = (release) => (known(release.ended) ? (release.ended - release.opened) / 1000 / MINUTE : null);
  const bars = releases.map((release) => ({
    value: took(release) ?? 0,
    itemStyle: { color: paint(tone(release.outcome)) },
  }));
  const found = releases.map((release) => (known(release.foundSeconds) ? release.foundSeconds / MINUTE : null));
  const tell = ([point]) => {
    const release = releases[point.dataIndex];
    return forCanvas(`#${release.build} ${cut(release.target, 60)}: ${word(release)}. ${cut(release.reason, 160)}`);
  };
  const common = frame(paint);
  return {
    ...common,
    tooltip: { ...common.tooltip, formatter: tell },
    xAxis: categories(paint, releases.map((release) => `#${release.build}`)),
    yAxis: valueAxis(paint, minutes),
    series: [
      { name: WORDS.many.lasted, type: 'bar', barMaxWidth: 24, barMinHeight: 3, color: paint('good'), data: bars },
      { name: WORDS.many.found, type: 'scatter', symbol: 'diamond', symbolSize: 11, color: paint('text'), data: found, z: 5 },
    ],
  };
}

function weeksOption(weeks, paint) {
  const series = Object.entries(OUTCOMES).map(([name, outcome], i) => ({
    name: WORDS.outcome[outcome],
    type: 'bar',
    stack: 'outcomes',
    barMaxWidth: 36,
    color: paint(tone(outcome), i === 3 ? 0.55 : i === 4 ? 0.3 : 1),
    data: weeks.map((week) => week[name]),
  }));
  return {
    ...frame(paint),
    xAxis: categories(paint, weeks.map((week) => week.monday)),
    yAxis: { ...valueAxis(paint, (value) => String(value)), minInterval: 1 },
    series,
  };
}

const word = (release) => WORDS.outcome[release.outcome] ?? WORDS.outcome.none;

function releaseLink(root, release, text) {
  return release.url ? element('a', { href: below(root, release.url, 'canary/') }, foreign(text, 80)) : foreign(text, 80);
}

function releaseTable(root, title, releases, name) {
  const columns = WORDS.columns;
  return table(
    title,
    [
      [WORDS.many.build, 'canary-firm'],
      [WORDS.facts.target, 'canary-wide'],
      [WORDS.facts.versionAlone, 'canary-wide'],
      [columns.outcome],
      [columns.highest, 'canary-number'],
      [WORDS.facts.started],
      [columns.lasted, 'canary-firm'],
      [columns.found, 'canary-firm'],
      [columns.why, 'canary-wide'],
    ],
    releases.map((release) => [
      releaseLink(root, release, name(release)),
      foreign(release.target, 80),
      release.version ? element('code', {}, foreign(shortDigest(release.version).replace(/^.*\//, ''), 60)) : '–',
      badge(release.outcome || 'none', word(release)),
      `${release.highest} %`,
      time(release.opened),
      known(release.ended) ? lasted(release.ended - release.opened) : '–',
      seconds(release.foundSeconds),
      foreign(release.reason, 160),
    ]),
    'canary-told');
}

/* ---- one job ---- */

function fillTrend(root, view, { releases }) {
  const description = `${WORDS.many.trend}: ${releases.slice(-10).map((one) => `#${one.build} ${word(one)}`).join(', ')}`;
  const chart = view.place('trend', description, (paint) => trendOption(releases, paint), 'low');
  const title = root.querySelector('a');
  if (root.dataset.canaryTable) {
    const made = section(WORDS.many.trend);
    made.append(chart, releaseTable(root, WORDS.many.trend, [...releases].reverse(), (release) => `#${release.build}`));
    root.replaceChildren(made);
  } else {
    root.replaceChildren(...(title ? [element('h2', { class: 'canary-box-title' }, title)] : []), chart);
  }
}

/* ---- all of Jenkins ---- */

function openTable(root, open) {
  const columns = WORDS.columns;
  return table(
    WORDS.many.open,
    [
      [WORDS.facts.target, 'canary-wide'],
      [columns.weight, 'canary-number'],
      [columns.verdict],
      [WORDS.many.age, 'canary-firm'],
      [WORDS.many.expires, 'canary-firm'],
      [WORDS.many.build],
      [columns.why, 'canary-wide'],
    ],
    open.map((release) => [
      releaseLink(root, release, release.target),
      `${release.weight} %${release.besides ? ` ${WORDS.and} ${cut(release.besides, 60)}` : ''}`,
      element('span', { class: 'canary-badges' },
        badge(release.verdict || 'none', WORDS.verdict[release.verdict] ?? WORDS.verdict.none),
        ...(release.paused ? [badge('HELD', WORDS.event.paused)] : []),
        ...(release.asked ? [badge('HELD', WORDS.event.approval)] : [])),
      lasted(Math.max(0, Date.now() - release.opened)),
      known(release.expires) ? lasted(Math.max(0, release.expires - Date.now())) : '–',
      element('a', { href: below(root, release.url, '') }, foreign(`${release.job} #${release.build}`, 80)),
      foreign(release.asked || release.reason, 200),
    ]),
    'canary-told');
}

function weekTable(weeks) {
  return table(
    WORDS.many.weeks,
    [
      [WORDS.many.week],
      ...Object.values(OUTCOMES).map((outcome) => [WORDS.outcome[outcome], 'canary-number']),
      [WORDS.many.lastedMedian, 'canary-number'],
      [WORDS.many.foundMedian, 'canary-number'],
    ],
    [...weeks].reverse().map((week) => [
      week.monday,
      ...Object.keys(OUTCOMES).map((name) => String(week[name])),
      seconds(week.lastedSeconds),
      seconds(week.foundSeconds),
    ]),
    'canary-told');
}

function fillOverview(root, view, { open, weeks, past }) {
  const now = section(WORDS.many.open);
  now.append(open.length > 0 ? openTable(root, open) : element('p', {}, WORDS.many.none));
  const total = (name) => weeks.reduce((sum, week) => sum + week[name], 0);
  const description = `${WORDS.many.weeks}: ${Object.entries(OUTCOMES).map(([name, outcome]) => `${WORDS.outcome[outcome]} ${total(name)}`).join(', ')}`;
  const then = section(WORDS.many.weeks);
  then.append(element('p', { class: 'canary-badges' }, ...Object.entries(OUTCOMES).filter(([name]) => total(name) > 0).map(([name, outcome]) =>
    badge(outcome, `${total(name)} ${WORDS.outcome[outcome]}`))));
  then.append(view.place('weeks', description, (paint) => weeksOption(weeks, paint), 'low'), weekTable(weeks));
  const latest = section(WORDS.many.past);
  latest.append(past.length > 0 ? releaseTable(root, WORDS.many.past, past, (release) => `${release.job} #${release.build}`) : element('p', {}, WORDS.many.nonePast));
  root.replaceChildren(now, then, latest);
}

/* ---- beginning, and going on ---- */

async function begin(root, address, fill) {
  const view = new View(root, globalThis.echarts);
  let mark = '';
  const look = async () => {
    const answer = await fetch(address, { cache: 'no-cache' });
    if (!answer.ok) {
      throw new Error(`${answer.status} ${answer.statusText}`);
    }
    const newer = answer.headers.get('ETag') ?? '';
    if (newer !== mark || newer === '') {
      mark = newer;
      fill(root, view, await answer.json());
    }
  };
  try {
    await look();
  } catch (error) {
    root.replaceChildren(element('p', { role: 'alert' }, `${WORDS.unreadable}: ${error.message}`));
  }
  setInterval(() => {
    if (!document.hidden) {
      look().catch(() => {}); // Jenkins may be restarting
    }
  }, EVERY);
}

for (const root of document.querySelectorAll('.canary-report[data-canary-trend]')) {
  begin(root, root.dataset.canaryTrend, fillTrend);
}
for (const root of document.querySelectorAll('.canary-report[data-canary-overview]')) {
  begin(root, root.dataset.canaryOverview, fillOverview);
}
