import { element } from './canary-elements.js';
import { painter } from './canary-frame.js';

/** What stays when the page is filled again with newer numbers: charts, what was unfolded, and what was chosen. */
export class View {
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
