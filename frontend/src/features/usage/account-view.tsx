import { Badge, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconDownload, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  accountRunQuery,
  accountRunsQuery,
  accountUsageJobKind,
  exportAccountUsage,
  startAccountUsage,
  type AccountUsage,
} from '@/api/queries/usage';
import type { Credential } from '@/api/queries/vault';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { groupAccountId, localTime } from '@/lib/format';
import { GuardedButton } from '@/ui/guarded-button';
import { AccountId } from '@/ui/identifiers';
import { JobProgress } from '@/ui/job-progress';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { Runs } from '@/ui/runs';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { CredentialSelect } from './credential-select';
import { RunPrincipals } from './run-principals';
import { useChosenCredential } from './use-credential';
import { useRun } from './use-run';

/** What all users and roles of an account have used: a run over it, and the runs that were made. */
export function AccountView({ credentials, may }: { credentials: readonly Credential[]; may: boolean }) {
  const { t, i18n } = useTranslation();
  const [chosen, choose] = useState<number | null>(null);
  const runs = useQuery(accountRunsQuery);
  const done = useCallback(() => choose(null), []);
  const list = runs.data?.items.filter((one) => one.finished_at !== null);
  return (
    <Stack gap="lg">
      <Start credentials={credentials} may={may} onDone={done} />
      <Runs
        query={runs}
        runs={list}
        wanted={chosen}
        label={t('usage.account.choose')}
        name={(one) => `${localTime(new Date(one.at), i18n.language)} · ${groupAccountId(one.account_id)}`}
        onChoose={choose}
        empty={
          <EmptyState icon={<IconUsers size={22} />} title={t('usage.account.none')}>
            {t('usage.account.noneBody')}
          </EmptyState>
        }
      >
        {(id) => <Run id={id} />}
      </Runs>
    </Stack>
  );
}

function Start({
  credentials,
  may,
  onDone,
}: {
  credentials: readonly Credential[];
  may: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { credential, choose } = useChosenCredential(credentials);
  const [days, setDays] = useState<string | number>(90);
  const run = useRun(accountUsageJobKind, may, 'usage.account.done', onDone);
  const start = useMutation({
    mutationFn: (id: number) => startAccountUsage(id, Number(days) || 90),
    onSuccess: ({ id }) => run.start(id),
    onError: notifyError,
  });
  return (
    <Panel id="usage-account" title={t('usage.account.title')} description={t('usage.account.body')}>
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <CredentialSelect credentials={credentials} value={credential} disabled={!may} onChange={choose} />
          <NumberInput
            label={t('usage.start.days')}
            w={150}
            min={1}
            max={400}
            allowDecimal={false}
            disabled={!may}
            value={days}
            onChange={setDays}
          />
          <GuardedButton
            reason={!may ? t('usage.noStart') : credential ? null : t('iam.noCredentials')}
            loading={start.isPending}
            onClick={() => credential && start.mutate(credential.id)}
          >
            {t('usage.account.go')}
          </GuardedButton>
        </Group>
        {run.job !== null && <JobProgress key={run.job} id={run.job} onEnd={run.onEnd} />}
      </Stack>
    </Panel>
  );
}

function Run({ id }: { id: number }) {
  const { t } = useTranslation();
  const answer = useQuery(accountRunQuery(id));
  if (!answer.data) {
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
  const run = answer.data;
  return (
    <Panel
      id="usage-run"
      flush
      title={t('usage.account.summary', { unused: run.unused_principals, count: run.principals })}
      description={
        <Group component="span" gap={6}>
          <AccountId id={run.account_id} />
          <span>
            · <Time at={run.at} /> · {t('usage.window', { count: run.days })}
          </span>
          <Changes run={run} />
        </Group>
      }
      actions={<Exports run={run} />}
    >
      <RunPrincipals run={run} />
      {run.services.length > 0 && (
        <Stack gap={6} px="md" py="sm" style={{ borderTop: '1px solid var(--line)' }}>
          <Text fz="sm" fw={600}>
            {t('usage.account.heaviest')}
          </Text>
          <Group gap={6}>
            {run.services.slice(0, 12).map((one) => (
              <Badge key={one.service} color={one.unused === one.granted ? 'orange' : 'gray'} tt="none">
                {t('usage.account.service', one)}
              </Badge>
            ))}
          </Group>
        </Stack>
      )}
    </Panel>
  );
}

/** How the run differs from the one before. */
function Changes({ run }: { run: AccountUsage }) {
  const { t } = useTranslation();
  if (run.previous_id === null) return <span>· {t('usage.account.first')}</span>;
  const { added, gone, became_unused: unused, used_again: again, less, more } = run.change;
  return (
    <span>
      ·{' '}
      {t('usage.account.change', {
        added: added.length,
        gone: gone.length,
        unused: unused.length,
        again: again.length,
        less,
        more,
      })}
    </span>
  );
}

const types = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

function Exports({ run }: { run: AccountUsage }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'ndjson') => {
      const text = await exportAccountUsage(run.id, format, new AbortController().signal);
      downloadText(`usage-${run.account_id}-${run.at.slice(0, 10)}.${format}`, text, types[format]);
    },
    onSuccess: () => notifyDone(t('usage.account.saved')),
    onError: notifyError,
  });
  return (
    <Group gap="xs">
      {(['csv', 'ndjson'] as const).map((format) => (
        <GuardedButton
          key={format}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
          // The window has no place to put downloads.
          reason={session.home === 'browser' ? null : t('accounts.export.browserOnly')}
          loading={save.isPending && save.variables === format}
          onClick={() => save.mutate(format)}
        >
          {format.toUpperCase()}
        </GuardedButton>
      ))}
    </Group>
  );
}
