import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus, type Icon } from '@tabler/icons-react';
import cytoscape, { type Core, type ElementDefinition } from 'cytoscape';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessNode, EscalationStep } from '@/api/queries/access';
import { placeNodes } from './graph-layout';
import { graphStyle } from './graph-style';
import { nodeName } from './words';
import classes from './graph.module.css';

/** From here on edges are straight and vanish while the picture moves, so that it stays fluid. */
const large = 400;

function stillPlease(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/**
 * Principals and the steps between them, drawn on a canvas. What it shows is in
 * the list beside it too, which is how the keyboard gets there. Load it lazily.
 */
export default function GraphCanvas({
  nodes,
  edges,
  steps,
  selected,
  way,
  onSelect,
}: {
  nodes: readonly AccessNode[];
  edges: readonly EscalationStep[];
  steps: Map<string, number>;
  selected: string | null;
  /** The steps that stand out. */
  way: readonly EscalationStep[];
  onSelect: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const host = useRef<HTMLDivElement>(null);
  const graph = useRef<Core | null>(null);
  const select = useRef(onSelect);
  const chosen = useRef(selected);
  useEffect(() => {
    select.current = onSelect;
    chosen.current = selected;
  }, [onSelect, selected]);

  const elements = useMemo(() => toElements(nodes, edges, steps), [nodes, edges, steps]);

  useEffect(() => {
    if (!host.current) return;
    const many = nodes.length > large;
    const cy = cytoscape({
      container: host.current,
      elements,
      layout: { name: 'preset' },
      style: graphStyle(host.current, many),
      minZoom: 0.02,
      maxZoom: 2.5,
      boxSelectionEnabled: false,
      autounselectify: true,
      hideEdgesOnViewport: many,
      textureOnViewport: many,
      ...(many ? { pixelRatio: 1 } : {}),
    });
    cy.on('tap', 'node', (event) => select.current((event.target as { id: () => string }).id()));
    cy.on('tap', (event) => {
      if (event.target === cy) select.current(null);
    });
    fit(cy);
    graph.current = cy;
    const observer = new ResizeObserver(() => {
      cy.resize();
      if (chosen.current === null) fit(cy);
    });
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      graph.current = null;
      cy.destroy();
    };
  }, [elements, nodes.length]);

  // Colours come from the page, which changes them with the scheme.
  useEffect(() => {
    const cy = graph.current;
    if (cy && host.current) cy.style(graphStyle(host.current, nodes.length > large));
  }, [scheme, nodes.length, elements]);

  useEffect(() => {
    const cy = graph.current;
    if (!cy) return;
    cy.batch(() => {
      cy.elements().removeClass('selected way dim');
      if (selected === null) return;
      const parts = new Set(way.map(edgeId));
      const stops = new Set([selected, ...way.flatMap(({ from, to }) => [from, to])]);
      cy.nodes().forEach((node) => {
        node.addClass(node.id() === selected ? 'selected' : stops.has(node.id()) ? 'way' : 'dim');
      });
      cy.edges().forEach((edge) => {
        edge.addClass(parts.has(edge.id()) ? 'way' : 'dim');
      });
    });
    const shown = cy.elements('.selected, .way');
    if (selected === null || shown.empty()) return;
    const zoom = Math.min(1.2, zoomFor(cy, shown));
    if (stillPlease()) {
      cy.zoom(zoom);
      cy.center(shown);
    } else cy.animate({ zoom, center: { eles: shown } }, { duration: 260 });
  }, [selected, way, elements]);

  const zoomBy = (factor: number) => {
    const cy = graph.current;
    if (!cy) return;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  };
  return (
    <div className={classes.frame}>
      <div
        ref={host}
        className={classes.canvas}
        role="img"
        aria-label={t('access.paths.graph', { nodes: nodes.length, edges: edges.length })}
      />
      <div className={classes.tools}>
        <Tool label={t('access.paths.zoomIn')} Icon={IconPlus} onClick={() => zoomBy(1.4)} />
        <Tool label={t('access.paths.zoomOut')} Icon={IconMinus} onClick={() => zoomBy(1 / 1.4)} />
        <Tool
          label={t('access.paths.fit')}
          Icon={IconArrowsMaximize}
          onClick={() => {
            if (graph.current) fit(graph.current);
          }}
        />
      </div>
    </div>
  );
}

function Tool({ label, Icon, onClick }: { label: string; Icon: Icon; onClick: () => void }) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={onClick}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function edgeId({ from, to, path, method }: EscalationStep): string {
  return `${method} ${path} ${from} ${to}`;
}

function toElements(
  nodes: readonly AccessNode[],
  edges: readonly EscalationStep[],
  steps: Map<string, number>,
): ElementDefinition[] {
  const places = placeNodes(nodes, edges, steps);
  return [
    ...nodes.map(({ id, type, administrator }): ElementDefinition => ({
      data: {
        id,
        label: nodeName(id),
        type,
        standing: administrator ? 'admin' : steps.has(id) ? 'escalates' : 'other',
      },
      position: places.get(id) ?? { x: 0, y: 0 },
    })),
    ...edges.map((edge): ElementDefinition => ({
      data: {
        id: edgeId(edge),
        source: edge.from,
        target: edge.to,
        method: edge.method,
        sure: edge.conditions.length === 0 && !edge.assumes ? 1 : 0,
        beside: edge.from !== edge.to && places.get(edge.from)?.x === places.get(edge.to)?.x ? 1 : 0,
      },
    })),
  ];
}

/** Shows all, but a small graph not larger than life. */
function fit(cy: Core): void {
  cy.fit(undefined, 36);
  if (cy.zoom() > 1.1) {
    cy.zoom(1.1);
    cy.center();
  }
}

function zoomFor(cy: Core, shown: ReturnType<Core['elements']>): number {
  const { w, h } = shown.boundingBox();
  return Math.min(cy.width() / (w + 120), cy.height() / (h + 80));
}
