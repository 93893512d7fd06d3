import { Group, NumberInput, Select, Stack, TagsInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outlineQuery } from '@/api/queries/access';
import type { Job } from '@/api/queries/jobs';
import { startUsage, usageJobKind } from '@/api/queries/usage';
import type { Credential } from '@/api/queries/vault';
import { parseArn } from '@/lib/format';
import { GuardedButton } from '@/ui/guarded-button';
import { JobProgress } from '@/ui/job-progress';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState } from '@/ui/states';
import { CredentialSelect } from './credential-select';
import { useChosenCredential } from './use-credential';
import { useRun } from './use-run';

/** Asks what a user or role has used, and shows how far the answer is. */
export function StartPanel({
  credentials,
  may,
  onDone,
}: {
  credentials: readonly Credential[];
  may: boolean;
  /** With the number of the report, where it is known. */
  onDone: (report: number | null) => void;
}) {
  const { t } = useTranslation();
  const { credential, choose } = useChosenCredential(credentials);
  const [principal, setPrincipal] = useState<string | null>(null);
  const [days, setDays] = useState<string | number>(90);
  const [keep, setKeep] = useState<string[]>([]);
  const done = useCallback(
    (job: Job) => {
      const report = (job.result as { report_id?: unknown } | undefined)?.report_id;
      onDone(typeof report === 'number' ? report : null);
    },
    [onDone],
  );
  const run = useRun(usageJobKind, may, 'usage.done', done);
  const outline = useQuery({
    ...outlineQuery({
      kind: 'credential',
      key: `credential ${credential?.id ?? 0}`,
      id: credential?.id ?? 0,
    }),
    enabled: may && credential !== undefined,
  });
  const start = useMutation({
    mutationFn: ({ id, arn }: { id: number; arn: string }) =>
      startUsage(id, { principal_arn: arn, days: Number(days) || 90, keep }),
    onSuccess: ({ id }) => run.start(id),
    onError: notifyError,
  });
  return (
    <Panel id="usage-start" title={t('usage.start.title')} description={t('usage.start.body')}>
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <CredentialSelect
            credentials={credentials}
            value={credential}
            disabled={!may}
            onChange={(value) => {
              choose(value);
              setPrincipal(null);
            }}
          />
          <Select
            label={t('usage.start.principal')}
            placeholder={t(outline.isFetching ? 'usage.start.reading' : 'usage.start.principalHint')}
            miw={240}
            flex={1}
            searchable
            limit={200}
            disabled={!may || !outline.data}
            nothingFoundMessage={t('usage.start.noPrincipal')}
            value={principal}
            onChange={setPrincipal}
            data={(outline.data?.principals ?? []).map(({ principal_arn: arn }) => ({
              value: arn,
              label: parseArn(arn)?.resource ?? arn,
            }))}
          />
          <NumberInput
            label={t('usage.start.days')}
            w={130}
            min={1}
            max={400}
            allowDecimal={false}
            disabled={!may}
            value={days}
            onChange={setDays}
          />
        </Group>
        <Group gap="sm" align="flex-end">
          <TagsInput
            label={t('usage.start.keep')}
            description={t('usage.start.keepHint')}
            placeholder={keep.length === 0 ? 's3:Get*' : ''}
            flex={1}
            miw={240}
            maxTags={200}
            disabled={!may}
            value={keep}
            onChange={setKeep}
          />
          <GuardedButton
            reason={
              !may
                ? t('usage.noStart')
                : !credential
                  ? t('iam.noCredentials')
                  : principal
                    ? null
                    : t('usage.start.principalMissing')
            }
            loading={start.isPending}
            onClick={() => credential && principal && start.mutate({ id: credential.id, arn: principal })}
          >
            {t('usage.start.go')}
          </GuardedButton>
        </Group>
        {outline.isError && <ErrorState error={outline.error} onRetry={() => void outline.refetch()} />}
        {run.job !== null && <JobProgress key={run.job} id={run.job} onEnd={run.onEnd} />}
      </Stack>
    </Panel>
  );
}
