/*
 * Draws a canary release from the JSON document that ReleaseReport makes: the build page in Jenkins and the report that opens
 * from disk. Every text in the document may be hostile: text becomes text nodes, or is drawn on a canvas, and never markup.
 *
 * An element with the class canary-report is filled when the module loads. Its attribute data-canary-source names the element
 * whose text is the document; or data-canary-url says where to fetch it. One element has the words of the page in its attribute
 * data-canary-words. Charts need ECharts 5.5 or newer as window.echarts; without it the tables are still there.
 */

import { details, element } from './canary-elements.js';
import { header, log, timeline } from './canary-header.js';
import { metricCard, overview, urgentFirst } from './canary-metrics.js';
import { pods } from './canary-pods.js';
import { View } from './canary-view.js';
import { WORDS } from './canary-words.js';

const NEXT_LOOK = 5_000;

/** Fills an element with a report; again if it is filled already. */
function fill(view, report) {
  const urgent = { ...report, metrics: urgentFirst(report.metrics) };
  const parts = [header(urgent), timeline(report, view), overview(urgent)];
  parts.push(...urgent.metrics.map((metric, i) => metricCard(report, metric, i, view)));
  parts.push(...pods(report, view.pods));
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
  performance.mark('canary-filled');
}

/** Fills an element with a report. */
export function start(root, report, echarts = globalThis.echarts) {
  const view = new View(root, echarts);
  fill(view, report);
  return view;
}

async function load(root) {
  return root.dataset.canarySource
    ? JSON.parse(document.getElementById(root.dataset.canarySource).textContent)
    : ask(root.dataset.canaryUrl);
}

/** The browser keeps what it was told, and asks whether that is still so. */
async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${answer.status} ${answer.statusText}`);
  }
  return answer.json();
}

/** How the pods look, where somebody can be asked; says whether that is news. */
async function lookAtPods(view) {
  const address = view.root.dataset.canaryPods;
  const seen = address ? await ask(address).catch(() => view.pods) : undefined;
  const before = JSON.stringify(view.pods);
  view.pods = seen && 'unknown' in seen ? seen : undefined; // a release that is over has none
  return JSON.stringify(view.pods) !== before;
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
      if (await lookAtPods(view) || JSON.stringify(newer) !== JSON.stringify(shown)) {
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
        lookAtPods(view).then((news) => news && fill(view, report));
      }
    })
    .catch((error) => {
      root.replaceChildren(element('p', { role: 'alert' }, `${WORDS.unreadable}: ${error.message}`));
      throw error;
    });
}
