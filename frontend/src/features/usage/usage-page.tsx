import { Stack, Tabs } from '@mantine/core';
import { IconChartHistogram, IconHistory, IconLock, IconUser, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import { usageReportsQuery } from '@/api/queries/usage';
import { credentialsQuery } from '@/api/queries/vault';
import { localTime, parseArn } from '@/lib/format';
import { NoCredentials } from '@/ui/no-credentials';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { Runs } from '@/ui/runs';
import { EmptyState } from '@/ui/states';
import { AccountView } from './account-view';
import { ReportPanel } from './report-panel';
import { StartPanel } from './start-panel';
import { TrailView } from './trail-view';

const route = getRouteApi('/signed-in/usage');

const views = [
  { value: 'principal', Icon: IconUser },
  { value: 'account', Icon: IconUsers },
  { value: 'trail', Icon: IconHistory },
] as const;

/** /usage: what users and roles have used of what they may, and smaller policies. */
export function UsagePage() {
  const { t } = useTranslation();
  const { report, view = 'principal' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayStart = useMay('iam.read');
  const mayRead = useMay('usage.read');
  const credentials = useQuery({ ...credentialsQuery, enabled: mayStart });
  const list = credentials.data ?? [];
  const choose = useCallback(
    (id: number | null) => void navigate({ search: id ? { report: id } : {}, replace: true }),
    [navigate],
  );
  return (
    <Page title={t('usage.title')} description={t('usage.description')} width={1320}>
      {mayStart && credentials.data?.length === 0 ? (
        <Panel>
          <NoCredentials needs={t('usage.noCredentialsBody')} />
        </Panel>
      ) : null}
      {mayRead ? (
        <Tabs
          value={view}
          keepMounted={false}
          onChange={(value) => {
            const next = views.find((one) => one.value === value)?.value;
            void navigate({ search: next && next !== 'principal' ? { view: next } : {}, replace: true });
          }}
        >
          <Tabs.List aria-label={t('usage.tabs')} mb="lg">
            {views.map(({ value, Icon }) => (
              <Tabs.Tab key={value} value={value} leftSection={<Icon size={16} aria-hidden />}>
                {t(`usage.tab.${value}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="principal">
            <Stack gap="lg">
              <StartPanel credentials={list} may={mayStart} onDone={choose} />
              <Reports report={report} onChoose={choose} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="account">
            <AccountView credentials={list} may={mayStart} />
          </Tabs.Panel>
          <Tabs.Panel value="trail">
            <TrailView credentials={list} may={mayStart} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Panel>
          <EmptyState icon={<IconLock size={22} />} title={t('ui.notAllowed')}>
            {t('usage.noRead')}
          </EmptyState>
        </Panel>
      )}
    </Page>
  );
}

/** The reports about single principals, one of them shown. */
function Reports({
  report,
  onChoose,
}: {
  report: number | undefined;
  onChoose: (id: number | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const reports = useQuery(usageReportsQuery);
  return (
    <Runs
      query={reports}
      runs={reports.data?.items}
      wanted={report ?? null}
      label={t('usage.choose')}
      name={(one) =>
        `${parseArn(one.principal_arn)?.resource ?? one.principal_arn} · ${localTime(new Date(one.at), i18n.language)}`
      }
      onChoose={onChoose}
      empty={
        <EmptyState icon={<IconChartHistogram size={22} />} title={t('usage.none')}>
          {t('usage.noneBody')}
        </EmptyState>
      }
    >
      {(id) => <ReportPanel id={id} />}
    </Runs>
  );
}
