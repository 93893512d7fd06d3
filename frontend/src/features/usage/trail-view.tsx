import { Group, NumberInput, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '@/api/queries/jobs';
import { keys } from '@/api/queries/keys';
import { lookUpEvents, lookupJobKind } from '@/api/queries/usage';
import type { Credential } from '@/api/queries/vault';
import { GuardedButton } from '@/ui/guarded-button';
import { JobProgress } from '@/ui/job-progress';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ActivityPanel } from './activity-panel';
import { CredentialSelect } from './credential-select';
import { FileDrop } from './file-drop';
import { useChosenCredential } from './use-credential';
import { useRun } from './use-run';

/** What CloudTrail tells: its event history, its log files, and who did what by them. */
export function TrailView({ credentials, may }: { credentials: readonly Credential[]; may: boolean }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const counted = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: keys.usage }),
    [queryClient],
  );
  return (
    <Stack gap="lg">
      <Lookup credentials={credentials} may={may} />
      <Panel id="usage-files" title={t('usage.files.title')} description={t('usage.files.body')}>
        <FileDrop may={may} onCounted={counted} />
      </Panel>
      <ActivityPanel may={may} />
    </Stack>
  );
}

interface Looked {
  regions?: { region: string; events: number; more: boolean; denied?: string }[];
}

function Lookup({ credentials, may }: { credentials: readonly Credential[]; may: boolean }) {
  const { t } = useTranslation();
  const { credential, choose } = useChosenCredential(credentials);
  const [days, setDays] = useState<string | number>(90);
  const [regions, setRegions] = useState<string[]>([]);
  const [looked, setLooked] = useState<Looked | null>(null);
  const done = useCallback((job: Job) => setLooked(job.result ?? null), []);
  const run = useRun(lookupJobKind, may, 'usage.lookup.done', done);
  const start = useMutation({
    mutationFn: (id: number) =>
      lookUpEvents(id, {
        days: Number(days) || 90,
        most: 200_000,
        ...(regions.length > 0 ? { regions } : {}),
      }),
    onSuccess: ({ id }) => {
      setLooked(null);
      run.start(id);
    },
    onError: notifyError,
  });
  return (
    <Panel id="usage-lookup" title={t('usage.lookup.title')} description={t('usage.lookup.body')}>
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <CredentialSelect credentials={credentials} value={credential} disabled={!may} onChange={choose} />
          <NumberInput
            label={t('usage.lookup.days')}
            w={110}
            min={1}
            max={90}
            allowDecimal={false}
            disabled={!may}
            value={days}
            onChange={setDays}
          />
          <TagsInput
            label={t('usage.lookup.regions')}
            placeholder={regions.length === 0 ? t('usage.lookup.regionsHint') : ''}
            flex={1}
            miw={220}
            maxTags={40}
            disabled={!may}
            value={regions}
            onChange={setRegions}
          />
          <GuardedButton
            reason={!may ? t('usage.noStart') : credential ? null : t('iam.noCredentials')}
            loading={start.isPending}
            onClick={() => credential && start.mutate(credential.id)}
          >
            {t('usage.lookup.go')}
          </GuardedButton>
        </Group>
        {run.job !== null && <JobProgress key={run.job} id={run.job} onEnd={run.onEnd} />}
        {looked?.regions?.map((one) => (
          <Text key={one.region} fz="sm" c={one.denied ? 'var(--tone-bad)' : 'dimmed'}>
            {one.denied
              ? t('usage.lookup.denied', { region: one.region, why: one.denied })
              : t(one.more ? 'usage.lookup.readMore' : 'usage.lookup.read', {
                  region: one.region,
                  count: one.events,
                })}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}
