/* The metrics: all of them in a table, and a card for each with its charts, its numbers and its queries. */

import { badge, details, element, foreign, linked, section, table, time } from './canary-elements.js';
import { at, evidenceOption, ratioOption, sampleOption, shareOption } from './canary-options.js';
import { cut, enough, known, orDash, percent, plain, range, short } from './canary-text.js';
import { WORDS } from './canary-words.js';

const NUMBER = 'canary-number';

function share(events, total, value) {
  return known(value) ? `${percent.format(value)} (${plain.format(events)} / ${plain.format(total)})` : '–';
}

/** The same in two lines. */
function shareCell(events, total, value) {
  return known(value)
    ? element('span', {}, percent.format(value), element('br'), element('span', { class: 'canary-faint' }, `${plain.format(events)} / ${plain.format(total)}`))
    : '–';
}

/** What needs to be looked at comes first. */
export function urgentFirst(metrics) {
  const order = ['worse', 'suspect', 'noData', 'undecided', 'fine'];
  return [...metrics].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

export function overview(report) {
  const made = section(WORDS.metrics);
  const columns = WORDS.columns;
  const rows = report.metrics.flatMap(overviewRows);
  if (rows.length === 0) {
    made.append(element('p', {}, WORDS.nothing));
    return made;
  }
  made.append(table(
    WORDS.metrics,
    [
      [columns.metric, 'canary-name'],
      [columns.state],
      [columns.canary, NUMBER],
      [columns.baseline, NUMBER],
      [columns.ratio, NUMBER],
      [columns.limits, NUMBER],
      [columns.fail, NUMBER],
      [columns.pass, NUMBER],
    ],
    rows,
    'canary-told'));
  return made;
}

function overviewRows(metric, i) {
  const name = (label) => element('a', { href: `#canary-metric-${i}` }, foreign(metric.name, 60), label ? ': ' : '', foreign(label, 60));
  const state = badge(metric.state, WORDS.state[metric.state]);
  const sums = (channel) => channel.sums ?? {};
  const values = (metric.samples?.value ?? []).filter(known);
  const now = orDash(values[values.length - 1], short);
  if (metric.channels.length === 0) {
    return [[name(''), state, now, '–', '–', '–', '–', '–']];
  }
  return metric.channels.map((channel, row) => [
    name(channel.label),
    row === 0 ? state : '',
    channel.sums ? shareCell(sums(channel).canaryEvents, sums(channel).canaryTotal, sums(channel).canaryShare) : now,
    shareCell(sums(channel).baselineEvents, sums(channel).baselineTotal, sums(channel).baselineShare),
    orDash(sums(channel).ratio, short),
    range(channel.now?.ratioLow, channel.now?.ratioHigh),
    enough(channel.now?.fail),
    enough(channel.now?.pass),
  ]);
}

function worst(channels) {
  const badness = (channel) => channel.now?.fail ?? Number.NEGATIVE_INFINITY;
  return channels.reduce((found, channel) => (badness(channel) > badness(found) ? channel : found), channels[0]);
}

export function metricCard(report, metric, index, view) {
  const made = section('', 'h3');
  made.id = `canary-metric-${index}`;
  made.classList.add('canary-card');
  made.firstChild.append(foreign(metric.name), ' ', badge(metric.state, WORDS.state[metric.state]));
  const notes = [metric.type, metric.critical ? WORDS.critical : '', metric.slo ? `SLO ${metric.slo}` : '', metric.source ?? ''];
  made.append(element('p', { class: 'canary-faint' }, foreign(notes.filter((note) => note !== '').join(' · '))));
  if (metric.runbook) {
    made.append(element('p', {}, linked(metric.runbook, WORDS.runbook)));
  }
  const counts = metric.channels.filter((channel) => channel.columns);
  if (counts.length > 0) {
    made.append(...counted(report, { ...metric, channels: counts }, view));
  } else if (metric.samples) {
    made.append(...sampled(report, metric, view));
  } else {
    made.append(element('p', {}, WORDS.nothing));
  }
  if (metric.queries.length > 0 || metric.asked) {
    made.append(details(view, `queries/${metric.name}`, WORDS.queries, () => queries(metric)));
  }
  return made;
}

/** As they were sent, with a way to the source; else as the specification has them. */
function queries(metric) {
  const text = (query) => element('pre', { dir: 'auto' }, cut(query.text, 20_000));
  if (!metric.asked) {
    return metric.queries.map((query) => element('div', {}, foreign(query.label), text(query)));
  }
  return metric.asked.map((query) => {
    const title = element('span', {}, foreign(query.label), query.arm ? ` · ${WORDS[query.arm] ?? ''}` : '');
    if (query.link) {
      title.append(' ', linked(query.link, WORDS.openSource));
    }
    return element('div', {}, title, text(query));
  });
}

function describe(channel) {
  const sums = channel.sums;
  return `${cut(channel.label)}: ${WORDS.canary} ${share(sums.canaryEvents, sums.canaryTotal, sums.canaryShare)}, `
    + `${WORDS.baseline} ${share(sums.baselineEvents, sums.baselineTotal, sums.baselineShare)}`;
}

function describeRatio(channel) {
  return `${WORDS.ratio.title}, ${cut(channel.label)}: ${orDash(channel.sums.ratio, short)}, `
    + `${WORDS.ratio.band} ${range(channel.now?.ratioLow, channel.now?.ratioHigh)}`;
}

function describeEvidence(channel) {
  return `${WORDS.evidence}, ${cut(channel.label)}: ${WORDS.against.fail} ${enough(channel.now?.fail)}, `
    + `${WORDS.against.pass} ${enough(channel.now?.pass)}`;
}

/** The charts of one channel: what is drawn, and how it is said to those who cannot see it. */
const CHARTS = [
  { key: 'share', title: () => WORDS.share, tell: describe, option: shareOption, fits: () => true },
  { key: 'ratio', title: () => WORDS.ratio.title, tell: describeRatio, option: ratioOption, fits: (channel) => channel.evidence },
  { key: 'evidence', title: () => WORDS.evidence, tell: describeEvidence, option: evidenceOption, fits: (channel) => channel.evidence },
];

function counted(report, metric, view) {
  let shown = metric.channels.find((channel) => channel.label === view.chosen.get(metric.name)) ?? worst(metric.channels);
  const option = (chart) => (paint) => chart.option(report, metric, shown, paint);
  const drawn = CHARTS.filter((chart) => chart.fits(shown)).map((chart) =>
    ({ chart, place: view.place(`${chart.key}/${metric.name}`, chart.tell(shown), option(chart)) }));
  const twin = element('div', {});
  const fillTwin = () => twin.replaceChildren(details(view, `table/${metric.name}`, WORDS.asTable, () => [numbers(report, shown), ...looks(report, shown)]));
  const show = (channel) => {
    shown = channel;
    view.chosen.set(metric.name, channel.label);
    drawn.forEach(({ chart, place }) => view.change(place, chart.tell(shown), option(chart)));
    fillTwin();
  };
  fillTwin();
  const all = element('div', { class: 'canary-several' }, ...drawn.map(({ chart, place }) => figure(chart.title(), place)));
  return [...chooser(metric.channels, shown, show), all, twin];
}

function figure(title, place) {
  const made = element('figure', {}, element('figcaption', {}, title), place);
  made.hidden = place.hidden;
  return made;
}

function chooser(channels, shown, show) {
  if (channels.length < 2) {
    return [element('p', { class: 'canary-faint' }, foreign(shown.label))];
  }
  const select = element('select', { class: 'jenkins-select__input' });
  channels.forEach((channel, i) => {
    const option = element('option', { value: String(i) }, cut(channel.label));
    option.selected = channel === shown;
    select.append(option);
  });
  select.addEventListener('change', () => show(channels[Number(select.value)]));
  return [element('label', { class: 'canary-chooser' }, WORDS.channel, element('span', { class: 'jenkins-select' }, select))];
}

function numbers(report, channel) {
  const columns = channel.columns;
  const words = WORDS.columns;
  return table(
    cut(channel.label),
    [
      [words.time],
      [words.weight, NUMBER],
      [words.canaryEvents, NUMBER],
      [words.canaryTotal, NUMBER],
      [words.baselineEvents, NUMBER],
      [words.baselineTotal, NUMBER],
      [words.ratio, NUMBER],
    ],
    columns.time.map((seconds, i) => [
      time(at(report, seconds)),
      `${columns.weight[i]} %`,
      orDash(columns.canaryEvents[i], plain),
      orDash(columns.canaryTotal[i], plain),
      orDash(columns.baselineEvents[i], plain),
      orDash(columns.baselineTotal[i], plain),
      orDash(columns.ratio[i], short),
    ]));
}

function looks(report, channel) {
  const columns = channel.evidence;
  if (!columns) {
    return [];
  }
  const words = WORDS.columns;
  return [table(
    WORDS.evidence,
    [[words.time], [words.fail, NUMBER], [words.pass, NUMBER], [words.limits, NUMBER]],
    columns.time.map((seconds, i) => [
      time(at(report, seconds)),
      enough(columns.fail[i]),
      enough(columns.pass[i]),
      range(columns.ratioLow[i], columns.ratioHigh[i]),
    ]))];
}

function sampled(report, metric, view) {
  const samples = metric.samples;
  const values = samples.value.filter(known);
  const description = `${cut(metric.name)}: ${orDash(values[values.length - 1], short)}`;
  const columns = [[WORDS.columns.time], [WORDS.columns.canary, NUMBER]];
  const arms = samples.baseline ? [...columns, [WORDS.columns.baseline, NUMBER]] : columns;
  const rows = () => samples.time.map((seconds, i) => [
    time(at(report, seconds)),
    orDash(samples.value[i], plain),
    ...(samples.baseline ? [orDash(samples.baseline[i], plain)] : []),
  ]);
  return [
    view.place(`samples/${metric.name}`, description, (paint) => sampleOption(report, metric, paint)),
    details(view, `table/${metric.name}`, WORDS.asTable, () => [table(cut(metric.name), arms, rows())]),
  ];
}
