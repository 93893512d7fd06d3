import { Badge, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageReport } from '@/api/queries/usage';
import { wholeNumber } from '@/lib/format';
import { searchItems } from '@/ui/aws/search';
import { CountLine, SearchField } from '@/ui/aws/search-field';
import { EmptyState } from '@/ui/states';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { Coverage } from './coverage';
import { GrantDrawer } from './grant-drawer';
import { countStates, grantedActions, grantStates, type GrantedAction, type GrantState } from './grants';

const stateColours: Record<GrantState, string> = { used: 'teal', unused: 'orange', not_observable: 'gray' };

/** Every action that the policies grant: used, unused, or not observable, and why that is said. */
export function GrantsView({ report }: { report: UsageReport }) {
  const { t, i18n } = useTranslation();
  const [state, setState] = useState<GrantState | null>(null);
  const [text, setText] = useState('');
  const [opened, open] = useState<GrantedAction | null>(null);
  const actions = useMemo(() => grantedActions(report.grants), [report.grants]);
  const counts = useMemo(() => countStates(actions), [actions]);
  const found = useMemo(
    () =>
      searchItems(
        state ? actions.filter(({ grant }) => grant.state === state) : actions,
        text,
        ({ action, grant }) => `${action} ${t(`usage.grants.reason.${grant.reason}`)}`,
      ),
    [actions, state, text, t],
  );
  const columns = useColumns(open);
  if (actions.length === 0) {
    return (
      <EmptyState icon={<IconListSearch size={22} />} title={t('usage.grants.none')}>
        {t('usage.grants.noneBody')}
      </EmptyState>
    );
  }
  const label = (value: GrantState) =>
    `${t(`usage.grants.state.${value}`)} ${wholeNumber(counts[value], i18n.language)}`;
  return (
    <Stack gap="lg">
      <Coverage report={report} />
      <div>
        <Group gap="sm" align="flex-end" pb="sm">
          <SegmentedControl
            size="sm"
            aria-label={t('usage.grants.byState')}
            value={state ?? 'all'}
            onChange={(value) => setState(grantStates.find((one) => one === value) ?? null)}
            data={[
              {
                value: 'all',
                label: `${t('usage.grants.all')} ${wholeNumber(actions.length, i18n.language)}`,
              },
              ...grantStates.map((value) => ({ value, label: label(value) })),
            ]}
          />
          <SearchField
            label={t('usage.grants.search')}
            hint={t('usage.grants.searchHint')}
            value={text}
            onChange={setText}
          />
        </Group>
        {found.length === 0 ? (
          <EmptyState icon={<IconListSearch size={22} />} title={t('usage.grants.noMatch')} />
        ) : (
          <VirtualTable
            label={t('usage.grants.table')}
            columns={columns}
            rows={found}
            rowKey={({ action, grant }) => `${action} ${grant.state} ${grant.reason}`}
            minWidth={900}
            maxHeight={520}
          />
        )}
        <CountLine>{t('usage.grants.count', { count: found.length })}</CountLine>
      </div>
      <GrantDrawer shown={opened} onClose={() => open(null)} />
    </Stack>
  );
}

function useColumns(open: (one: GrantedAction) => void): Column<GrantedAction>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'action',
        heading: t('usage.columns.action'),
        width: 'minmax(220px, 1.2fr)',
        cell: (one) => (
          <RowButton label={t('usage.grants.open', { action: one.action })} onClick={() => open(one)}>
            <Text component="span" fz="xs" ff="monospace" fw={600} truncate title={one.action}>
              {one.action}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'state',
        heading: t('usage.columns.state'),
        width: '150px',
        cell: ({ grant }) => (
          <Badge color={stateColours[grant.state]}>{t(`usage.grants.state.${grant.state}`)}</Badge>
        ),
      },
      {
        key: 'why',
        heading: t('usage.grants.why'),
        width: 'minmax(300px, 2.2fr)',
        cell: ({ grant }) => (
          <Text fz="sm" c="dimmed" truncate title={t(`usage.grants.reason.${grant.reason}`)}>
            {t(`usage.grants.reason.${grant.reason}`)}
          </Text>
        ),
      },
      {
        key: 'last',
        heading: t('usage.columns.last'),
        width: '120px',
        cell: ({ grant }) =>
          grant.last_used ? (
            <Text component="span" fz="sm">
              <Time at={grant.last_used} />
            </Text>
          ) : (
            <Text fz="sm" c="dimmed">
              –
            </Text>
          ),
      },
      {
        key: 'events',
        heading: t('usage.activity.times'),
        width: '80px',
        cell: ({ grant }) => (
          <Text fz="sm" className="numbers" c={grant.events > 0 ? 'var(--mantine-color-text)' : 'dimmed'}>
            {grant.events > 0 ? grant.events : '–'}
          </Text>
        ),
      },
    ],
    [t, open],
  );
}
