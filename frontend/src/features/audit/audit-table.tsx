import { Badge, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRecord } from '@/api/queries/audit';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { resourceOf } from './resource';

/** The records, newest first; the end of the list fetches the next piece. */
export function AuditTable({
  records,
  hasMore,
  loadingMore,
  onMore,
  onOpen,
}: {
  records: AuditRecord[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  onOpen: (record: AuditRecord) => void;
}) {
  const { t } = useTranslation();
  const columns = useMemo<Column<AuditRecord>[]>(
    () => [
      {
        key: 'at',
        heading: t('audit.columns.time'),
        width: '124px',
        cell: (record) => (
          <Text component="span" fz="sm" c="dimmed" pos="relative" style={{ zIndex: 1 }}>
            <Time at={record.at} />
          </Text>
        ),
      },
      {
        key: 'action',
        heading: t('audit.columns.action'),
        width: 'minmax(200px, 1.4fr)',
        cell: (record) => (
          <RowButton
            label={t('audit.detail.open', { id: record.id, action: record.action })}
            onClick={() => onOpen(record)}
          >
            <Text component="span" fz="xs" ff="monospace">
              {record.action}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'who',
        heading: t('audit.columns.who'),
        width: 'minmax(150px, 1fr)',
        cell: (record) => (
          <Text fz="sm" truncate>
            {record.user_email || t('audit.system')}
          </Text>
        ),
      },
      {
        key: 'resource',
        heading: t('audit.columns.resource'),
        width: 'minmax(130px, 1fr)',
        cell: (record) => (
          <Text fz="sm" truncate c="dimmed">
            {resourceOf(record)}
          </Text>
        ),
      },
      {
        key: 'outcome',
        heading: t('audit.columns.outcome'),
        width: '76px',
        cell: (record) => (
          <Badge color={record.success ? 'teal' : 'red'}>
            {record.success ? t('audit.ok') : t('audit.failed')}
          </Badge>
        ),
      },
      {
        key: 'from',
        heading: t('audit.columns.from'),
        width: '116px',
        cell: (record) => (
          <Text fz="xs" ff="monospace" c="dimmed" truncate>
            {record.ip_address}
          </Text>
        ),
      },
    ],
    [t, onOpen],
  );
  return (
    <VirtualTable
      label={t('audit.table')}
      columns={columns}
      rows={records}
      rowKey={(record) => record.id}
      minWidth={860}
      hasMore={hasMore}
      loadingMore={loadingMore}
      onMore={onMore}
    />
  );
}
