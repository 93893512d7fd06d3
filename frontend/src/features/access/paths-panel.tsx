import {
  Alert,
  Badge,
  Button,
  Center,
  Group,
  Loader,
  MultiSelect,
  SegmentedControl,
  Stack,
  Text,
} from '@mantine/core';
import { IconHelp, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  accessGraphQuery,
  type AccessGraph,
  type AccessNode,
  type AccessSource,
  type EscalationStep,
} from '@/api/queries/access';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { distances, neighbours, visiblePart, wayToControl } from './graph-layout';
import { PathList } from './path-list';
import { WayPanel } from './way-panel';
import classes from './graph.module.css';

const GraphCanvas = lazy(() => import('./graph-canvas'));

/** Everybody who can become an administrator of the account, and how: as a graph and as a list. */
export function PathsPanel({ source }: { source: AccessSource }) {
  const { t } = useTranslation();
  const graph = useQuery(accessGraphQuery(source));
  if (graph.isPending) {
    return (
      <Panel flush>
        <Text fz="sm" c="dimmed" p="md" pb={0}>
          {t('access.paths.asking')}
        </Text>
        <LoadingRows rows={8} />
      </Panel>
    );
  }
  if (graph.isError) {
    return (
      <Panel>
        <ErrorState error={graph.error} onRetry={() => void graph.refetch()} />
      </Panel>
    );
  }
  return <Paths graph={graph.data} />;
}

const types: readonly AccessNode['type'][] = ['user', 'role', 'outside'];

function Paths({ graph }: { graph: AccessGraph }) {
  const { t } = useTranslation();
  const steps = useMemo(() => distances(graph), [graph]);
  const present = useMemo(() => [...new Set(graph.edges.map(({ method }) => method))].sort(), [graph]);
  const [pathsOnly, setPathsOnly] = useState(true);
  const [shownTypes, setTypes] = useState<readonly AccessNode['type'][]>(types);
  const [methods, setMethods] = useState<readonly EscalationStep['method'][]>([]);
  const [selected, setSelected] = useState<string | null>(null);
  const [only, setOnly] = useState<ReadonlySet<string> | null>(null);
  const way = useMemo(() => (selected ? wayToControl(graph, steps, selected) : []), [graph, steps, selected]);
  const part = useMemo(
    () =>
      visiblePart(graph, steps, {
        pathsOnly: pathsOnly && only === null,
        types: shownTypes.length > 0 ? shownTypes : types,
        methods: methods.length > 0 ? methods : present,
        only,
      }),
    [graph, steps, pathsOnly, shownTypes, methods, present, only],
  );
  const select = useCallback((id: string | null) => setSelected(id), []);
  const onlyWay = (id: string) =>
    setOnly(new Set([id, ...wayToControl(graph, steps, id).flatMap(({ from, to }) => [from, to])]));
  const expand = (id: string) => setOnly((old) => new Set([...(old ?? [id]), id, ...neighbours(graph, id)]));
  const certain = graph.escalations.filter((one) => one.certain).length;

  if (graph.escalations.length === 0 && graph.outside.length === 0) {
    return (
      <Panel>
        <EmptyState icon={<IconShieldCheck size={22} />} title={t('access.paths.none')}>
          {t('access.paths.noneBody')}
        </EmptyState>
        <Uncertain graph={graph} />
      </Panel>
    );
  }
  return (
    <Stack gap="lg">
      <div className={classes.columns}>
        <Panel
          id="graph"
          flush
          title={t('access.paths.summary', { count: graph.escalations.length })}
          description={t('access.paths.certain', { count: certain })}
          actions={
            <Group gap={6}>
              {selected && only === null && way.length > 0 && (
                <Button size="xs" variant="default" onClick={() => onlyWay(selected)}>
                  {t('access.paths.alone')}
                </Button>
              )}
              {selected && (
                <Button size="xs" variant="default" onClick={() => expand(selected)}>
                  {t('access.paths.expand')}
                </Button>
              )}
              {only !== null && (
                <Button size="xs" variant="subtle" color="gray" onClick={() => setOnly(null)}>
                  {t('access.paths.clear')}
                </Button>
              )}
            </Group>
          }
        >
          <div className={classes.filters} role="group" aria-label={t('access.paths.show')}>
            <SegmentedControl
              size="xs"
              aria-label={t('access.paths.show')}
              value={pathsOnly ? 'paths' : 'all'}
              onChange={(value) => setPathsOnly(value === 'paths')}
              data={[
                { value: 'paths', label: t('access.paths.pathsOnly') },
                { value: 'all', label: t('access.paths.everybody') },
              ]}
            />
            <MultiSelect
              size="xs"
              miw={150}
              aria-label={t('access.paths.types')}
              placeholder={shownTypes.length === types.length ? t('access.paths.types') : ''}
              value={shownTypes.length === types.length ? [] : [...shownTypes]}
              onChange={(values) =>
                setTypes(values.length > 0 ? types.filter((one) => values.includes(one)) : types)
              }
              data={types.map((value) => ({ value, label: t(`access.type.${value}`) }))}
            />
            <MultiSelect
              size="xs"
              miw={170}
              aria-label={t('access.paths.methods')}
              placeholder={methods.length === 0 ? t('access.paths.methods') : ''}
              value={[...methods]}
              onChange={(values) => setMethods(present.filter((one) => values.includes(one)))}
              data={present.map((value) => ({ value, label: t(`access.paths.method.${value}`) }))}
            />
          </div>
          {part.nodes.length === 0 ? (
            <EmptyState icon={<IconHelp size={22} />} title={t('access.paths.tooMany')} />
          ) : (
            <Suspense
              fallback={
                <Center className={classes.frame} role="status" aria-label={t('access.paths.drawing')}>
                  <Loader size="sm" />
                </Center>
              }
            >
              <GraphCanvas
                nodes={part.nodes}
                edges={part.edges}
                steps={steps}
                selected={selected}
                way={way}
                onSelect={select}
              />
            </Suspense>
          )}
          <Legend />
        </Panel>
        <Stack gap="lg" miw={0}>
          <WayPanel graph={graph} selected={selected} way={way} />
          <PathList graph={graph} selected={selected} onSelect={select} />
        </Stack>
      </div>
      <Uncertain graph={graph} />
    </Stack>
  );
}

function Legend() {
  const { t } = useTranslation();
  const signs = [
    ['admin', t('access.paths.admin')],
    ['escalates', t('access.paths.legendEscalates')],
    ['user', t('access.type.user')],
    ['role', t('access.type.role')],
    ['outside', t('access.type.outside')],
    ['dashed', t('access.paths.legendDashed')],
  ] as const;
  return (
    <ul className={classes.legend} aria-label={t('access.paths.legend')}>
      {signs.map(([is, text]) => (
        <li key={is}>
          <span className={classes.sign} data-is={is} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}

function Uncertain({ graph }: { graph: AccessGraph }) {
  const { t } = useTranslation();
  const notes = graph.notes ?? [];
  if (graph.unknown.length === 0 && notes.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconHelp size={18} />} title={t('access.paths.unknown')}>
      <Stack gap={6}>
        {graph.unknown.map(({ principal_arn: arn, reason }) => (
          <Group key={arn} gap={8} align="baseline">
            <Badge color="gray" c="var(--mantine-color-text)">
              {arn.slice(arn.indexOf('/') + 1)}
            </Badge>
            <Text fz="sm" flex={1} miw={200} style={{ overflowWrap: 'anywhere' }}>
              {reason}
            </Text>
          </Group>
        ))}
        {notes.map((note) => (
          <Text key={note} fz="sm">
            {note}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}
