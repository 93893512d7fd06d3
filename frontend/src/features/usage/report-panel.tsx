import { Group, List, Stack, Tabs } from '@mantine/core';
import { IconChartHistogram, IconListSearch, IconScissors, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usageReportQuery, type UsageReport } from '@/api/queries/usage';
import { Arn } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { GrantsView } from './grants-view';
import { grantedActions } from './grants';
import { Names } from './names';
import { Proposals } from './proposals';
import { ServiceTable } from './service-table';

const views = [
  { value: 'services', Icon: IconChartHistogram },
  { value: 'grants', Icon: IconListSearch },
  { value: 'unused', Icon: IconTrash },
  { value: 'proposals', Icon: IconScissors },
] as const;

/** One report: services with their last use, what is granted for nothing, and smaller policies. */
export function ReportPanel({ id }: { id: number }) {
  const { t } = useTranslation();
  const answer = useQuery(usageReportQuery(id));
  if (!answer.data) {
    return (
      <Panel flush>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <LoadingRows rows={8} />
        )}
      </Panel>
    );
  }
  const report = answer.data;
  const counts = {
    services: report.services.length,
    grants: grantedActions(report.grants).length,
    unused: report.unused_services.length + report.unused_actions.length,
    proposals: report.policies.length,
  };
  return (
    <Panel
      id="usage-report"
      title={t('usage.summary', { used: report.services_used, count: report.services.length })}
      description={
        <Group component="span" gap={6}>
          <Arn arn={report.principal_arn} />
          <span>
            · <Time at={report.at} /> · {t('usage.window', { count: report.days })}
          </span>
        </Group>
      }
    >
      <Tabs defaultValue="services" keepMounted={false}>
        <Tabs.List aria-label={t('usage.views')} mb="md">
          {views.map(({ value, Icon }) => (
            <Tabs.Tab key={value} value={value} leftSection={<Icon size={16} aria-hidden />}>
              {t(`usage.view.${value}`)} ({counts[value]})
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="services">
          <ServiceTable services={report.services} />
        </Tabs.Panel>
        <Tabs.Panel value="grants">
          <GrantsView report={report} />
        </Tabs.Panel>
        <Tabs.Panel value="unused">
          <Unused report={report} />
        </Tabs.Panel>
        <Tabs.Panel value="proposals">
          <Proposals report={report} />
        </Tabs.Panel>
      </Tabs>
      {report.notes.length > 0 && (
        <List fz="xs" c="dimmed" mt="md" spacing={2} aria-label={t('usage.notes')}>
          {report.notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </Panel>
  );
}

function Unused({ report }: { report: UsageReport }) {
  const { t } = useTranslation();
  if (report.unused_services.length + report.unused_actions.length === 0) {
    return (
      <EmptyState icon={<IconChartHistogram size={22} />} title={t('usage.unused.none')}>
        {t('usage.unused.noneBody')}
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      <Names
        title={t('usage.unused.services')}
        body={t('usage.unused.servicesBody')}
        names={report.unused_services}
      />
      <Names
        title={t('usage.unused.actions')}
        body={t('usage.unused.actionsBody')}
        names={report.unused_actions}
      />
    </Stack>
  );
}
