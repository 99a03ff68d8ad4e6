/* Loads the page anew when something else can be ordered of a release than what it shows. Without it the page is still right: an
   order that comes too late is answered with a sentence. */
(() => {
  const EVERY = 5000;
  const sections = () => [...document.querySelectorAll('.canary-orders[data-canary-live="true"]')];
  const key = (id, orders) => `${id} ${orders.join(',')}`;
  const shown = () =>
    sections().map(section =>
      key(section.dataset.canaryRelease, section.dataset.canaryOrders.replace(/[[\] ]/g, '').split(',').filter(Boolean)));

  async function look() {
    if (document.hidden || sections().length === 0) {
      return;
    }
    try {
      const answer = await fetch('api/json?tree=releases[id,orders]');
      if (!answer.ok) {
        return;
      }
      const now = new Set((await answer.json()).releases.map(release => key(release.id, release.orders)));
      if (shown().some(one => !now.has(one))) {
        location.reload();
      }
    } catch (unreachable) {
      // Jenkins is away for a moment; the next look may find it.
    }
  }

  document.addEventListener('DOMContentLoaded', () => {
    if (sections().length > 0) {
      setInterval(look, EVERY);
    }
  });
})();
