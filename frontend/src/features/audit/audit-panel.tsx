import { Alert, Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconFilterOff,
  IconLink,
  IconListSearch,
} from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditQuery, verifyAudit, type AuditFilter, type AuditRecord } from '@/api/queries/audit';
import { keys } from '@/api/queries/keys';
import { dayRange } from '@/lib/days';
import { wholeNumber } from '@/lib/format';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { AuditFilters, noFilters, type FilterValues } from './audit-filters';
import { AuditTable } from './audit-table';
import { RecordDrawer } from './record-drawer';

function toFilter(values: FilterValues, q: string): AuditFilter {
  return {
    ...dayRange(values.dates[0], values.dates[1]),
    ...(values.area ? { action: values.area } : {}),
    ...(values.success ? { success: values.success } : {}),
    ...(q.trim() ? { q: q.trim() } : {}),
  };
}

/** Settings → Audit log. */
export function AuditPanel() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [values, setValues] = useState(noFilters);
  const [q] = useDebouncedValue(values.q, 250);
  const [opened, setOpened] = useState<AuditRecord | null>(null);
  const filter = useMemo(() => toFilter(values, q), [values, q]);
  const log = useInfiniteQuery(auditQuery(filter));
  const records = useMemo(() => log.data?.pages.flatMap((page) => page.items) ?? [], [log.data]);
  const filtered = Object.keys(filter).length > 0;
  const verify = useMutation({
    mutationFn: verifyAudit,
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
        <Button
          variant="default"
          leftSection={<IconLink size={16} />}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
          title={t('audit.verifyHint')}
        >
          {t('audit.verify')}
        </Button>
      }
    >
      {verify.data &&
        (verify.data.valid ? (
          <Alert color="teal" radius={0} icon={<IconCircleCheck size={18} />} role="status">
            {t('audit.valid', { count: verify.data.records })}
          </Alert>
        ) : (
          <Alert
            color="red"
            radius={0}
            icon={<IconAlertTriangle size={18} />}
            title={t('audit.invalid', { id: verify.data.bad_id ?? '?' })}
          >
            {verify.data.reason}
          </Alert>
        ))}
      <AuditFilters values={values} onChange={setValues} />
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
                    formatted: wholeNumber(records.length),
                  })}
            </Text>
          </Group>
        </>
      )}
      <RecordDrawer record={opened} onClose={() => setOpened(null)} />
    </Panel>
  );
}
