import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilterOff, IconLink, IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import {
  auditQuery,
  verifyAudit,
  type AuditCheckpoint,
  type AuditFilter,
  type AuditRecord,
} from '@/api/queries/audit';
import { keys } from '@/api/queries/keys';
import { membersQuery } from '@/api/queries/workspaces';
import { dayRange } from '@/lib/days';
import { wholeNumber } from '@/lib/format';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { SavedFilters } from '@/ui/saved-filters';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { AuditFilters, noFilters, type FilterValues } from './audit-filters';
import { AuditTable } from './audit-table';
import { CheckpointMenu } from './checkpoint-menu';
import { ExportMenu } from './export-menu';
import { RecordDrawer } from './record-drawer';
import { Verification } from './verification';

function toFilter(values: FilterValues, q: string): AuditFilter {
  const account = values.account.replaceAll(' ', '');
  return {
    ...dayRange(values.dates[0], values.dates[1]),
    ...(values.area ? { action: values.area } : {}),
    ...(values.success ? { success: values.success } : {}),
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(values.user ? { user_id: Number(values.user) } : {}),
    ...(/^\d{12}$/.test(account) ? { aws_account_id: account } : {}),
  };
}

/** Settings → Audit log. */
export function AuditPanel() {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [values, setValues] = useState(noFilters);
  const [q] = useDebouncedValue(values.q, 250);
  const [opened, setOpened] = useState<AuditRecord | null>(null);
  const filter = useMemo(() => toFilter(values, q), [values, q]);
  const log = useInfiniteQuery(auditQuery(filter));
  const records = useMemo(() => log.data?.pages.flatMap((page) => page.items) ?? [], [log.data]);
  const filtered = Object.keys(filter).length > 0;
  const me = useQuery(meQuery);
  const workspaceId = me.data?.default_workspace_id ?? 0;
  const members = useQuery({ ...membersQuery(workspaceId), enabled: workspaceId > 0 });
  const people = useMemo(
    () => (members.data ?? []).map(({ user_id: id, email }) => ({ id, email })),
    [members.data],
  );
  const verify = useMutation({
    mutationFn: (checkpoint: AuditCheckpoint | undefined) => verifyAudit(checkpoint),
    onError: notifyError,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.audit }),
  });

  return (
    <Panel
      id="audit"
      flush
      title={t('audit.title')}
      description={t('audit.description')}
      actions={
        <Group gap="xs">
          <ExportMenu filter={filter} filtered={filtered} />
          <CheckpointMenu busy={verify.isPending} onVerify={(checkpoint) => verify.mutate(checkpoint)} />
          <Button
            variant="default"
            leftSection={<IconLink size={16} />}
            loading={verify.isPending}
            onClick={() => verify.mutate(undefined)}
            title={t('audit.verifyHint')}
          >
            {t('audit.verify')}
          </Button>
        </Group>
      }
    >
      {verify.data && <Verification result={verify.data} />}
      <AuditFilters values={values} people={people} onChange={setValues} />
      <Group px="md" pb="sm">
        <SavedFilters
          list="audit"
          person={me.data?.id ?? 0}
          value={values}
          onChoose={(kept) => setValues({ ...noFilters, ...kept })}
        />
      </Group>
      {log.isPending ? (
        <LoadingRows rows={8} />
      ) : log.isError ? (
        <ErrorState error={log.error} onRetry={() => void log.refetch()} />
      ) : records.length === 0 ? (
        <EmptyState
          icon={<IconListSearch size={22} />}
          title={filtered ? t('audit.noMatch') : t('audit.empty')}
          action={
            filtered && (
              <Button
                variant="default"
                leftSection={<IconFilterOff size={16} />}
                onClick={() => setValues(noFilters)}
              >
                {t('audit.clear')}
              </Button>
            )
          }
        >
          {filtered ? t('audit.noMatchBody') : t('audit.emptyBody')}
        </EmptyState>
      ) : (
        <>
          <AuditTable
            records={records}
            hasMore={log.hasNextPage}
            loadingMore={log.isFetchingNextPage}
            onMore={() => void log.fetchNextPage()}
            onOpen={setOpened}
          />
          <Group px="md" py={8} justify="space-between" style={{ borderTop: '1px solid var(--line)' }}>
            <Text fz="xs" c="dimmed" aria-live="polite" className="numbers">
              {log.isFetchingNextPage
                ? t('audit.loadingMore')
                : t(log.hasNextPage ? 'audit.shownMore' : 'audit.shown', {
                    count: records.length,
                    formatted: wholeNumber(records.length, i18n.language),
                  })}
            </Text>
          </Group>
        </>
      )}
      <RecordDrawer record={opened} onClose={() => setOpened(null)} />
    </Panel>
  );
}
