import { describe, expect, it } from 'vitest';
import type { AccessNode, EscalationStep } from '@/api/queries/access';
import { distances, neighbours, placeNodes, visiblePart, wayToControl } from './graph-layout';

function node(id: string, administrator = false, type: AccessNode['type'] = 'role'): AccessNode {
  return { id, type, administrator, escalates: false };
}

function edge(from: string, to: string, method: EscalationStep['method'] = 'assume_role'): EscalationStep {
  return { from, to, method, path: 'sts-001', actions: [], text: '', conditions: [] };
}

const graph = {
  nodes: [
    node('admin', true),
    node('a'),
    node('b'),
    node('self'),
    node('lost'),
    node('out', false, 'outside'),
  ],
  edges: [
    edge('a', 'admin'),
    edge('b', 'a'),
    edge('self', 'self', 'grant'),
    edge('out', 'b'),
    edge('lost', 'lost'),
  ],
  escalations: [],
  outside: [],
};

describe('distances', () => {
  it('counts the steps to an administrator, or to becoming one', () => {
    expect(Object.fromEntries(distances(graph))).toEqual({ admin: 0, a: 1, self: 1, b: 2, out: 3 });
  });

  it('knows a grant where nobody is an administrator yet', () => {
    const only = { nodes: [node('x'), node('y')], edges: [edge('x', 'x', 'grant'), edge('y', 'x')] };
    expect(Object.fromEntries(distances(only))).toEqual({ x: 1, y: 2 });
  });
});

describe('wayToControl', () => {
  it('is the shortest one, and empty for who has none', () => {
    const steps = distances(graph);
    expect(wayToControl(graph, steps, 'out').map(({ to }) => to)).toEqual(['b', 'a', 'admin']);
    expect(wayToControl(graph, steps, 'self').map(({ method }) => method)).toEqual(['grant']);
    expect(wayToControl(graph, steps, 'lost')).toEqual([]);
    expect(wayToControl(graph, steps, 'admin')).toEqual([]);
  });
});

describe('visiblePart', () => {
  it('leaves out what a filter does', () => {
    const steps = distances(graph);
    const all = {
      pathsOnly: false,
      types: ['user', 'role', 'outside'],
      methods: ['assume_role', 'grant'],
      only: null,
    } as const;
    expect(visiblePart(graph, steps, all).nodes).toHaveLength(6);
    expect(visiblePart(graph, steps, { ...all, pathsOnly: true }).nodes.map(({ id }) => id)).not.toContain(
      'lost',
    );
    const roles = visiblePart(graph, steps, { ...all, types: ['role'] });
    expect(roles.edges.map(({ from }) => from)).not.toContain('out');
    expect(visiblePart(graph, steps, { ...all, methods: ['grant'] }).edges).toHaveLength(1);
    expect(visiblePart(graph, steps, { ...all, only: new Set(['a', 'admin']) }).edges).toHaveLength(1);
  });
});

describe('placeNodes', () => {
  it('puts who is nearer to control further to the right, and nobody on top of another', () => {
    const steps = distances(graph);
    const places = placeNodes(graph.nodes, graph.edges, steps);
    const x = (id: string) => places.get(id)?.x ?? NaN;
    expect(x('admin')).toBeGreaterThan(x('a'));
    expect(x('a')).toBe(x('self'));
    expect(x('b')).toBeGreaterThan(x('out'));
    expect(x('out')).toBeGreaterThan(x('lost'));
    expect(new Set([...places.values()].map((place) => `${place.x} ${place.y}`)).size).toBe(6);
  });

  it('places thousands apart', () => {
    const many = Array.from({ length: 2000 }, (_, i) => node(`n${i}`));
    const places = placeNodes(many, [], new Map(many.map(({ id }, i) => [id, i % 4])));
    expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(2000);
  });
});

it('neighbours go both ways', () => {
  expect([...neighbours(graph, 'b')].sort()).toEqual(['a', 'out']);
});
