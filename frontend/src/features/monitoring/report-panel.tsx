import { Badge, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportQuery, type CatalogChange, type CatalogReport, type Impact } from '@/api/queries/monitoring';
import { calendarDay, wholeNumber } from '@/lib/format';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { VirtualTable, type Column } from '@/ui/virtual-table';
import { impactColours, impacts, sum } from './words';
import classes from './monitoring.module.css';

/** One report: its services with their counts, and its changes by impact. */
export function ReportPanel({
  reports,
  id,
  onChoose,
}: {
  reports: readonly CatalogReport[];
  id: number;
  onChoose: (id: number) => void;
}) {
  const { t, i18n } = useTranslation();
  const [service, setService] = useState<string | null>(null);
  const [impact, setImpact] = useState<Impact | null>(null);
  const answer = useInfiniteQuery(reportQuery(id, service ?? '', impact));
  const { fetchNextPage } = answer;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const head = answer.data?.pages[0];
  const changes = useMemo(() => {
    const loaded = answer.data?.pages.flatMap((page) => page.changes) ?? [];
    // Managed policies belong to no service, so the server cannot be asked for them alone.
    return service === '' ? loaded.filter((one) => one.service === '') : loaded;
  }, [answer.data, service]);
  const number = (value: number) => wholeNumber(value, i18n.language);
  const columns = useMemo<Column<CatalogChange>[]>(
    () => [
      {
        key: 'impact',
        heading: t('monitoring.columns.impact'),
        width: '124px',
        cell: (one) => (
          <Badge color={impactColours[one.impact]}>{t(`monitoring.impact.${one.impact}`)}</Badge>
        ),
      },
      {
        key: 'name',
        heading: t('monitoring.columns.name'),
        width: 'minmax(190px, 1fr)',
        cell: (one) => (
          <Text fz="xs" ff="monospace" truncate title={one.name}>
            {one.name}
          </Text>
        ),
      },
      {
        key: 'detail',
        heading: t('monitoring.columns.detail'),
        width: 'minmax(260px, 2fr)',
        cell: (one) => (
          <Text fz="sm" truncate title={one.detail}>
            {one.detail}
          </Text>
        ),
      },
    ],
    [t],
  );
  return (
    <Panel
      id="report"
      flush
      title={
        head
          ? t('monitoring.report.title', { day: calendarDay(head.after_date, i18n.language) })
          : t('monitoring.report.loading')
      }
      description={
        head && t('monitoring.report.since', { day: calendarDay(head.before_date, i18n.language) })
      }
      actions={
        <Select
          size="xs"
          w={210}
          aria-label={t('monitoring.report.choose')}
          value={String(id)}
          onChange={(value) => {
            if (!value) return;
            setService(null);
            onChoose(Number(value));
          }}
          data={reports.map((one) => ({
            value: String(one.id),
            label: `${calendarDay(one.after_date, i18n.language)} · ${t('monitoring.changes', {
              count: sum(one.counts),
              formatted: number(sum(one.counts)),
            })}`,
          }))}
        />
      }
    >
      {answer.isPending || !head ? (
        answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <LoadingRows rows={8} />
        )
      ) : (
        <>
          <Group px="md" py="sm">
            <SegmentedControl
              size="xs"
              aria-label={t('monitoring.report.byImpact')}
              value={impact ?? 'all'}
              onChange={(value) => setImpact(impacts.find((one) => one === value) ?? null)}
              data={[
                { value: 'all', label: `${t('monitoring.all')} ${number(sum(head.counts))}` },
                ...impacts.map((one) => ({
                  value: one,
                  label: `${t(`monitoring.impact.${one}`)} ${number(head.counts[one])}`,
                })),
              ]}
            />
          </Group>
          <div className={classes.report}>
            <ul className={classes.services} aria-label={t('monitoring.report.services')}>
              {head.services.map((one) => (
                <li key={one.service}>
                  <button
                    type="button"
                    className={classes.service}
                    aria-pressed={service === one.service}
                    onClick={() => setService((old) => (old === one.service ? null : one.service))}
                  >
                    <span>{one.name || one.service || t('monitoring.managed')}</span>
                    <span className={classes.counts}>
                      {impacts.map(
                        (name) =>
                          one.counts[name] > 0 && (
                            <Badge
                              key={name}
                              size="sm"
                              color={impactColours[name]}
                              title={t(`monitoring.impact.${name}`)}
                            >
                              {number(one.counts[name])}
                            </Badge>
                          ),
                      )}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            {changes.length === 0 ? (
              <EmptyState icon={<IconChecks size={22} />} title={t('monitoring.report.noneSuch')}>
                {t('monitoring.report.noneSuchBody')}
              </EmptyState>
            ) : (
              <VirtualTable
                label={t('monitoring.report.table')}
                columns={columns}
                rows={changes}
                rowKey={(one) => `${one.kind} ${one.name} ${one.field}`}
                minWidth={620}
                maxHeight={460}
                hasMore={answer.hasNextPage}
                loadingMore={answer.isFetchingNextPage}
                onMore={more}
              />
            )}
          </div>
        </>
      )}
    </Panel>
  );
}
