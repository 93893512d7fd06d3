import { Badge, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowBack, IconBooks } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { runsQuery, startRun, type AgentRun } from '@/api/queries/monitoring';
import { useMay } from '@/api/queries/role';
import { credentialsQuery } from '@/api/queries/vault';
import { wholeNumber } from '@/lib/format';
import { GuardedButton } from '@/ui/guarded-button';
import { JobProgress } from '@/ui/job-progress';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { OperationPanel } from './operation-panel';
import { RunPanel } from './run-panel';
import { runColours } from './words';
import classes from './monitoring.module.css';

/** What AWS's changes mean for the workspace's policies: looks, and what each found. */
export function PoliciesView({
  run,
  hasReport,
  onRun,
}: {
  /** The look that is shown; null for the list. */
  run: number | null;
  /** There is a report that can be looked at. */
  hasReport: boolean;
  onRun: (id: number | null) => void;
}) {
  const { t } = useTranslation();
  const runs = useQuery(runsQuery);
  const [job, setJob] = useState<AgentRun | null>(null);
  const queryClient = useQueryClient();
  const ended = useCallback(
    ({ state }: { state: string }) => {
      if (state === 'succeeded') setJob(null);
      void queryClient.invalidateQueries({ queryKey: keys.monitoring });
      if (state === 'succeeded' && job) onRun(job.id);
    },
    [job, onRun, queryClient],
  );
  if (run !== null) {
    return (
      <Stack gap="md">
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconArrowBack size={15} />}
            onClick={() => onRun(null)}
          >
            {t('monitoring.run.back')}
          </Button>
        </div>
        <RunPanel id={run} />
      </Stack>
    );
  }
  return (
    <div className={classes.columns}>
      <Stack gap="lg" miw={0}>
        {job && (
          <Panel>
            <JobProgress id={job.job_id} onEnd={ended} />
          </Panel>
        )}
        <Panel id="runs" flush title={t('monitoring.run.list')}>
          {runs.isPending ? (
            <LoadingRows rows={5} />
          ) : runs.isError ? (
            <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
          ) : runs.data.items.length === 0 ? (
            <EmptyState icon={<IconBooks size={22} />} title={t('monitoring.run.none')}>
              {hasReport ? t('monitoring.run.noneBody') : t('monitoring.run.noReport')}
            </EmptyState>
          ) : (
            <RunsTable runs={runs.data.items} onOpen={onRun} />
          )}
        </Panel>
      </Stack>
      <Stack gap="lg" miw={0}>
        <StartPanel ready={hasReport} onStarted={setJob} />
        <OperationPanel />
      </Stack>
    </div>
  );
}

function StartPanel({ ready, onStarted }: { ready: boolean; onStarted: (run: AgentRun) => void }) {
  const { t } = useTranslation();
  const mayRun = useMay('monitoring.run');
  const mayWrite = useMay('policies.write');
  const mayRead = useMay('iam.read');
  const credentials = useQuery({ ...credentialsQuery, enabled: mayRead });
  const [credential, setCredential] = useState('');
  const [autoApply, setAutoApply] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      startRun({
        ...(credential ? { credential_id: Number(credential) } : {}),
        ...(autoApply ? { auto_apply: true } : {}),
      }),
    onSuccess: onStarted,
    onError: notifyError,
  });
  return (
    <Panel id="start" title={t('monitoring.start.title')}>
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {t('monitoring.start.body')}
        </Text>
        <Select
          label={t('monitoring.start.account')}
          value={credential}
          onChange={(value) => setCredential(value ?? '')}
          data={[
            { value: '', label: t('monitoring.start.libraryOnly') },
            ...(credentials.data ?? []).map(({ id, label }) => ({ value: String(id), label })),
          ]}
        />
        <Checkbox
          label={t('monitoring.start.autoApply')}
          description={t('monitoring.start.autoApplyBody')}
          disabled={!mayWrite}
          checked={autoApply}
          onChange={(event) => setAutoApply(event.currentTarget.checked)}
        />
        <GuardedButton
          reason={!mayRun ? t('monitoring.noRun') : ready ? null : t('monitoring.run.noReport')}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('monitoring.start.go')}
        </GuardedButton>
      </Stack>
    </Panel>
  );
}

function RunsTable({ runs, onOpen }: { runs: readonly AgentRun[]; onOpen: (id: number) => void }) {
  const { t, i18n } = useTranslation();
  const columns = useMemo<Column<AgentRun>[]>(() => {
    const number = (value: number) => (
      <Text fz="sm" className="numbers" c={value === 0 ? 'dimmed' : 'inherit'}>
        {wholeNumber(value, i18n.language)}
      </Text>
    );
    return [
      {
        key: 'at',
        heading: t('monitoring.run.at'),
        width: 'minmax(130px, 1fr)',
        cell: (run) => (
          <RowButton label={t('monitoring.run.open', { id: run.id })} onClick={() => onOpen(run.id)}>
            <Text component="span" fz="sm" fw={550}>
              <Time at={run.started_at} style="local" />
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'state',
        heading: t('monitoring.run.state'),
        width: '120px',
        cell: (run) => <Badge color={runColours[run.state]}>{t(`monitoring.run.states.${run.state}`)}</Badge>,
      },
      {
        key: 'policies',
        heading: t('monitoring.run.affected'),
        width: '110px',
        cell: (run) => (
          <Text fz="sm" className="numbers">
            {t('monitoring.run.of', {
              part: wholeNumber(run.affected, i18n.language),
              all: wholeNumber(run.policies, i18n.language),
            })}
          </Text>
        ),
      },
      {
        key: 'breaking',
        heading: t('monitoring.level.breaking'),
        width: '90px',
        cell: (run) => number(run.counts.breaking),
      },
      {
        key: 'review',
        heading: t('monitoring.level.review'),
        width: '90px',
        cell: (run) => number(run.counts.review),
      },
      {
        key: 'note',
        heading: t('monitoring.level.note'),
        width: '80px',
        cell: (run) => number(run.counts.notes),
      },
    ];
  }, [t, i18n.language, onOpen]);
  return (
    <>
      <VirtualTable
        label={t('monitoring.run.list')}
        columns={columns}
        rows={runs}
        rowKey={({ id }) => id}
        minWidth={640}
      />
      {runs[0]?.failure && (
        <Group px="md" py="sm">
          <Text fz="sm" c="var(--tone-bad)">
            {runs[0].failure}
          </Text>
        </Group>
      )}
    </>
  );
}
