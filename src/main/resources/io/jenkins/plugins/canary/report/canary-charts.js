/*
 * Draws a canary release from the JSON document that ReleaseReport makes: the build page in Jenkins and the report that opens
 * from disk. Every text in the document may be hostile: text becomes text nodes, or is drawn on a canvas, and never markup.
 *
 * An element with the class canary-report is filled when the module loads. Its attribute data-canary-source names the element
 * whose text is the document; or data-canary-url says where to fetch it. Charts need ECharts 5.5 or newer as window.echarts;
 * without it the tables are still there.
 */

/** All words of the page; a page in another language passes its own. */
export const WORDS = {
  verdict: { PASS: 'PASS', MARGINAL: 'MARGINAL', INCONCLUSIVE: 'INCONCLUSIVE', FAIL: 'FAIL', none: 'No verdict yet' },
  outcome: {
    PROMOTED: 'Promoted',
    HELD: 'Held',
    ROLLED_BACK: 'Rolled back',
    FAILED: 'Failed',
    ABORTED: 'Aborted',
    none: 'In progress',
  },
  state: { fine: 'fine', suspect: 'suspect', worse: 'worse', undecided: 'undecided', noData: 'no data' },
  log: { opened: 'opened', event: 'event', weight: 'weight', verdict: 'verdict', ended: 'ended' },
  uncalibrated: 'uncalibrated: made without history of how noisy the metrics are',
  verdictAt: 'at',
  verdictWith: 'with',
  and: 'and',
  facts: { target: 'Target', started: 'Started', ended: 'Ended', lasted: 'Lasted', by: 'By', release: 'Release', now: 'Last entry' },
  timeline: 'Traffic to the canary',
  steps: 'Steps',
  metrics: 'Metrics',
  log_: 'Everything that happened',
  specification: 'Specification',
  asTable: 'The same as a table',
  queries: 'Queries',
  critical: 'critical',
  channel: 'Shown:',
  canary: 'canary',
  baseline: 'baseline',
  perInterval: 'per interval',
  tolerated: 'tolerated',
  harmful: 'harmful',
  value: 'value',
  lowest: 'lowest allowed',
  highest: 'highest allowed',
  weight: 'weight',
  happened: 'event',
  share: 'Share over the last 20 intervals (faint: each interval)',
  evidence: 'Evidence, as a share of what is enough',
  against: { fail: 'for FAIL', pass: 'for PASS' },
  enough: 'enough',
  noCharts: 'Charts are not shown: ECharts is not on this page. The tables below hold the same numbers.',
  unreadable: 'The data of this page cannot be read',
  nothing: 'Nothing has been measured yet.',
  columns: {
    weight: 'Weight',
    since: 'Since',
    lasted: 'Lasted',
    verdict: 'Verdict',
    why: 'Why',
    metric: 'Metric',
    state: 'State',
    canary: 'Canary',
    baseline: 'Baseline',
    ratio: 'Ratio',
    limits: 'Confidence',
    fail: 'Evidence for FAIL',
    pass: 'Evidence for PASS',
    time: 'Time',
    what: 'What',
    sentence: 'Sentence',
    canaryEvents: 'Canary events',
    canaryTotal: 'of requests',
    baselineEvents: 'Baseline events',
    baselineTotal: 'of requests',
    value: 'Value',
  },
};

const ICONS = {
  good: 'M4 12.5l5.5 5.5L20 6.5',
  bad: 'M6 6l12 12M18 6L6 18',
  unsure: 'M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2.2M12 18v.5',
  warning: 'M12 4L2.8 20h18.4zM12 10v4.5M12 17v.5',
  back: 'M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-2',
  going: 'M12 6v6l4 2.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
};

