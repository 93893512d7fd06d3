import { Alert, Badge, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  accountAuditQuery,
  type AccountAudit,
  type AuditFinding,
  type FindingSeverity,
  type FindingState,
} from '@/api/queries/account-audits';
import { meQuery } from '@/api/queries/accounts';
import { useMay } from '@/api/queries/role';
import { parseArn, wholeNumber } from '@/lib/format';
import { BulkBar } from '@/ui/bulk/bulk-bar';
import { chooseColumn } from '@/ui/bulk/choose-column';
import { useSelection } from '@/ui/bulk/use-selection';
import { AccountId } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { SavedFilters } from '@/ui/saved-filters';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { ChecksPanel } from './checks-panel';
import { ExceptSeveral } from './except-several';
import { FindingDrawer } from './finding-drawer';
import { severities, severityColours, stateColours, states } from './words';

/** One audit: what it found, compared with the one before, and what it could not look at. */
export function AuditPanel({ id }: { id: number }) {
  const { t, i18n } = useTranslation();
  const [severity, setSeverity] = useState<FindingSeverity | null>(null);
  const [state, setState] = useState<FindingState | null>(null);
  const [opened, open] = useState<string | null>(null);
  const answer = useInfiniteQuery(accountAuditQuery(id, severity, state));
  const { fetchNextPage } = answer;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const audit = answer.data?.pages[0];
  const findings = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data]);
  const selection = useSelection(findings, keyOf);
  const [accepting, { open: accept, close: stopAccepting }] = useDisclosure(false);
  const mayExcept = useMay('findings.write');
  const me = useQuery(meQuery);
  const columns = useFindingColumns(open, selection);
  if (!audit) {
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
  const number = (value: number) => wholeNumber(value, i18n.language);
  const all = severities.reduce((total, one) => total + audit.findings[one], 0);
  return (
    <Stack gap="lg">
      <Panel
        id="findings"
        flush
        title={t('findings.found', { count: all, formatted: number(all) })}
        description={<Description audit={audit} />}
      >
        {audit.not_checked > 0 && (
          <Alert color="orange" m="md" mb={0} title={t('findings.notChecked', { count: audit.not_checked })}>
            {t('findings.notCheckedBody')}
          </Alert>
        )}
        <Group px="md" py="sm" gap="sm">
          <SegmentedControl
            size="xs"
            aria-label={t('findings.bySeverity')}
            value={severity ?? 'all'}
            onChange={(value) => setSeverity(severities.find((one) => one === value) ?? null)}
            data={[
              { value: 'all', label: `${t('findings.all')} ${number(all)}` },
              ...severities.map((one) => ({
                value: one,
                label: `${t(`findings.severity.${one}`)} ${number(audit.findings[one])}`,
              })),
            ]}
          />
          <Select
            size="xs"
            w={200}
            aria-label={t('findings.byState')}
            value={state ?? 'all'}
            onChange={(value) => setState(states.find((one) => one === value) ?? null)}
            data={[
              { value: 'all', label: t('findings.everyState') },
              ...states.map((one) => ({ value: one, label: t(`findings.state.${one}`) })),
            ]}
          />
          <SavedFilters
            list="findings"
            person={me.data?.id ?? 0}
            value={{ severity, state }}
            onChoose={(kept) => {
              setSeverity(severities.find((one) => one === kept.severity) ?? null);
              setState(states.find((one) => one === kept.state) ?? null);
            }}
          />
        </Group>
        <BulkBar
          count={selection.chosen.length}
          action={t('findings.exception.bulk')}
          reason={mayExcept ? null : t('findings.exception.noRight')}
          onAct={accept}
          onClear={selection.clear}
        />
        {findings.length === 0 ? (
          <EmptyState icon={<IconShieldCheck size={22} />} title={t('findings.noneSuch')}>
            {all === 0 ? t('findings.cleanBody') : t('findings.noneSuchBody')}
          </EmptyState>
        ) : (
          <VirtualTable
            label={t('findings.table')}
            columns={columns}
            rows={findings}
            rowKey={(one) => one.id}
            minWidth={820}
            maxHeight={520}
            hasMore={answer.hasNextPage}
            loadingMore={answer.isFetchingNextPage}
            onMore={more}
          />
        )}
      </Panel>
      <ChecksPanel audit={audit} />
      <ExceptSeveral
        opened={accepting}
        accountId={audit.account_id}
        findings={selection.chosen}
        onClose={stopAccepting}
        onDone={selection.clear}
      />
      <FindingDrawer
        accountId={audit.account_id}
        finding={findings.find((one) => one.id === opened) ?? null}
        onClose={() => open(null)}
      />
    </Stack>
  );
}

function Description({ audit }: { audit: AccountAudit }) {
  const { t } = useTranslation();
  return (
    <Group component="span" gap={6}>
      <AccountId id={audit.account_id} />
      <span>
        · <Time at={audit.finished_at} />
      </span>
      <span>
        ·{' '}
        {audit.previous_id === null
          ? t('findings.first')
          : t('findings.compared', { added: audit.new, same: audit.unchanged, fixed: audit.fixed })}
      </span>
      {audit.excepted > 0 && <span>· {t('findings.excepted', { count: audit.excepted })}</span>}
    </Group>
  );
}

const keyOf = (one: AuditFinding) => one.id;

function useFindingColumns(
  open: (id: string) => void,
  { keys, toggle }: { keys: ReadonlySet<string>; toggle: (key: string) => void },
): Column<AuditFinding>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      chooseColumn(
        t('ui.bulk.column'),
        keyOf,
        (one) => t('ui.bulk.choose', { name: `${one.title}, ${one.resource}` }),
        keys,
        toggle,
      ),
      {
        key: 'severity',
        heading: t('findings.columns.severity'),
        width: '110px',
        cell: (one) => (
          <Badge color={severityColours[one.severity]}>{t(`findings.severity.${one.severity}`)}</Badge>
        ),
      },
      {
        key: 'title',
        heading: t('findings.columns.title'),
        width: 'minmax(240px, 1.6fr)',
        cell: (one) => (
          <RowButton
            label={t('findings.open', { title: one.title, resource: one.resource })}
            onClick={() => open(one.id)}
          >
            <Text component="span" fz="sm" fw={550} truncate title={one.title}>
              {one.title}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'resource',
        heading: t('findings.columns.resource'),
        width: 'minmax(200px, 1.2fr)',
        cell: (one) => (
          <Text fz="xs" ff="monospace" c="dimmed" truncate title={one.resource}>
            {parseArn(one.resource)?.resource ?? one.resource}
          </Text>
        ),
      },
      {
        key: 'state',
        heading: t('findings.columns.state'),
        width: '230px',
        cell: (one) => (
          <Group gap={6} wrap="nowrap">
            <Badge color={stateColours[one.state]}>{t(`findings.state.${one.state}`)}</Badge>
            {one.exception && <Badge color="blue">{t('findings.isExcepted')}</Badge>}
          </Group>
        ),
      },
    ],
    [t, open, keys, toggle],
  );
}
