import { Button, Select } from '@mantine/core';
import { IconChartHistogram, IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import { usageReportsQuery, type UsageReportSummary } from '@/api/queries/usage';
import { credentialsQuery } from '@/api/queries/vault';
import { localTime, parseArn } from '@/lib/format';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { ReportPanel } from './report-panel';
import { StartPanel } from './start-panel';

const route = getRouteApi('/signed-in/usage');

/** /usage: what users and roles have used of what they may, and smaller policies. */
export function UsagePage() {
  const { t, i18n } = useTranslation();
  const { report } = route.useSearch();
  const navigate = route.useNavigate();
  const mayStart = useMay('iam.read');
  const mayRead = useMay('usage.read');
  const reports = useQuery({ ...usageReportsQuery, enabled: mayRead });
  const credentials = useQuery({ ...credentialsQuery, enabled: mayStart });
  const list = reports.data?.items ?? [];
  const shown = report ?? list[0]?.id;
  const choose = useCallback(
    (id: number | null) => void navigate({ search: id ? { report: id } : {}, replace: true }),
    [navigate],
  );
  const name = (one: UsageReportSummary) =>
    `${parseArn(one.principal_arn)?.resource ?? one.principal_arn} · ${localTime(new Date(one.at), i18n.language)}`;
  return (
    <Page title={t('usage.title')} description={t('usage.description')} width={1320}>
      {mayStart && credentials.data?.length === 0 ? (
        <Panel>
          <EmptyState
            icon={<IconKey size={22} />}
            title={t('iam.noCredentials')}
            action={
              <Button
                leftSection={<IconPlus size={16} />}
                renderRoot={(props) => (
                  <Link to="/settings" search={{ tab: 'credentials', add: true }} {...props} />
                )}
              >
                {t('iam.addCredentials')}
              </Button>
            }
          >
            {t('usage.noCredentialsBody')}
          </EmptyState>
        </Panel>
      ) : (
        <StartPanel credentials={credentials.data ?? []} may={mayStart} onDone={choose} />
      )}
      {!mayRead ? (
        <Panel>
          <EmptyState icon={<IconChartHistogram size={22} />} title={t('ui.notAllowed')}>
            {t('usage.noRead')}
          </EmptyState>
        </Panel>
      ) : reports.isPending ? (
        <Panel flush>
          <LoadingRows rows={6} />
        </Panel>
      ) : reports.isError ? (
        <Panel>
          <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />
        </Panel>
      ) : shown === undefined ? (
        <Panel>
          <EmptyState icon={<IconChartHistogram size={22} />} title={t('usage.none')}>
            {t('usage.noneBody')}
          </EmptyState>
        </Panel>
      ) : (
        <>
          {list.length > 1 && (
            <Select
              label={t('usage.choose')}
              maw={460}
              searchable
              value={String(shown)}
              onChange={(value) => choose(value ? Number(value) : null)}
              data={list.map((one) => ({ value: String(one.id), label: name(one) }))}
            />
          )}
          <ReportPanel key={shown} id={shown} />
        </>
      )}
    </Page>
  );
}
