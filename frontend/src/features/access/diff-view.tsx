import { Badge, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconEqual, IconUserCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountDiff, PrincipalChange } from '@/api/queries/snapshots';
import { wholeNumber } from '@/lib/format';
import { searchItems } from '@/ui/aws/search';
import { SearchField } from '@/ui/aws/search-field';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { ChangeDrawer } from './change-drawer';
import { causesOf, isSame } from './diff';
import { EditsPanel } from './edits-panel';
import { ExposureTable } from './exposure-table';
import { shortName } from './words';

/** How access changed: by principal, from outside, and what was edited to make it so. */
export function DiffView({ diff }: { diff: AccountDiff }) {
  const { t } = useTranslation();
  if (isSame(diff)) {
    return (
      <Panel>
        <EmptyState icon={<IconEqual size={22} />} title={t('access.changes.same')}>
          {t('access.changes.sameBody')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Stack gap="lg">
      <Principals diff={diff} />
      {(['added', 'removed'] as const).map(
        (way) =>
          diff.exposures[way].length > 0 && (
            <Panel key={way} id={`exposures-${way}`} flush title={t(`access.changes.exposures.${way}`)}>
              <ExposureTable label={t(`access.changes.exposures.${way}`)} exposures={diff.exposures[way]} />
            </Panel>
          ),
      )}
      <EditsPanel diff={diff} />
    </Stack>
  );
}

const shares = ['all', 'gained', 'lost'] as const;
type Share = (typeof shares)[number];

function Principals({ diff }: { diff: AccountDiff }) {
  const { t, i18n } = useTranslation();
  const [share, setShare] = useState<Share>('all');
  const [text, setText] = useState('');
  const [opened, open] = useState<PrincipalChange | null>(null);
  const columns = useColumns(open);
  const of = (value: Share) =>
    value === 'all' ? diff.access : diff.access.filter((one) => one[value].length > 0);
  const found = searchItems(of(share), text, wordsOf);
  return (
    <Panel
      id="changed"
      flush
      title={t('access.changes.principals', {
        count: diff.access.length,
        formatted: wholeNumber(diff.access.length, i18n.language),
      })}
      description={t('access.changes.principalsBody')}
    >
      {diff.access.length === 0 ? (
        <EmptyState icon={<IconUserCheck size={22} />} title={t('access.changes.noPrincipal')}>
          {t('access.changes.noPrincipalBody')}
        </EmptyState>
      ) : (
        <>
          <Group px="md" py="sm" gap="sm" align="flex-end">
            <SegmentedControl
              aria-label={t('access.who.show')}
              value={share}
              onChange={(value) => setShare(shares.find((one) => one === value) ?? 'all')}
              data={shares.map((value) => ({
                value,
                label: t(`access.changes.share.${value}`, { count: of(value).length }),
              }))}
            />
            <SearchField
              label={t('access.changes.search')}
              hint={t('access.changes.searchHint')}
              value={text}
              onChange={setText}
            />
          </Group>
          {found.length === 0 ? (
            <EmptyState icon={<IconUserCheck size={22} />} title={t('access.changes.noMatch')} />
          ) : (
            <VirtualTable
              label={t('access.changes.table')}
              columns={columns}
              rows={found}
              rowKey={(one) => one.principal_arn}
              minWidth={720}
              maxHeight={480}
            />
          )}
        </>
      )}
      <ChangeDrawer
        change={opened}
        causes={opened ? causesOf(diff, opened.principal_arn) : null}
        onClose={() => open(null)}
      />
    </Panel>
  );
}

function wordsOf({ principal_arn: arn, gained, lost, changed }: PrincipalChange): string {
  return [arn, ...[...gained, ...lost, ...changed].flatMap((one) => [...one.actions, one.resource])].join(
    ' ',
  );
}

function useColumns(open: (one: PrincipalChange) => void): Column<PrincipalChange>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const actions = (key: 'gained' | 'lost' | 'changed', colour: string): Column<PrincipalChange> => ({
      key,
      heading: t(`access.changes.${key}`),
      width: 'minmax(140px, 1.2fr)',
      cell: (one) => {
        const names = [...new Set(one[key].flatMap((change) => change.actions))];
        if (names.length === 0) {
          return (
            <Text fz="sm" c="dimmed">
              –
            </Text>
          );
        }
        return (
          <Group gap={6} wrap="nowrap" miw={0}>
            <Badge color={colour} flex="none">
              {names.length}
            </Badge>
            <Text fz="xs" ff="monospace" truncate title={names.join(', ')}>
              {names.join(', ')}
            </Text>
          </Group>
        );
      },
    });
    return [
      {
        key: 'principal',
        heading: t('access.columns.principal'),
        width: 'minmax(190px, 1.2fr)',
        cell: (one) => (
          <RowButton
            label={t('access.changes.open', { name: shortName(one.principal_arn) })}
            onClick={() => open(one)}
          >
            <Text component="span" fz="sm" fw={550}>
              {shortName(one.principal_arn)}
            </Text>
          </RowButton>
        ),
      },
      actions('gained', 'orange'),
      actions('lost', 'teal'),
      actions('changed', 'gray'),
    ];
  }, [t, open]);
}
