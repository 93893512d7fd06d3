import type { AccessGraph, AccessNode, EscalationStep } from '@/api/queries/access';

/** How many steps it takes from each principal to control the account; who cannot get there is left out. */
export function distances(graph: Pick<AccessGraph, 'nodes' | 'edges'>): Map<string, number> {
  const towards = new Map<string, EscalationStep[]>();
  for (const edge of graph.edges) {
    const list = towards.get(edge.to);
    if (list) list.push(edge);
    else towards.set(edge.to, [edge]);
  }
  const steps = new Map<string, number>();
  let reached = graph.nodes.filter(({ administrator }) => administrator).map(({ id }) => id);
  for (const id of reached) steps.set(id, 0);
  // A grant makes its target an administrator, whatever it was before.
  const granting = graph.edges.filter(({ method }) => method === 'grant').map(({ from }) => from);
  for (let step = 1; reached.length > 0 || step === 1; step++) {
    const next = new Set<string>();
    if (step === 1) for (const id of granting) if (!steps.has(id)) next.add(id);
    for (const id of reached) {
      for (const { from } of towards.get(id) ?? []) if (!steps.has(from)) next.add(from);
    }
    for (const id of next) steps.set(id, step);
    reached = [...next];
  }
  return steps;
}

/** The shortest way from a principal to control of the account, as steps; empty when there is none. */
export function wayToControl(
  graph: Pick<AccessGraph, 'nodes' | 'edges' | 'escalations' | 'outside'>,
  steps: Map<string, number>,
  id: string,
): EscalationStep[] {
  const told =
    graph.escalations.find(({ principal_arn: arn }) => arn === id)?.steps ??
    graph.outside.find(({ exposure }) => exposure.principal === id)?.steps;
  if (told && told[0]?.from === id) return told;
  const way: EscalationStep[] = [];
  for (let at = id; (steps.get(at) ?? 0) > 0;) {
    const left = steps.get(at) ?? 0;
    const edge = graph.edges.find(
      ({ from, to, method }) =>
        from === at && ((method === 'grant' && left === 1) || (steps.get(to) ?? Infinity) === left - 1),
    );
    if (!edge) return told ?? [];
    way.push(edge);
    if (edge.method === 'grant') break;
    at = edge.to;
  }
  return way;
}

/** What of a graph is shown. */
export interface GraphFilter {
  /** Only who can become an administrator, and who is one. */
  pathsOnly: boolean;
  types: readonly AccessNode['type'][];
  methods: readonly EscalationStep['method'][];
  /** Only these; null for all. */
  only: ReadonlySet<string> | null;
}

/** The part of a graph that a filter leaves. */
export function visiblePart(
  graph: Pick<AccessGraph, 'nodes' | 'edges'>,
  steps: Map<string, number>,
  filter: GraphFilter,
): { nodes: AccessNode[]; edges: EscalationStep[] } {
  const nodes = graph.nodes.filter(
    ({ id, type }) =>
      filter.types.includes(type) &&
      (!filter.pathsOnly || steps.has(id)) &&
      (filter.only === null || filter.only.has(id)),
  );
  const shown = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges.filter(
    ({ from, to, method }) => filter.methods.includes(method) && shown.has(from) && shown.has(to),
  );
  return { nodes, edges };
}

/** The neighbours of a principal, in both directions. */
export function neighbours(graph: Pick<AccessGraph, 'edges'>, id: string): Set<string> {
  const near = new Set<string>();
  for (const { from, to } of graph.edges) {
    if (from === id) near.add(to);
    if (to === id) near.add(from);
  }
  return near;
}

const rowHeight = 58;
const columnWidth = 130;
const columnGap = 40;

/** Principals below each other before another column of the same distance begins: the picture stays about as high as wide. */
function mostRows(count: number): number {
  return Math.max(20, Math.ceil(Math.sqrt((count * columnWidth) / rowHeight)));
}

/**
 * Places principals from left to right as they come nearer to control of the
 * account: administrators stand at the right edge, who has no way at the left.
 * Within a column everybody stands beside those they lead to. The same graph
 * has the same picture every time, and thousands take milliseconds.
 */
export function placeNodes(
  nodes: readonly AccessNode[],
  edges: readonly EscalationStep[],
  steps: Map<string, number>,
): Map<string, { x: number; y: number }> {
  const places = new Map<string, { x: number; y: number }>();
  const columns = new Map<number, string[]>();
  for (const { id } of nodes) {
    const column = steps.get(id) ?? -1;
    const list = columns.get(column);
    if (list) list.push(id);
    else columns.set(column, [id]);
  }
  const ahead = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = ahead.get(from);
    if (list) list.push(to);
    else ahead.set(from, [to]);
  }
  // Those without a way come last, which is furthest to the left.
  const order = [...columns.keys()].sort((a, b) => (a < 0 ? Infinity : a) - (b < 0 ? Infinity : b));
  const high = mostRows(nodes.length);
  let x = 0;
  for (const column of order) {
    const ids = columns.get(column) ?? [];
    const beside = new Map(
      ids.map((id) => {
        const heights = (ahead.get(id) ?? []).map((to) => places.get(to)?.y).filter((y) => y !== undefined);
        return [id, heights.length > 0 ? heights.reduce((a, b) => a + b, 0) / heights.length : 0];
      }),
    );
    ids.sort((a, b) => (beside.get(a) ?? 0) - (beside.get(b) ?? 0) || a.localeCompare(b));
    const wide = Math.ceil(ids.length / high);
    const rows = Math.ceil(ids.length / wide);
    ids.forEach((id, i) => {
      const row = Math.floor(i / wide);
      places.set(id, { x: x - (i % wide) * columnWidth, y: (row - (rows - 1) / 2) * rowHeight });
    });
    x -= (wide - 1) * columnWidth + columnWidth + columnGap;
  }
  return places;
}
