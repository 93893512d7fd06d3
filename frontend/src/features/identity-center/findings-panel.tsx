import { Stack } from '@mantine/core';
import { IconShieldSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { icAuditKind, startIcAudit, type IcAudit, type IcPlace } from '@/api/queries/identity-center';
import { hasEnded, latestJobsQuery, type Job } from '@/api/queries/jobs';
import { keys } from '@/api/queries/keys';
import { useMay } from '@/api/queries/role';
import { FindingList } from '@/ui/aws/finding-list';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { GuardedButton } from '@/ui/guarded-button';
import { JobProgress } from '@/ui/job-progress';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { Time } from '@/ui/time';

/** The audit that a job came to; null while there is none. */
function auditOf(job: Job): IcAudit | null {
  return job.state === 'succeeded' ? ((job.result as IcAudit | null | undefined) ?? null) : null;
}

/** What about IAM Identity Center should be looked at: the last audit of this instance, and another one. */
export function FindingsPanel({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('identitycenter.read');
  const jobs = useQuery(latestJobsQuery(icAuditKind));
  const [started, setStarted] = useState<number | null>(null);
  const running = started ?? jobs.data?.items.find((job) => !hasEnded(job))?.id ?? null;
  const start = useMutation({
    mutationFn: () => startIcAudit(place),
    onSuccess: ({ id }) => setStarted(id),
    onError: notifyError,
  });
  const ended = useCallback(
    ({ id, state }: Job) => {
      // What failed stays in sight, until another one is started.
      setStarted(state === 'succeeded' ? null : id);
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
    },
    [queryClient],
  );
  return (
    <Loaded query={jobs}>
      {({ items }) => {
        const audit = items.map(auditOf).find((one) => one?.instance_arn === place.instanceArn);
        return (
          <Stack gap="lg">
            <Panel
              id="audit"
              title={t('identityCenter.audit')}
              description={
                audit ? (
                  <>
                    {t('identityCenter.audited', {
                      sets: audit.permission_sets,
                      assignments: audit.assignments,
                      people: audit.users,
                      groups: audit.groups,
                    })}{' '}
                    · <Time at={audit.read_at} />
                  </>
                ) : (
                  t('identityCenter.auditBody')
                )
              }
              actions={
                <GuardedButton
                  reason={may ? null : t('plans.mayNotPlan')}
                  loading={start.isPending}
                  onClick={() => start.mutate()}
                >
                  {t('identityCenter.startAudit')}
                </GuardedButton>
              }
            >
              {running !== null && <JobProgress key={running} id={running} onEnd={ended} />}
            </Panel>
            {audit && <Notes notes={audit.notes} />}
            <Panel id="findings" flush title={t('aws.findings.title')}>
              {audit ? (
                <FindingList
                  clean={t('identityCenter.clean')}
                  findings={audit.findings.map(({ suggestion, ...finding }) => ({
                    ...finding,
                    ...(suggestion ? { suggestion } : {}),
                  }))}
                />
              ) : (
                <EmptyState icon={<IconShieldSearch size={22} />} title={t('identityCenter.noAudit')}>
                  {t('identityCenter.noAuditBody')}
                </EmptyState>
              )}
            </Panel>
          </Stack>
        );
      }}
    </Loaded>
  );
}
