import type { OrgNode } from '@/api/queries/organizations';

/** Above so many nodes, the tree begins folded. */
const manyNodes = 200;

/** The nodes that have others below them. */
export function parents(nodes: readonly OrgNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ parent_id: parent }) => (parent ? [parent] : [])));
}

/** Which nodes are folded at first: of a large tree, everything below the root. */
export function foldedAtFirst(nodes: readonly OrgNode[]): ReadonlySet<string> {
  if (nodes.length <= manyNodes) return new Set();
  const above = parents(nodes);
  return new Set(nodes.filter(({ id, depth }) => depth > 0 && above.has(id)).map(({ id }) => id));
}

/**
 * The nodes in sight, in their order: each stands before those below it. With a
 * text, those that hold every word of it in name, id or e-mail address, and
 * what is above them.
 */
export function inSight(
  nodes: readonly OrgNode[],
  folded: ReadonlySet<string>,
  text: string,
): readonly OrgNode[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.length > 0 ? matching(nodes, wanted) : unfolded(nodes, folded);
}

function unfolded(nodes: readonly OrgNode[], folded: ReadonlySet<string>): readonly OrgNode[] {
  const shown: OrgNode[] = [];
  let hiddenBelow = Infinity;
  for (const node of nodes) {
    if (node.depth > hiddenBelow) continue;
    shown.push(node);
    hiddenBelow = folded.has(node.id) ? node.depth : Infinity;
  }
  return shown;
}

function matching(nodes: readonly OrgNode[], wanted: readonly string[]): readonly OrgNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kept = new Set<string>();
  for (const node of nodes) {
    const words = `${node.name} ${node.id} ${node.account?.email ?? ''}`.toLowerCase();
    // Account ids are read, and so typed, in groups of four.
    if (!wanted.every((word) => words.includes(word)) && !node.id.includes(wanted.join(''))) continue;
    for (let at: OrgNode | undefined = node; at && !kept.has(at.id); at = byId.get(at.parent_id ?? '')) {
      kept.add(at.id);
    }
  }
  return nodes.filter(({ id }) => kept.has(id));
}
