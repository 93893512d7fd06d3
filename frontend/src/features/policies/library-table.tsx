import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredPolicySummary } from '@/api/queries/library';
import { chooseColumn } from '@/ui/bulk/choose-column';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { FindingCounts } from './finding-counts';

/** What tells policies apart in a selection. */
export const keyOf = (policy: StoredPolicySummary) => String(policy.id);

/** Policies of the library, each row the way to its page. */
export function LibraryTable({
  policies,
  selection: { keys, toggle },
}: {
  policies: StoredPolicySummary[];
  selection: { keys: ReadonlySet<string>; toggle: (key: string) => void };
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useMemo<Column<StoredPolicySummary>[]>(
    () => [
      chooseColumn(
        t('ui.bulk.column'),
        keyOf,
        (policy) => t('ui.bulk.choose', { name: policy.name }),
        keys,
        toggle,
      ),
      {
        key: 'name',
        heading: t('library.columns.name'),
        width: 'minmax(220px, 2fr)',
        cell: (policy) => (
          <RowButton
            label={t('library.open', { name: policy.name })}
            onClick={() => void navigate({ to: '/policies/$id', params: { id: String(policy.id) } })}
          >
            <Text component="span" fz="sm" fw={550}>
              {policy.name}
            </Text>
            {policy.description && (
              <Text component="span" fz="sm" c="dimmed" ml={8}>
                {policy.description}
              </Text>
            )}
          </RowButton>
        ),
      },
      {
        key: 'type',
        heading: t('library.columns.type'),
        width: '160px',
        cell: (policy) => (
          <Text fz="sm" c="dimmed" truncate>
            {t(`policies.types.${policy.policy_type}`)}
          </Text>
        ),
      },
      {
        key: 'findings',
        heading: t('library.columns.findings'),
        width: '150px',
        cell: (policy) => <FindingCounts counts={policy.findings} />,
      },
      {
        key: 'cases',
        heading: t('library.columns.cases'),
        width: '64px',
        cell: (policy) => (
          <Text fz="sm" c="dimmed" className="numbers">
            {policy.cases === 0 ? t('library.noCases') : policy.cases}
          </Text>
        ),
      },
      {
        key: 'version',
        heading: t('library.columns.version'),
        width: '70px',
        cell: (policy) => (
          <Text fz="sm" className="numbers">
            {policy.version}
          </Text>
        ),
      },
      {
        key: 'updated',
        heading: t('library.columns.updated'),
        width: '112px',
        cell: (policy) => (
          <Text component="span" fz="sm" c="dimmed" pos="relative" style={{ zIndex: 1 }}>
            <Time at={policy.updated_at} />
          </Text>
        ),
      },
    ],
    [t, navigate, keys, toggle],
  );
  return (
    <VirtualTable
      label={t('library.table')}
      columns={columns}
      rows={policies}
      rowKey={(policy) => policy.id}
      minWidth={924}
    />
  );
}
