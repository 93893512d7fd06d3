import { Stack, Tabs } from '@mantine/core';
import { IconBooks, IconHistory, IconRefreshDot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { reportsQuery } from '@/api/queries/monitoring';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { HealthLine } from './health-line';
import { HistoryChart } from './history-chart';
import { PoliciesView } from './policies-view';
import { ReportPanel } from './report-panel';
import classes from './monitoring.module.css';

const route = getRouteApi('/signed-in/monitoring');

/** /monitoring: what AWS changed in its services, and what it means for the policies. */
export function MonitoringPage() {
  const { t } = useTranslation();
  const { view = 'changes', report, run } = route.useSearch();
  const navigate = route.useNavigate();
  const reports = useQuery(reportsQuery);
  const list = reports.data?.items ?? [];
  const shown = list.find(({ id }) => id === report)?.id ?? list[0]?.id;
  const openRun = useCallback(
    (id: number | null) => void navigate({ search: { view: 'policies', ...(id ? { run: id } : {}) } }),
    [navigate],
  );
  return (
    <Page title={t('monitoring.title')} description={t('monitoring.description')} width={1320}>
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: value === 'policies' ? { view: 'policies' } : {}, replace: true })
        }
      >
        <Tabs.List aria-label={t('monitoring.views')} mb="lg">
          <Tabs.Tab value="changes" leftSection={<IconHistory size={16} aria-hidden />}>
            {t('monitoring.view.changes')}
          </Tabs.Tab>
          <Tabs.Tab value="policies" leftSection={<IconBooks size={16} aria-hidden />}>
            {t('monitoring.view.policies')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="changes">
          <Stack gap="lg">
            <div className={classes.columns} data-even>
              <HealthLine />
              {list.length > 0 && (
                <Panel id="history" title={t('monitoring.history')}>
                  <HistoryChart reports={list} />
                </Panel>
              )}
            </div>
            {reports.isPending ? (
              <Panel flush>
                <LoadingRows rows={6} />
              </Panel>
            ) : reports.isError ? (
              <Panel>
                <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />
              </Panel>
            ) : shown === undefined ? (
              <Panel>
                <EmptyState icon={<IconRefreshDot size={22} />} title={t('monitoring.none')}>
                  {t('monitoring.noneBody')}
                </EmptyState>
              </Panel>
            ) : (
              <ReportPanel
                key={shown}
                reports={list}
                id={shown}
                onChoose={(id) => void navigate({ search: { report: id }, replace: true })}
              />
            )}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="policies">
          <PoliciesView run={run ?? null} hasReport={list.length > 0} onRun={openRun} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
