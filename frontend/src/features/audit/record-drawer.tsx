import { Badge, Code, Drawer, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditRecord } from '@/api/queries/audit';
import { exactUtc } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { AccountId } from '@/ui/identifiers';
import { RequestId } from '@/ui/states';
import { Time } from '@/ui/time';
import { resourceOf } from './resource';

/** Everything one record says. */
export function RecordDrawer({ record, onClose }: { record: AuditRecord | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={record !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={record ? t('audit.detail.title', { id: record.id }) : ''}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {record && <Content record={record} />}
    </Drawer>
  );
}

function Content({ record }: { record: AuditRecord }) {
  const { t } = useTranslation();
  const details = Object.entries(record.details ?? {});
  const facts: [string, React.ReactNode][] = [
    [
      t('audit.detail.time'),
      <span key="time" className="numbers">
        {exactUtc(new Date(record.at))} (<Time at={record.at} />)
      </span>,
    ],
    [
      t('audit.detail.action'),
      <Code key="action" fz="sm">
        {record.action}
      </Code>,
    ],
    [
      t('audit.detail.outcome'),
      <Badge key="outcome" color={record.success ? 'teal' : 'red'}>
        {record.success ? t('audit.ok') : t('audit.failed')}
      </Badge>,
    ],
  ];
  if (record.error_message) facts.push([t('audit.detail.message'), record.error_message]);
  facts.push([t('audit.detail.who'), record.user_email || t('audit.system')]);
  facts.push([t('audit.detail.resource'), resourceOf(record)]);
  if (record.aws_account_id)
    facts.push([t('audit.detail.account'), <AccountId key="account" id={record.aws_account_id} />]);
  if (record.aws_region) facts.push([t('audit.detail.region'), record.aws_region]);
  if (record.ip_address) facts.push([t('audit.detail.ip'), <span key="ip">{record.ip_address}</span>]);
  if (record.user_agent) {
    facts.push([
      t('audit.detail.agent'),
      <Text key="agent" fz="xs" c="dimmed">
        {record.user_agent}
      </Text>,
    ]);
  }
  if (details.length > 0) {
    facts.push([
      t('audit.detail.details'),
      <Facts
        key="details"
        facts={details.map(([name, value]) => [name.replaceAll('_', ' '), value] as const)}
      />,
    ]);
  }
  return (
    <>
      <Facts facts={facts} />
      {record.request_id && (
        <Text component="div" mt="lg">
          <RequestId id={record.request_id} />
        </Text>
      )}
    </>
  );
}