const LOOKS = {
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

const TONES = { good: 'good', bad: 'bad', back: 'bad', warning: 'warning', unsure: 'neutral', going: 'neutral' };
const LONGEST = 120;
const NEXT_LOOK = 5_000;
const FAR_BEYOND = 10;

/* ---- text and numbers ---- */

const language = document.documentElement.lang || 'en';
const plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
const short = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
const percent = { format: (value) => `${short.format(value * 100)} %` };
const wholePercent = { format: (value) => `${Math.round(value * 100)} %` };

const known = (value) => typeof value === 'number' && Number.isFinite(value);
/** Evidence below nothing speaks for the other side, which has a line of its own. */
const atLeastNothing = (value) => (known(value) ? Math.max(value, 0) : value);
const orDash = (value, format) => (known(value) ? format.format(value) : '–');
const two = (number) => String(number).padStart(2, '0');

function clock(milliseconds) {
  const date = new Date(milliseconds);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function lasted(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ].filter(([amount]) => amount > 0);
  return parts.length === 0 ? '0 s' : parts.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

function cut(text, length = LONGEST) {
  const characters = Array.from(String(text));
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

/** Text for a canvas: one line after another, and without the braces that ECharts reads as styles. */
function forCanvas(text) {
  const tame = cut(text, 300).replaceAll('{', '(').replaceAll('}', ')').replaceAll(/\s+/g, ' ');
  return tame.replaceAll(/(.{1,70})(\s|$)|(.{70})/g, '$1$3\n').trim();
}

/** Evidence as a share of what is enough; far beyond it nobody cares how far. */
const enough = (value) => (value > FAR_BEYOND ? `> ${wholePercent.format(FAR_BEYOND)}` : orDash(atLeastNothing(value), wholePercent));

/* ---- elements ---- */

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A text of others: kept apart from the direction of what stands around it, cut to a size that fits, whole on demand. */
function foreign(text, length = LONGEST) {
  const whole = String(text);
  const shown = cut(whole, length);
  const made = element('bdi', {}, shown);
  if (shown !== whole) {
    made.title = cut(whole, 2000);
  }
  return made;
}

/** A text of others that leads somewhere, if it is the address of a web page. */
function linked(text) {
  return /^https?:\/\/\S+$/i.test(text) ? element('a', { href: text, rel: 'noreferrer' }, foreign(text)) : foreign(text);
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

function badge(key, word, size = 'small') {
  const look = LOOKS[key] ?? 'going';
  return element('span', { class: `canary-badge canary-tone-${TONES[look]} canary-${size}` }, icon(look), word ?? String(key));
}

function time(milliseconds) {
  return element('time', { datetime: new Date(milliseconds).toISOString() }, clock(milliseconds));
}

/** Roles are said in words, because style sheets that lay a table out otherwise take them away. */
function table(caption, columns, rows, kinds = '') {
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
function details(view, key, summary, fill) {
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

function section(title, level = 'h2') {
  return element('section', { class: 'canary-section' }, element(level, {}, title));
}

/* ---- colours ---- */

/** What a style sheet's variable looks like as plain red, green and blue: ECharts reads fewer ways to write colours than browsers do. */
function painter(root) {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  const styles = getComputedStyle(root);
  return (name, opacity = 1) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = '#888';
    brush.fillStyle = styles.getPropertyValue(`--canary-${name}`).trim();
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
    return `rgba(${red},${green},${blue},${opacity})`;
  };
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What all charts have in common. */
function frame(paint, report) {
  return {
    animation: !still(),
    animationDuration: 300,
    animationDurationUpdate: 0,
    backgroundColor: 'transparent',
    textStyle: { color: paint('text'), fontFamily: 'system-ui, sans-serif' },
    grid: { left: 56, right: 20, top: 28, bottom: 64 },
    legend: { bottom: 0, itemHeight: 8, itemStyle: { opacity: 0 }, textStyle: { color: paint('text') }, inactiveColor: paint('faint') },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: paint('background'),
      borderColor: paint('line'),
      textStyle: { color: paint('text') },
    },
    xAxis: {
      type: 'time',
      splitNumber: 5,
      min: report.opened,
      max: Math.max(report.last, report.opened + 60_000),
      axisLine: { lineStyle: { color: paint('line') } },
      axisLabel: { color: paint('faint'), hideOverlap: true },
      splitLine: { show: false },
    },
  };
}

function valueAxis(paint, label) {
  return {
    type: 'value',
    axisLabel: { color: paint('faint'), formatter: label },
    splitLine: { lineStyle: { color: paint('line', 0.5) } },
  };
}

/** An axis that ends where its highest line needs it: the odd number there is not worth a label. */
function capped(axis, max) {
  return { ...axis, min: 0, max, axisLabel: { ...axis.axisLabel, showMaxLabel: false } };
}

function weightMarks(report, paint) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: paint('faint'), type: 'dotted', width: 1 },
    label: { color: paint('faint'), formatter: (mark) => `${mark.data.weight} %`, position: 'end' },
    data: report.weights.map(([at, weight]) => ({ xAxis: at, weight })),
  };
}

function line(name, points, look) {
  return {
    name,
    type: 'line',
    data: points,
    showSymbol: points.length < 2,
    symbol: 'circle',
    symbolSize: points.length < 2 ? 8 : 4,
    color: look.color,
    itemStyle: { color: look.color },
    lineStyle: { color: look.color, width: look.width ?? 2, type: look.type ?? 'solid' },
    tooltip: { valueFormatter: (value) => (known(value) ? look.format(value) : '–') },
    step: look.step ?? false,
    z: look.z ?? 3,
    emphasis: { disabled: true },
  };
}

/* ---- the charts ---- */

const at = (report, seconds) => report.opened + seconds * 1000;
const pairs = (report, times, values) => times.map((seconds, i) => [at(report, seconds), values[i]]);

/** Both arms as the share of events over the last intervals, with each interval faintly behind, and the limits. */
export function shareOption(report, metric, channel, paint) {
  const columns = channel.columns;
  const each = (events, totals) => events.map((count, i) => (totals[i] > 0 ? count / totals[i] : null));
  const times = (factor) => columns.baselineTrail.map((value) => (known(value) ? value * factor : null));
  const format = (value) => percent.format(value);
  const series = [
    line(WORDS.canary, pairs(report, columns.time, columns.canaryTrail), { color: paint('canary'), format, z: 5 }),
    line(WORDS.baseline, pairs(report, columns.time, columns.baselineTrail), { color: paint('baseline'), format, z: 4 }),
  ];
  for (const [word, factor, tone] of [
    [WORDS.tolerated, metric.tolerate, 'faint'],
    [WORDS.harmful, metric.harmful, 'bad'],
  ]) {
    if (known(factor)) {
      const look = { color: paint(tone), type: 'dashed', width: 1.5, format };
      series.push(line(`${word} (${short.format(factor)} ×)`, pairs(report, columns.time, times(factor)), look));
    }
  }
  for (const arm of ['canary', 'baseline']) {
    const points = pairs(report, columns.time, each(columns[`${arm}Events`], columns[`${arm}Total`]));
    const look = { color: paint(arm, 0.3), width: 1, format, z: 2 };
    series.push(line(`${WORDS[arm]}, ${WORDS.perInterval}`, points, look));
  }
  series[0].markLine = weightMarks(report, paint);
  const common = frame(paint, report);
  const legend = { ...common.legend, data: series.slice(0, -2).map((one) => one.name) };
  return { ...common, legend, yAxis: { ...valueAxis(paint, format), min: 0 }, series };
}

export function evidenceOption(report, channel, paint) {
  const columns = channel.evidence;
  const format = (value) => wholePercent.format(value);
  const floor = (values) => values.map(atLeastNothing);
  const series = [
    line(WORDS.against.fail, pairs(report, columns.time, floor(columns.fail)), { color: paint('bad'), format, step: 'end' }),
    line(WORDS.against.pass, pairs(report, columns.time, floor(columns.pass)), { color: paint('good'), format, step: 'end' }),
  ];
  if (columns.time.length <= 60) {
    series.forEach((one) => Object.assign(one, { showSymbol: true }));
  }
  const marks = weightMarks(report, paint);
  series[0].markLine = {
    ...marks,
    data: [
      ...marks.data,
      { yAxis: 1, lineStyle: { color: paint('text'), type: 'solid', width: 1.5 }, label: { formatter: WORDS.enough, position: 'insideStartTop', color: paint('text') } },
    ],
  };
  const highest = Math.max(1.1, ...columns.fail.filter(known), ...columns.pass.filter(known));
  return { ...frame(paint, report), yAxis: capped(valueAxis(paint, format), Math.min(highest, 3)), series };
}

export function sampleOption(report, metric, paint) {
  const format = (value) => short.format(value);
  const value = line(WORDS.value, pairs(report, metric.samples.time, metric.samples.value), { color: paint('canary'), format });
  const marks = weightMarks(report, paint);
  const limits = [
    [metric.min, WORDS.lowest],
    [metric.max, WORDS.highest],
  ].filter(([limit]) => known(limit));
  value.markLine = {
    ...marks,
    data: [
      ...marks.data,
      ...limits.map(([limit, word]) => ({
        yAxis: limit,
        lineStyle: { color: paint('bad'), type: 'dashed', width: 1.5 },
        label: { formatter: `${word} ${short.format(limit)}`, position: 'insideStartTop', color: paint('text') },
      })),
    ],
  };
  const all = [...metric.samples.value, ...limits.map(([limit]) => limit)].filter(known);
  const axis = valueAxis(paint, format);
  const yAxis = all.length > 0 && Math.min(...all) >= 0 ? capped(axis, Math.max(...all) * 1.1 || 1) : axis;
  return { ...frame(paint, report), yAxis, series: [value] };
}

export function timelineOption(report, paint) {
  const format = (value) => `${plain.format(value)} %`;
  const points = [[report.opened, 0], ...report.weights];
  points.push([report.last, points[points.length - 1][1]]);
  const weight = line(WORDS.weight, points, { color: paint('canary'), format, step: 'end' });
  weight.areaStyle = { color: paint('canary', 0.15) };
  weight.markArea = {
    silent: true,
    data: report.steps
      .filter((step) => step.verdict)
      .map((step) => [
        { xAxis: step.since, itemStyle: { color: paint(TONES[LOOKS[step.verdict.kind]] ?? 'neutral', 0.08) } },
        { xAxis: step.until },
      ]),
  };
  const top = Math.max(10, ...report.weights.map(([, percentage]) => percentage));
  const events = report.log.filter((entry) => entry.type === 'event' || entry.type === 'ended');
  const happened = {
    name: WORDS.happened,
    type: 'scatter',
    symbol: 'diamond',
    symbolSize: 11,
    itemStyle: { color: paint('text') },
    data: events.map((entry) => ({ value: [entry.at, top * 1.12], sentence: entry.sentence })),
    tooltip: { trigger: 'item', formatter: (point) => `${clock(point.value[0])}\n${forCanvas(point.data.sentence)}` },
    z: 6,
  };
  const common = frame(paint, report);
  return {
    ...common,
    legend: { ...common.legend, itemStyle: { opacity: 1 } },
    tooltip: { ...common.tooltip, trigger: 'item' },
    yAxis: { ...valueAxis(paint, format), min: 0, max: top * 1.2, axisLabel: { color: paint('faint'), formatter: (value) => (value <= top ? format(value) : '') } },
    series: events.length > 0 ? [weight, happened] : [weight],
  };
}

/* ---- drawing them when they are seen ---- */

/** What stays when the page is filled again with newer numbers: charts, what was unfolded, and what was chosen. */
class View {
  constructor(root, echarts) {
    this.root = root;
    this.echarts = echarts;
    this.places = new Map();
    this.unfolded = new Set();
    this.chosen = new Map();
    this.drawn = new Map();
    this.options = new Map();
    this.seen = new IntersectionObserver((entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => this.draw(entry.target));
    }, { rootMargin: '400px' });
    this.sized = new ResizeObserver((entries) => entries.forEach((entry) => this.drawn.get(entry.target)?.resize()));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.redraw());
    addEventListener('beforeprint', () => this.options.forEach((_, place) => this.draw(place)));
  }

  /** An element in which the chart will be; its description is for those who cannot see it. */
  place(key, description, option, size = 'tall') {
    if (this.places.has(key)) {
      this.change(this.places.get(key), description, option);
      return this.places.get(key);
    }
    const place = element('div', { class: `canary-chart canary-${size}`, role: 'img', 'aria-label': description });
    if (this.echarts) {
      this.options.set(place, option);
      this.seen.observe(place);
    } else {
      place.hidden = true;
    }
    this.places.set(key, place);
    return place;
  }

  change(place, description, option) {
    place.setAttribute('aria-label', description);
    if (this.echarts) {
      this.options.set(place, option);
      this.drawn.get(place)?.setOption(option(painter(this.root)), { notMerge: true });
    }
  }

  draw(place) {
    if (!this.drawn.has(place)) {
      const chart = this.echarts.init(place);
      chart.setOption(this.options.get(place)(painter(this.root)));
      this.drawn.set(place, chart);
      this.sized.observe(place);
    }
  }

  redraw() {
    this.drawn.forEach((chart, place) => chart.setOption(this.options.get(place)(painter(this.root)), { notMerge: true }));
  }
}

