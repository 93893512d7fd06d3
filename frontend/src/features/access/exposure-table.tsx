import { Badge, Drawer, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountExposure } from '@/api/queries/access';
import { Arn } from '@/ui/identifiers';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { Conditions, Part, Statements } from './reasons';
import { shortName } from './words';

const tones: Record<AccountExposure['reach'], string> = {
  public: 'red',
  organization: 'orange',
  account: 'yellow',
  federated: 'blue',
  canonical: 'gray',
  service: 'gray',
};

/** Who outside gets in where; each row opens why. */
export function ExposureTable({ exposures, label }: { exposures: AccountExposure[]; label?: string }) {
  const { t } = useTranslation();
  const [opened, open] = useState<AccountExposure | null>(null);
  const columns = useMemo<Column<AccountExposure>[]>(
    () => [
      {
        key: 'reach',
        heading: t('access.columns.reach'),
        width: '130px',
        cell: ({ reach }) => <Badge color={tones[reach]}>{t(`access.outside.reach.${reach}`)}</Badge>,
      },
      {
        key: 'principal',
        heading: t('access.columns.principal'),
        width: 'minmax(190px, 1.2fr)',
        cell: (one) => (
          <RowButton
            label={t('access.open', { name: `${one.principal}, ${one.resource}` })}
            onClick={() => open(one)}
          >
            <Text component="span" fz="sm" fw={550}>
              {shortName(one.principal)}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'resource',
        heading: t('access.columns.resource'),
        width: 'minmax(200px, 1.4fr)',
        cell: ({ resource }) => (
          <Text fz="xs" ff="monospace" c="dimmed" truncate title={resource}>
            {shortName(resource)}
          </Text>
        ),
      },
      {
        key: 'actions',
        heading: t('access.columns.actions'),
        width: 'minmax(170px, 1fr)',
        cell: ({ actions }) => (
          <Text fz="xs" ff="monospace" truncate title={actions.join(', ')}>
            {actions.join(', ')}
          </Text>
        ),
      },
      {
        key: 'access',
        heading: t('access.columns.access'),
        width: '140px',
        cell: ({ conditions }) =>
          conditions.length === 0 ? (
            <Badge color="red">{t('access.always')}</Badge>
          ) : (
            <Badge color="gray">{t('access.conditional')}</Badge>
          ),
      },
    ],
    [t],
  );
  return (
    <>
      <VirtualTable
        label={label ?? t('access.outside.table')}
        columns={columns}
        rows={exposures}
        rowKey={(one) =>
          `${one.resource} ${one.principal} ${one.actions.join()} ${one.statements[0]?.statement_index}`
        }
        minWidth={900}
      />
      <Drawer
        opened={opened !== null}
        onClose={() => open(null)}
        position="right"
        size="lg"
        title={opened ? t(`access.outside.reach.${opened.reach}`) : ''}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {opened && (
          <Stack gap="lg">
            <Part title={t('access.columns.principal')}>
              <Arn arn={opened.principal} what={t('access.columns.principal')} />
            </Part>
            <Part title={t('access.columns.resource')}>
              <Arn arn={opened.resource} />
            </Part>
            <Part title={t('access.columns.actions')}>
              <Text fz="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {opened.actions.join(', ')}
              </Text>
            </Part>
            <Part title={t('access.why.conditions')}>
              <Conditions conditions={opened.conditions} />
            </Part>
            <Part title={t('access.why.statements')}>
              <Statements statements={opened.statements} />
            </Part>
          </Stack>
        )}
      </Drawer>
    </>
  );
}
