/* What the charts of a release look like: options for ECharts 5.5 or newer. */

import { LOOKS, TONES } from './canary-elements.js';
import { alongBottom, frame, valueAxis } from './canary-frame.js';
import { atLeastNothing, clock, forCanvas, known, multiple, percent, plain, short, wholePercent } from './canary-text.js';
import { WORDS } from './canary-words.js';

/** What the charts of a release have in common. */
function overTime(paint, report) {
  const common = frame(paint);
  return {
    ...common,
    animationDurationUpdate: 0,
    grid: { ...common.grid, bottom: 64 },
    legend: { ...common.legend, itemWidth: 18, itemHeight: 8, itemGap: 8, itemStyle: { opacity: 0 } },
    xAxis: alongBottom(paint, {
      type: 'time',
      splitNumber: 5,
      min: report.opened,
      max: Math.max(report.last, report.opened + 60_000),
      splitLine: { show: false },
    }),
  };
}

/** More of what is enough than this makes no difference to anybody. */
const MUCH_EVIDENCE = 3;

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
    tooltip: { valueFormatter: look.tell ?? ((value) => (known(value) ? look.format(value) : '–')) },
    step: look.step ?? false,
    z: look.z ?? 3,
    emphasis: { disabled: true },
  };
}

export const at = (report, seconds) => report.opened + seconds * 1000;
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
  if (known(metric.allowed)) {
    const look = { color: paint('warning'), width: 1.5, format };
    series.push(line(WORDS.objective, columns.time.map((seconds) => [at(report, seconds), metric.allowed]), look));
  }
  for (const arm of ['canary', 'baseline']) {
    const points = pairs(report, columns.time, each(columns[`${arm}Events`], columns[`${arm}Total`]));
    const look = { color: paint(arm, 0.3), width: 1, format, z: 2 };
    series.push(line(`${WORDS[arm]}, ${WORDS.perInterval}`, points, look));
  }
  series[0].markLine = weightMarks(report, paint);
  const common = overTime(paint, report);
  const legend = { ...common.legend, data: series.slice(0, -2).map((one) => one.name) };
  return { ...common, legend, yAxis: { ...valueAxis(paint, format), min: 0 }, series };
}

/** Evidence for and against, as shares of what is enough; what is more than the axis has is drawn at its end. */
export function evidenceOption(report, metric, channel, paint) {
  const columns = channel.evidence;
  const format = (value) => wholePercent.format(value);
  const top = Math.min(MUCH_EVIDENCE, Math.max(1.1, ...columns.fail.filter(known), ...columns.pass.filter(known)));
  const drawn = (values) => values.map((value) => (known(value) ? Math.min(top, atLeastNothing(value)) : value));
  const told = (values) => (_, i) => (known(values[i]) ? format(atLeastNothing(values[i])) : '–');
  const against = (word, values, tone) =>
    line(word, pairs(report, columns.time, drawn(values)), { color: paint(tone), tell: told(values), step: 'end' });
  const series = [against(WORDS.against.fail, columns.fail, 'bad'), against(WORDS.against.pass, columns.pass, 'good')];
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
  return { ...overTime(paint, report), yAxis: capped(valueAxis(paint, format), top), series };
}

/**
 * How many times as much the canary has, as it was found and as it can be, on an axis where twice and half are as far from one.
 * What is off the axis is not drawn, and told all the same.
 */