/* ---- the parts of the page ---- */

function header(report) {
  const made = element('header', { class: 'canary-header' });
  const outcome = report.outcome?.name ?? 'none';
  const badges = element('p', { class: 'canary-badges' }, badge(outcome, WORDS.outcome[outcome] ?? cut(outcome), 'big'));
  if (report.verdict) {
    const { kind, weight, besides } = report.verdict;
    const when = weight === 0 && besides ? WORDS.verdictWith : WORDS.verdictAt;
    badges.append(badge(kind, `${WORDS.verdict[kind] ?? cut(kind)} ${when} ${cut(given(report.verdict), 80)}`));
  } else {
    badges.append(badge('none', WORDS.verdict.none));
  }
  made.append(badges);
  const reason = report.outcome?.reason ?? report.verdict?.sentence;
  if (reason) {
    made.append(element('p', { class: 'canary-reason' }, foreign(reason, 1000)));
  }
  if (report.verdict && !reason.includes(report.verdict.sentence)) {
    made.append(element('p', {}, foreign(report.verdict.sentence, 1000)));
  }
  if (report.verdict?.uncalibrated) {
    made.append(element('p', { class: 'canary-faint' }, WORDS.uncalibrated));
  }
  made.append(facts(report));
  return made;
}

function facts(report) {
  const words = WORDS.facts;
  const ended = report.outcome?.at;
  const rows = [
    [words.target, foreign(report.target)],
    ...report.changes.map((change) => [foreign(change.what), element('code', {}, foreign(change.value, 200))]),
    [words.started, time(report.opened)],
    ended ? [words.ended, time(ended)] : [words.now, time(report.last)],
    [words.lasted, lasted((ended ?? report.last) - report.opened)],
    [words.by, linked(report.holder)],
    [words.release, element('code', {}, foreign(report.release))],
  ];
  return element('dl', { class: 'canary-facts' }, ...rows.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

/** What the canary has at a step: a share, and users or copies besides; either alone if the other is nothing. */
function given({ weight, besides }) {
  const share = `${weight} %`;
  if (!besides) {
    return share;
  }
  return weight > 0 ? `${share} ${WORDS.and} ${besides}` : besides;
}

function timeline(report, view) {
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
function urgentFirst(metrics) {
  const order = ['worse', 'suspect', 'noData', 'undecided', 'fine'];
  return [...metrics].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

function overview(report) {
  const made = section(WORDS.metrics);
  const columns = WORDS.columns;
  const number = 'canary-number';
  const rows = report.metrics.flatMap((metric, i) => {
    const name = (label) => element('a', { href: `#canary-metric-${i}` }, foreign(metric.name, 60), label ? ': ' : '', foreign(label, 60));
    const state = badge(metric.state, WORDS.state[metric.state]);
    if (metric.channels.length === 0) {
      const values = (metric.samples?.value ?? []).filter(known);
      return [[name(''), state, orDash(values[values.length - 1], short), '–', '–', '–', '–', '–']];
    }
    return metric.channels.map((channel, row) => [
      name(channel.label),
      row === 0 ? state : '',
      shareCell(channel.sums.canaryEvents, channel.sums.canaryTotal, channel.sums.canaryShare),
      shareCell(channel.sums.baselineEvents, channel.sums.baselineTotal, channel.sums.baselineShare),
      orDash(channel.sums.ratio, short),
      channel.now ? `${orDash(channel.now.ratioLow, short)} … ${orDash(channel.now.ratioHigh, short)}` : '–',
      enough(channel.now?.fail),
      enough(channel.now?.pass),
    ]);
  });
  if (rows.length === 0) {
    made.append(element('p', {}, WORDS.nothing));
    return made;
  }
  made.append(table(
    WORDS.metrics,
    [
      [columns.metric, 'canary-wide'],
      [columns.state],
      [columns.canary, number],
      [columns.baseline, number],
      [columns.ratio, number],
      [columns.limits, number],
      [columns.fail, number],
      [columns.pass, number],
    ],
    rows,
    'canary-told'));
  return made;
}

function worst(channels) {
  const badness = (channel) => channel.now?.fail ?? Number.NEGATIVE_INFINITY;
  return channels.reduce((found, channel) => (badness(channel) > badness(found) ? channel : found), channels[0]);
}

function metricCard(report, metric, index, view) {
  const made = section('', 'h3');
  made.id = `canary-metric-${index}`;
  made.classList.add('canary-card');
  made.firstChild.append(foreign(metric.name), ' ', badge(metric.state, WORDS.state[metric.state]));
  const notes = [metric.type, metric.critical ? WORDS.critical : '', metric.slo ? `SLO ${metric.slo}` : '', metric.source ?? ''];
  made.append(element('p', { class: 'canary-faint' }, foreign(notes.filter((note) => note !== '').join(' · '))));
  if (metric.channels.length > 0) {
    made.append(...counted(report, metric, view));
  } else if (metric.samples) {
    made.append(...sampled(report, metric, view));
  } else {
    made.append(element('p', {}, WORDS.nothing));
  }
  if (metric.queries.length > 0) {
    made.append(details(view, `queries/${metric.name}`, WORDS.queries, () => metric.queries.map((query) =>
      element('div', {}, foreign(query.label), element('pre', { dir: 'auto' }, cut(query.text, 20_000))))));
  }
  return made;
}

function describe(channel) {
  const sums = channel.sums;
  return `${cut(channel.label)}: ${WORDS.canary} ${share(sums.canaryEvents, sums.canaryTotal, sums.canaryShare)}, `
    + `${WORDS.baseline} ${share(sums.baselineEvents, sums.baselineTotal, sums.baselineShare)}`;
}

function describeEvidence(channel) {
  return `${WORDS.evidence}, ${cut(channel.label)}: ${WORDS.against.fail} ${enough(channel.now?.fail)}, `
    + `${WORDS.against.pass} ${enough(channel.now?.pass)}`;
}

function counted(report, metric, view) {
  let shown = metric.channels.find((channel) => channel.label === view.chosen.get(metric.name)) ?? worst(metric.channels);
  const shares = view.place(`share/${metric.name}`, describe(shown), (paint) => shareOption(report, metric, shown, paint));
  const evidence = shown.evidence
    ? [view.place(`evidence/${metric.name}`, describeEvidence(shown), (paint) => evidenceOption(report, shown, paint))]
    : [];
  const twin = element('div', {});
  const fillTwin = () => twin.replaceChildren(details(view, `table/${metric.name}`, WORDS.asTable, () => [numbers(report, shown), ...looks(report, shown)]));
  const show = (channel) => {
    shown = channel;
    view.chosen.set(metric.name, channel.label);
    view.change(shares, describe(shown), (paint) => shareOption(report, metric, shown, paint));
    evidence.forEach((place) => view.change(place, describeEvidence(shown), (paint) => evidenceOption(report, shown, paint)));
    fillTwin();
  };
  fillTwin();
  const both = element('div', { class: 'canary-pair' }, figure(WORDS.share, shares), ...evidence.map((place) => figure(WORDS.evidence, place)));
  return [...chooser(metric.channels, shown, show), both, twin];
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
  const number = 'canary-number';
  return table(
    cut(channel.label),
    [
      [words.time],
      [words.weight, number],
      [words.canaryEvents, number],
      [words.canaryTotal, number],
      [words.baselineEvents, number],
      [words.baselineTotal, number],
      [words.ratio, number],
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
  const number = 'canary-number';
  return [table(
    WORDS.evidence,
    [[words.time], [words.fail, number], [words.pass, number], [words.limits, number]],
    columns.time.map((seconds, i) => [
      time(at(report, seconds)),
      enough(columns.fail[i]),
      enough(columns.pass[i]),
      `${orDash(columns.ratioLow[i], short)} … ${orDash(columns.ratioHigh[i], short)}`,
    ]))];
}

function sampled(report, metric, view) {
  const samples = metric.samples;
  const values = samples.value.filter(known);
  const description = `${cut(metric.name)}: ${orDash(values[values.length - 1], short)}`;
  const columns = [[WORDS.columns.time], [WORDS.columns.value, 'canary-number']];
  const rows = () => samples.time.map((seconds, i) => [time(at(report, seconds)), orDash(samples.value[i], plain)]);
  return [
    view.place(`samples/${metric.name}`, description, (paint) => sampleOption(report, metric, paint)),
    details(view, `table/${metric.name}`, WORDS.asTable, () => [table(cut(metric.name), columns, rows())]),
  ];
}

function log(report) {
  const made = section(WORDS.log_);
  made.append(table(
    WORDS.log_,
    [[WORDS.columns.time], [WORDS.columns.what, 'canary-firm'], [WORDS.columns.sentence, 'canary-wide']],
    report.log.map((entry) => [
      time(entry.at),
      foreign(WORDS.verdict[entry.kind] ?? WORDS.outcome[entry.kind] ?? entry.kind ?? WORDS.log[entry.type], 30),
      foreign(entry.sentence, 400),
    ]),
    'canary-told'));
  return made;
}

/* ---- beginning, and going on ---- */

/** Fills an element with a report; again if it is filled already. */
function fill(view, report) {
  const urgent = { ...report, metrics: urgentFirst(report.metrics) };
  const parts = [header(report), timeline(report, view), overview(urgent)];
  parts.push(...urgent.metrics.map((metric, i) => metricCard(report, metric, i, view)));
  parts.push(log(report));
  if (report.spec) {
    parts.push(details(view, 'spec', WORDS.specification, () =>
      [element('pre', { dir: 'auto' }, JSON.stringify(report.spec, null, 2))]));
  }
  if (!view.echarts) {
    parts.unshift(element('p', { class: 'canary-faint' }, WORDS.noCharts));
  }
  const { scrollX, scrollY } = globalThis;
  view.root.replaceChildren(...parts);
  scrollTo(scrollX, scrollY);
}

/** Fills an element with a report. */
export function start(root, report, echarts = globalThis.echarts) {
  const view = new View(root, echarts);
  fill(view, report);
  return view;
}

async function load(root) {
  if (root.dataset.canarySource) {
    return JSON.parse(document.getElementById(root.dataset.canarySource).textContent);
  }
  const answer = await fetch(root.dataset.canaryUrl);
  if (!answer.ok) {
    throw new Error(`${answer.status} ${answer.statusText}`);
  }
  return answer.json();
}

const mayGoOn = (report) => !report.outcome || report.outcome.name === 'HELD';

/** Nobody wants the page changed while they choose from a list or mark text. */
const inUse = (root) => (document.activeElement instanceof HTMLSelectElement && root.contains(document.activeElement))
  || !getSelection().isCollapsed;

/** Asks for newer numbers now and then, as long as the release goes on; not while nobody can see the page. */
function follow(view, report) {
  let shown = report;
  const look = async () => {
    if (document.hidden) {
      document.addEventListener('visibilitychange', look, { once: true });
      return;
    }
    if (!inUse(view.root)) {
      const newer = await load(view.root).catch(() => shown); // Jenkins may be restarting
      if (JSON.stringify(newer) !== JSON.stringify(shown)) {
        shown = newer;
        fill(view, shown);
      }
    }
    plan();
  };
  const plan = () => {
    if (mayGoOn(shown)) {
      setTimeout(look, NEXT_LOOK);
    }
  };
  plan();
}

for (const root of document.querySelectorAll('.canary-report[data-canary-source], .canary-report[data-canary-url]')) {
  load(root)
    .then((report) => {
      const view = start(root, report);
      if (root.dataset.canaryLive === 'true') {
        follow(view, report);
      }
    })
    .catch((error) => {
      root.replaceChildren(element('p', { role: 'alert' }, `${WORDS.unreadable}: ${error.message}`));
      throw error;
    });
}
