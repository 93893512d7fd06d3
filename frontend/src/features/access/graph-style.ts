import type { StylesheetJson } from 'cytoscape';

/** The look of the graph, in the colours of the page as they are now. */
export function graphStyle(place: HTMLElement, many: boolean): StylesheetJson {
  const css = getComputedStyle(place);
  const colour = (name: string) => css.getPropertyValue(name).trim();
  const text = colour('--mantine-color-text');
  const surface = colour('--surface-raised');
  const dimmed = colour('--mantine-color-dimmed');
  const bad = colour('--tone-bad');
  const warn = colour('--tone-warn');
  const accent = colour('--mantine-color-anchor');
  return [
    {
      selector: 'node',
      style: {
        width: many ? 38 : 22,
        height: many ? 38 : 22,
        shape: 'ellipse',
        'background-color': surface,
        'border-width': 2,
        'border-color': dimmed,
        label: 'data(label)',
        color: text,
        'font-size': 12,
        'font-family': 'Inter, "Segoe UI", Roboto, sans-serif',
        'text-valign': 'bottom',
        'text-margin-y': 3,
        'text-max-width': '120px',
        'text-wrap': 'ellipsis',
        'text-background-color': surface,
        'text-background-opacity': many ? 0 : 0.8,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 7,
      },
    },
    { selector: 'node[type = "role"]', style: { shape: 'round-rectangle' } },
    { selector: 'node[type = "outside"]', style: { shape: 'diamond', width: 26, height: 26 } },
    {
      selector: 'node[standing = "escalates"]',
      style: { 'background-color': warn, 'background-opacity': 0.3, 'border-color': warn },
    },
    {
      selector: 'node[standing = "admin"]',
      style: { 'background-color': bad, 'border-color': bad, width: many ? 48 : 28, height: many ? 48 : 28 },
    },
    {
      selector: 'edge',
      style: {
        width: many ? 1 : 1.4,
        'line-color': dimmed,
        'target-arrow-color': dimmed,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'curve-style': many ? 'straight' : 'bezier',
        opacity: many ? 0.3 : 0.6,
      },
    },
    { selector: 'edge[sure = 0]', style: { 'line-style': 'dashed' } },
    // Steps within a column go around those who stand in between.
    ...(many
      ? []
      : ([
          {
            selector: 'edge[beside = 1]',
            style: {
              'curve-style': 'unbundled-bezier',
              'control-point-distances': [58],
              'control-point-weights': [0.5],
            },
          },
        ] satisfies StylesheetJson)),
    // A step that leads to itself: who takes it becomes an administrator.
    {
      selector: ':loop',
      style: { 'curve-style': 'bezier', 'loop-direction': '-45deg', 'loop-sweep': '60deg' },
    },
    { selector: '.dim', style: { opacity: 0.18 } },
    { selector: 'edge.dim', style: { opacity: 0.08 } },
    {
      selector: 'edge.way',
      style: {
        width: many ? 7 : 3,
        opacity: 1,
        'line-color': accent,
        'target-arrow-color': accent,
        'z-index': 9,
      },
    },
    {
      selector: 'node.way, node.selected',
      style: {
        'min-zoomed-font-size': 0,
        'font-weight': 600,
        'z-index': 10,
        ...(many ? { 'font-size': 34 } : {}),
      },
    },
    {
      selector: 'node.selected',
      style: { 'border-color': accent, 'border-width': 4, width: many ? 56 : 30, height: many ? 56 : 30 },
    },
  ];
}