export function ratioOption(report, metric, channel, paint) {
  const { time, ratio, ratioLow, ratioHigh } = channel.evidence;
  const { canaryTrail, baselineTrail } = channel.columns;
  const limits = [
    [metric.tolerate, WORDS.tolerated, 'faint'],
    [metric.harmful, WORDS.harmful, 'bad'],
  ].filter(([limit]) => known(limit));
  const [low, high] = ratioEnds(channel, limits.map(([limit]) => limit));
  const drawn = (times, values) => pairs(report, times, values.map((value) => (known(value) ? Math.max(value, low / 10) : null)));
  const told = (values, sign = '') => (_, i) => (known(values[i]) ? `${sign}${multiple(values[i])}` : '–');
  const recent = canaryTrail.map((share, i) => (known(share) && baselineTrail[i] > 0 ? share / baselineTrail[i] : null));
  const soFar = line(WORDS.ratio.soFar, drawn(time, ratio), { color: paint('canary'), tell: told(ratio), z: 5 });
  const trail = line(WORDS.ratio.recent, drawn(channel.columns.time, recent), { color: paint('canary'), tell: told(recent), type: 'dotted', width: 1.5, z: 4 });
  const edge = { color: paint('canary', 0.6), width: 1, z: 4 };
  const band = [
    line(WORDS.ratio.band, drawn(time, ratioLow), { ...edge, tell: told(ratioLow, '≥ ') }),
    line(WORDS.ratio.band, drawn(time, ratioHigh), { ...edge, tell: told(ratioHigh, '≤ ') }),
  ];
  const ends = [report.opened, ...time.map((seconds) => at(report, seconds)), report.last];
  const straight = limits.map(([limit, word, tone]) =>
    line(`${word} (${multiple(limit)})`, ends.map((when) => [when, limit]), { color: paint(tone), type: 'dashed', width: 1.5, format: multiple }));
  const marks = weightMarks(report, paint);
  soFar.markLine = {
    ...marks,
    data: [...marks.data, { yAxis: 1, lineStyle: { color: paint('text'), type: 'solid', width: 1 }, label: { show: false } }],
  };
  const axis = { ...valueAxis(paint, multiple), type: 'log', logBase: 2, min: low, max: high };
  Object.assign(axis.axisLabel, { showMinLabel: false, showMaxLabel: false });
  const common = overTime(paint, report);
  const filled = { name: WORDS.ratio.band, icon: 'roundRect', itemStyle: { color: paint('canary', 0.3), opacity: 1 } };
  const legend = { ...common.legend, data: [soFar.name, trail.name, filled, ...straight.map((one) => one.name)] };
  return { ...common, legend, yAxis: axis, series: [soFar, trail, ...band, between(band, high * 10, paint), ...straight] };
}

/** What lies between two lines; a higher one that is not known is off the axis. */
function between([lower, higher], beyond, paint) {
  const from = lower.data.filter(([, value]) => known(value));
  const back = higher.data.filter((_, i) => known(lower.data[i][1])).map(([when, value]) => [when, known(value) ? value : beyond]);
  const edge = [...from, ...back.reverse()];
  return {
    name: lower.name,
    type: 'custom',
    clip: true,
    silent: true,
    tooltip: { show: false },
    data: edge.slice(0, 1),
    renderItem: (_, api) => ({
      type: 'polygon',
      shape: { points: edge.map((point) => api.coord(point)) },
      style: { fill: paint('canary', 0.14) },
    }),
    z: 1,
  };
}

/** As far as the limits and what was found reach; how far it may be from that, no further than the eye can use. */
function ratioEnds({ sums, now }, limits) {
  const all = [1, ...limits, sums.ratio, now.ratioLow, now.ratioHigh].filter((value) => known(value) && value > 0);
  const farthest = Math.max(20, Math.min(1000, (sums.ratio ?? 1) * 1.3));
  return [Math.max(0.1, Math.min(0.6, ...all) / 1.2), Math.min(farthest, Math.max(1.8, ...all) * 1.3)];
}

export function sampleOption(report, metric, paint) {
  const format = (value) => short.format(value);
  const arm = (word, values, tone) => line(word, pairs(report, metric.samples.time, values), { color: paint(tone), format });
  const value = arm(WORDS.canary, metric.samples.value, 'canary');
  const other = metric.samples.baseline ? [arm(WORDS.baseline, metric.samples.baseline, 'baseline')] : [];
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
  const all = [...metric.samples.value, ...(metric.samples.baseline ?? []), ...limits.map(([limit]) => limit)].filter(known);
  const axis = valueAxis(paint, format);
  const yAxis = all.length > 0 && Math.min(...all) >= 0 ? capped(axis, Math.max(...all) * 1.1 || 1) : axis;
  return { ...overTime(paint, report), yAxis, series: [value, ...other] };
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
  const common = overTime(paint, report);
  return {
    ...common,
    legend: { ...common.legend, itemStyle: { opacity: 1 } },
    tooltip: { ...common.tooltip, trigger: 'item' },
    yAxis: { ...valueAxis(paint, format), min: 0, max: top * 1.2, axisLabel: { color: paint('faint'), formatter: (value) => (value <= top ? format(value) : '') } },
    series: events.length > 0 ? [weight, happened] : [weight],
  };
}

