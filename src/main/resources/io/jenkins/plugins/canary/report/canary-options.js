/* What the charts of a report look like: options for ECharts 5.5 or newer. */

import { LOOKS, TONES } from './canary-elements.js';
import { atLeastNothing, clock, forCanvas, known, percent, plain, short, wholePercent } from './canary-text.js';
import { WORDS } from './canary-words.js';

/** What a style sheet's variable looks like as plain red, green and blue: ECharts reads fewer ways to write colours than browsers do. */
export function painter(root) {
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

export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

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
  const common = frame(paint, report);
  const legend = { ...common.legend, data: series.slice(0, -2).map((one) => one.name) };
  return { ...common, legend, yAxis: { ...valueAxis(paint, format), min: 0 }, series };
}

export function evidenceOption(report, metric, channel, paint) {
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

/** How many times as much the canary has, as it was found and as it can be, on an axis where twice and half are as far from one. */
export function ratioOption(report, metric, channel, paint) {
  const columns = channel.evidence;
  const format = (value) => `${short.format(value)} ×`;
  const limits = [
    [1, WORDS.ratio.same, 'text', 'solid'],
    [metric.tolerate, WORDS.tolerated, 'faint', 'dashed'],
    [metric.harmful, WORDS.harmful, 'bad', 'dashed'],
  ].filter(([limit]) => known(limit));
  const [low, high] = ratioEnds(channel, limits.map(([limit]) => limit));
  const inside = (value) => (known(value) ? Math.min(Math.max(value, low), high) : null);
  const { time, canaryTrail, baselineTrail } = channel.columns;
  const ratios = canaryTrail.map((share, i) => (known(share) && baselineTrail[i] > 0 ? inside(share / baselineTrail[i]) : null));
  const found = line(WORDS.ratio.found, pairs(report, time, ratios), { color: paint('canary'), format, z: 5 });
  const band = [
    line(WORDS.ratio.low, pairs(report, columns.time, columns.ratioLow.map(inside)), { color: paint('canary', 0.6), width: 1, format, z: 4 }),
    line(WORDS.ratio.high, pairs(report, columns.time, columns.ratioHigh.map(inside)), { color: paint('canary', 0.6), width: 1, format, z: 4 }),
  ];
  const marks = weightMarks(report, paint);
  found.markLine = {
    ...marks,
    data: [...marks.data, ...limits.map(([yAxis, word, tone, type]) => ({
      yAxis,
      lineStyle: { color: paint(tone), type, width: 1.5 },
      label: { formatter: word, position: 'insideStartTop', color: paint('text') },
    }))],
  };
  const axis = { ...valueAxis(paint, format), type: 'log', logBase: 2, min: low, max: high };
  Object.assign(axis.axisLabel, { showMinLabel: false, showMaxLabel: false });
  return { ...frame(paint, report), yAxis: axis, series: [found, ...band, filled(band, paint)] };
}

/** What lies between two lines. */
function filled([low, high], paint) {
  const edge = [...low.data, ...[...high.data].reverse()].filter(([, value]) => known(value));
  return {
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

/** As far as the limits and what was found reach, and never further than the eye can use. */
function ratioEnds({ sums, now }, limits) {
  const all = [...limits, sums.ratio, now.ratioLow, now.ratioHigh].filter((value) => known(value) && value > 0);
  return [Math.max(0.1, Math.min(0.6, ...all) / 1.2), Math.min(20, Math.max(1.8, ...all) * 1.3)];
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
  return { ...frame(paint, report), yAxis, series: [value, ...other] };
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

