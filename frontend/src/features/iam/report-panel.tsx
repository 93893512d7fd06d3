import { Badge, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDownload, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credentialReportQuery, type CredentialReport } from '@/api/queries/iam-account';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { timeColumn } from '@/ui/aws/cells';
import { Loaded } from '@/ui/aws/loaded';
import { searchItems } from '@/ui/aws/search';
import { CountLine, SearchField } from '@/ui/aws/search-field';
import { Panel } from '@/ui/panel';
import { EmptyState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { VirtualTable, type Column } from '@/ui/virtual-table';
import {
  daysSince,
  narrow,
  reportCsv,
  reportUsers,
  type ReportFilter,
  type ReportKey,
  type ReportUser,
} from './credential-report';

/** AWS's advice is to rotate access keys in ninety days. */
const oldDays = 90;

/** The credential report: who signs in how, with keys of what age. */
export function CredentialReportPanel({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const query = useQuery(credentialReportQuery(credentialId));
  const report = query.data;
  return (
    <Panel
      id="report"
      flush
      title={t('iam.report.title')}
      description={
        report?.generated_at ? (
          <>
            {t('iam.report.made')} <Time at={report.generated_at} />
          </>
        ) : undefined
      }
      actions={report && report.rows.length > 0 && <Download report={report} />}
    >
      <Loaded query={query}>
        {({ state, rows }) =>
          state === 'being_made' ? (
            <Stack gap={0}>
              <Text fz="sm" c="dimmed" px="md" pt="md" role="status">
                {t('iam.report.making')}
              </Text>
              <LoadingRows rows={5} />
            </Stack>
          ) : (
            <Users rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Download({ report }: { report: CredentialReport }) {
  const { t } = useTranslation();
  // The window has no place to put downloads.
  if (session.home !== 'browser') return null;
  const day = (report.generated_at ?? '').slice(0, 10);
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={15} />}
      onClick={() => downloadText(`credential-report-${day}.csv`, reportCsv(report.rows), 'text/csv')}
    >
      {t('iam.report.download')}
    </Button>
  );
}

function Users({ rows }: { rows: CredentialReport['rows'] }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<ReportFilter>('all');
  const [now] = useState(() => new Date());
  const users = useMemo(() => reportUsers(rows), [rows]);
  const found = useMemo(
    () => searchItems(narrow(users, filter, now, oldDays), text, (user) => `${user.name} ${user.arn}`),
    [users, filter, text, now],
  );
  const columns = useReportColumns(now);
  return (
    <>
      <Group px="md" py="sm" gap="sm" align="flex-end">
        <SearchField label={t('iam.report.search')} value={text} onChange={setText} />
        <SegmentedControl
          size="xs"
          aria-label={t('iam.report.filter')}
          value={filter}
          onChange={setFilter}
          data={[
            { value: 'all', label: t('iam.report.all') },
            { value: 'no-mfa', label: t('iam.report.noMfa') },
            { value: 'old-keys', label: t('iam.report.oldKeys', { days: oldDays }) },
          ]}
        />
      </Group>
      {found.length === 0 ? (
        <EmptyState icon={<IconSearchOff size={22} />} title={t('iam.report.nobody')} />
      ) : (
        <VirtualTable
          label={t('iam.report.title')}
          columns={columns}
          rows={found}
          rowKey={(user) => user.arn}
          minWidth={860}
          maxHeight={480}
        />
      )}
      <CountLine>{t('iam.count', { count: found.length })}</CountLine>
    </>
  );
}

function useReportColumns(now: Date): Column<ReportUser>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        heading: t('iam.columns.name'),
        width: 'minmax(180px, 1.4fr)',
        cell: (user) => (
          <Text fz="sm" fw={550} truncate title={user.arn}>
            {user.root ? t('iam.report.root') : user.name}
          </Text>
        ),
      },
      {
        key: 'password',
        heading: t('iam.detail.console'),
        width: '160px',
        cell: (user) =>
          user.passwordUsedAt ? (
            <Time at={user.passwordUsedAt} />
          ) : (
            <Text fz="sm" c="dimmed">
              {t(user.password ? 'iam.report.unused' : 'iam.detail.consoleNo')}
            </Text>
          ),
      },
      {
        key: 'mfa',
        heading: t('iam.report.mfa'),
        width: '110px',
        cell: (user) =>
          user.mfa ? (
            <Badge color="teal">{t('aws.yes')}</Badge>
          ) : (
            <Badge color={user.password || user.root ? 'red' : 'gray'}>{t('aws.no')}</Badge>
          ),
      },
      {
        key: 'keys',
        heading: t('iam.detail.keys'),
        width: 'minmax(230px, 1.4fr)',
        cell: (user) => <Keys keys={user.keys} now={now} />,
      },
      timeColumn('created', t('iam.columns.created'), (user) => user.createdAt),
    ],
    [t, now],
  );
}

function Keys({ keys, now }: { keys: readonly ReportKey[]; now: Date }) {
  const { t } = useTranslation();
  if (keys.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('iam.report.noKeys')}
      </Text>
    );
  }
  return (
    <Group gap={6} wrap="nowrap">
      {keys.map(({ place, rotatedAt, usedAt }) => {
        const days = rotatedAt ? daysSince(rotatedAt, now) : null;
        return (
          <Badge
            key={place}
            color={days !== null && days > oldDays ? 'orange' : 'gray'}
            title={usedAt ? t('iam.report.keyUsed', { day: usedAt.slice(0, 10) }) : t('iam.report.keyUnused')}
          >
            {days === null ? t('iam.report.ageUnknown') : t('iam.report.age', { count: days })}
          </Badge>
        );
      })}
    </Group>
  );
}
