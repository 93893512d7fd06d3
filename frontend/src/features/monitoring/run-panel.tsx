import { Badge, Group, SegmentedControl, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runQuery, type Level, type PlannedChange } from '@/api/queries/monitoring';
import { wholeNumber } from '@/lib/format';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { ChangeDrawer } from './change-drawer';
import { levelColours, levels, stateColours } from './words';

/** What one look found: the changes by level, each of which opens. */
export function RunPanel({ id }: { id: number }) {
  const { t, i18n } = useTranslation();
  const [level, setLevel] = useState<Level | null>(null);
  const [opened, open] = useState<number | null>(null);
  const answer = useInfiniteQuery(runQuery(id, level));
  const { fetchNextPage } = answer;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const head = answer.data?.pages[0];
  const changes = useMemo(() => answer.data?.pages.flatMap((page) => page.changes) ?? [], [answer.data]);
  const columns = useMemo<Column<PlannedChange>[]>(
    () => [
      {
        key: 'level',
        heading: t('monitoring.columns.level'),
        width: '116px',
        cell: ({ effect }) => (
          <Badge color={levelColours[effect.level]}>{t(`monitoring.level.${effect.level}`)}</Badge>
        ),
      },
      {
        key: 'subject',
        heading: t('monitoring.columns.policy'),
        width: 'minmax(160px, 1fr)',
        cell: (change) => (
          <RowButton
            label={t('monitoring.change.open', { policy: change.subject, pattern: change.effect.pattern })}
            onClick={() => open(change.id)}
          >
            <Text component="span" fz="sm" fw={550} truncate title={change.subject}>
              {change.subject}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'kind',
        heading: t('monitoring.columns.kind'),
        width: '190px',
        cell: ({ effect }) => <Text fz="sm">{t(`monitoring.kind.${effect.kind}`)}</Text>,
      },
      {
        key: 'detail',
        heading: t('monitoring.columns.detail'),
        width: 'minmax(240px, 2fr)',
        cell: ({ effect }) => (
          <Text fz="sm" c="dimmed" truncate title={effect.detail}>
            {effect.detail}
          </Text>
        ),
      },
      {
        key: 'state',
        heading: t('monitoring.columns.state'),
        width: '124px',
        cell: ({ state }) => <Badge color={stateColours[state]}>{t(`monitoring.state.${state}`)}</Badge>,
      },
    ],
    [t],
  );
  if (answer.isError && !head) {
    return (
      <Panel>
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      </Panel>
    );
  }
  if (!head) {
    return (
      <Panel flush>
        <LoadingRows rows={6} />
      </Panel>
    );
  }
  const number = (value: number) => wholeNumber(value, i18n.language);
  const { breaking, review, notes } = head.counts;
  const counts: Record<Level, number> = { breaking, review, note: notes };
  return (
    <Panel
      id="run"
      flush
      title={t('monitoring.run.found', { count: breaking + review + notes })}
      description={t('monitoring.run.looked', {
        affected: number(head.affected),
        policies: number(head.policies),
      })}
    >
      {breaking + review + notes === 0 ? (
        <EmptyState icon={<IconShieldCheck size={22} />} title={t('monitoring.run.clean')}>
          {head.failure || t('monitoring.run.cleanBody')}
        </EmptyState>
      ) : (
        <>
          <Group px="md" py="sm">
            <SegmentedControl
              size="xs"
              aria-label={t('monitoring.run.byLevel')}
              value={level ?? 'all'}
              onChange={(value) => setLevel(levels.find((one) => one === value) ?? null)}
              data={[
                { value: 'all', label: `${t('monitoring.all')} ${number(breaking + review + notes)}` },
                ...levels.map((one) => ({
                  value: one,
                  label: `${t(`monitoring.level.${one}`)} ${number(counts[one])}`,
                })),
              ]}
            />
          </Group>
          <VirtualTable
            label={t('monitoring.run.table')}
            columns={columns}
            rows={changes}
            rowKey={(change) => change.id}
            minWidth={880}
            hasMore={answer.hasNextPage}
            loadingMore={answer.isFetchingNextPage}
            onMore={more}
          />
        </>
      )}
      <ChangeDrawer
        change={changes.find((change) => change.id === opened) ?? null}
        onClose={() => open(null)}
      />
    </Panel>
  );
}
