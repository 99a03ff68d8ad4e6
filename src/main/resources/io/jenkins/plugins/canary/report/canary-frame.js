/* What all charts have in common, for ECharts 5.5 or newer: of one release or of many. */

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

/** The whole, but for axes and lines; what the tooltip says is drawn, and so no markup. */
export function frame(paint) {
  return {
    animation: !still(),
    animationDuration: 300,
    backgroundColor: 'transparent',
    textStyle: { color: paint('text'), fontFamily: 'system-ui, sans-serif' },
    grid: { left: 56, right: 20, top: 28, bottom: 56 },
    legend: { bottom: 0, textStyle: { color: paint('text') }, inactiveColor: paint('faint') },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: paint('background'),
      borderColor: paint('line'),
      textStyle: { color: paint('text') },
    },
  };
}

/** The axis along the bottom, of whatever type. */
export function alongBottom(paint, axis) {
  return {
    axisLine: { lineStyle: { color: paint('line') } },
    axisLabel: { color: paint('faint'), hideOverlap: true },
    ...axis,
  };
}

/** The axis of what is measured. */
export function valueAxis(paint, label) {
  return {
    type: 'value',
    axisLabel: { color: paint('faint'), formatter: label },
    splitLine: { lineStyle: { color: paint('line', 0.5) } },
  };
}
