import { Badge, Drawer, Stack, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsedService } from '@/api/queries/usage';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';

/** The services that a principal may call, the latest used first; each opens its tracked actions. */
export function ServiceTable({ services }: { services: readonly UsedService[] }) {
  const { t } = useTranslation();
  const [opened, open] = useState<UsedService | null>(null);
  const rows = useMemo(
    () =>
      services.toSorted(
        (a, b) => (b.last_used ?? '').localeCompare(a.last_used ?? '') || a.service.localeCompare(b.service),
      ),
    [services],
  );
  const columns = useMemo<Column<UsedService>[]>(
    () => [
      {
        key: 'service',
        heading: t('usage.columns.service'),
        width: 'minmax(220px, 2fr)',
        cell: (one) => (
          <RowButton
            label={t('usage.openService', { name: one.name || one.service })}
            onClick={() => open(one)}
          >
            <Text component="span" fz="sm" fw={550}>
              {one.name || one.service}
            </Text>
            <Text component="span" fz="xs" ff="monospace" c="dimmed" ml={8}>
              {one.service}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'state',
        heading: t('usage.columns.state'),
        width: '120px',
        cell: (one) => <UseBadge used={one.used} />,
      },
      {
        key: 'last',
        heading: t('usage.columns.last'),
        width: '150px',
        cell: (one) => <LastUsed at={one.last_used} />,
      },
      {
        key: 'region',
        heading: t('usage.columns.region'),
        width: '130px',
        cell: (one) => (
          <Text fz="xs" ff="monospace" c="dimmed">
            {one.region}
          </Text>
        ),
      },
      {
        key: 'actions',
        heading: t('usage.columns.actions'),
        width: '130px',
        cell: (one) => (
          <Text fz="sm" className="numbers">
            {one.actions.length === 0
              ? t('usage.notTracked')
              : `${one.actions.filter((action) => action.last_used).length} / ${one.actions.length}`}
          </Text>
        ),
      },
    ],
    [t],
  );
  return (
    <>
      <VirtualTable
        label={t('usage.services')}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.service}
        minWidth={760}
        maxHeight={520}
      />
      <Drawer
        opened={opened !== null}
        onClose={() => open(null)}
        position="right"
        size="lg"
        title={opened ? opened.name || opened.service : ''}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {opened && <Actions service={opened} />}
      </Drawer>
    </>
  );
}

function Actions({ service }: { service: UsedService }) {
  const { t } = useTranslation();
  if (service.actions.length === 0) return <Text fz="sm">{t('usage.notTrackedBody')}</Text>;
  return (
    <Stack gap="sm">
      <Text fz="sm" c="dimmed">
        {t('usage.trackedBody')}
      </Text>
      <Table fz="sm" aria-label={t('usage.columns.actions')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('usage.columns.action')}</Table.Th>
            <Table.Th>{t('usage.columns.last')}</Table.Th>
            <Table.Th>{t('usage.columns.region')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {service.actions.map((action) => (
            <Table.Tr key={action.action}>
              <Table.Td ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
                {action.action}
              </Table.Td>
              <Table.Td>
                <LastUsed at={action.last_used} />
              </Table.Td>
              <Table.Td ff="monospace" fz="xs">
                {action.region}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

/** Whether something was used, in a word and a colour. */
function UseBadge({ used }: { used: boolean }) {
  const { t } = useTranslation();
  return <Badge color={used ? 'teal' : 'orange'}>{t(used ? 'usage.used' : 'usage.isUnused')}</Badge>;
}

/** When something was used last; nothing is known beyond AWS's tracking period. */
function LastUsed({ at }: { at: string | null }) {
  const { t } = useTranslation();
  return at ? (
    <Text component="span" fz="sm">
      <Time at={at} />
    </Text>
  ) : (
    <Text component="span" fz="sm" c="dimmed">
      {t('usage.never')}
    </Text>
  );
}
