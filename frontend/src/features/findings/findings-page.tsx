import { Group, NumberInput, Select, Stack } from '@mantine/core';
import { IconShieldSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountAuditsQuery, auditJobKind, startAccountAudit } from '@/api/queries/account-audits';
import { activeJobsQuery } from '@/api/queries/jobs';
import { keys } from '@/api/queries/keys';
import { useMay } from '@/api/queries/role';
import { credentialsQuery, type Credential } from '@/api/queries/vault';
import { groupAccountId, localTime } from '@/lib/format';
import { GuardedButton } from '@/ui/guarded-button';
import { JobProgress } from '@/ui/job-progress';
import { NoCredentials } from '@/ui/no-credentials';
import { notifyDone, notifyError } from '@/ui/notify';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { Runs } from '@/ui/runs';
import { EmptyState } from '@/ui/states';
import { AuditPanel } from './audit-panel';

const route = getRouteApi('/signed-in/findings');

/** /findings: audits of AWS accounts, and what they found. */
export function FindingsPage() {
  const { t, i18n } = useTranslation();
  const { audit } = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useMay('iam.read');
  const audits = useQuery(accountAuditsQuery);
  const credentials = useQuery({ ...credentialsQuery, enabled: mayRead });
  const choose = useCallback(
    (id: number | null) => void navigate({ search: id ? { audit: id } : {}, replace: true }),
    [navigate],
  );
  return (
    <Page title={t('findings.title')} description={t('findings.description')} width={1320}>
      {mayRead && credentials.data?.length === 0 ? (
        <Panel>
          <NoCredentials needs={t('findings.noCredentialsBody')} />
        </Panel>
      ) : (
        <StartPanel credentials={credentials.data ?? []} may={mayRead} onDone={() => choose(null)} />
      )}
      <Runs
        query={audits}
        runs={audits.data?.items}
        wanted={audit ?? null}
        label={t('findings.choose')}
        name={(one) =>
          `${localTime(new Date(one.finished_at), i18n.language)} · ${groupAccountId(one.account_id)}`
        }
        onChoose={choose}
        empty={
          <EmptyState icon={<IconShieldSearch size={22} />} title={t('findings.none')}>
            {t('findings.noneBody')}
          </EmptyState>
        }
      >
        {(id) => <AuditPanel id={id} />}
      </Runs>
    </Page>
  );
}

/** Starts an audit, and shows how far it is; one that runs already is taken up again. */
function StartPanel({
  credentials,
  may,
  onDone,
}: {
  credentials: readonly Credential[];
  may: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [chosen, choose] = useState<string | null>(null);
  const [keyAge, setKeyAge] = useState<string | number>(90);
  const [unused, setUnused] = useState<string | number>(90);
  const [started, setStarted] = useState<number | null>(null);
  const running = useQuery({ ...activeJobsQuery(auditJobKind), enabled: may });
  const job = started ?? running.data?.items[0]?.id ?? null;
  const credential =
    credentials.find(({ id }) => String(id) === chosen) ??
    credentials.find(({ is_default: first }) => first) ??
    credentials[0];
  const start = useMutation({
    mutationFn: (id: number) =>
      startAccountAudit(id, { key_age_days: Number(keyAge) || 90, unused_days: Number(unused) || 90 }),
    onSuccess: ({ id }) => setStarted(id),
    onError: notifyError,
  });
  const ended = useCallback(
    ({ id, state }: { id: number; state: string }) => {
      void queryClient.invalidateQueries({ queryKey: keys.accountAudits });
      void queryClient.invalidateQueries({ queryKey: [...keys.jobs, 'active', auditJobKind] });
      if (state !== 'succeeded') {
        // Kept in sight: it says why, until another audit is started.
        setStarted(id);
        return;
      }
      setStarted(null);
      notifyDone(t('findings.done'));
      onDone();
    },
    [queryClient, onDone, t],
  );
  return (
    <Panel id="start" title={t('findings.start.title')} description={t('findings.start.body')}>
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <Select
            label={t('findings.start.credential')}
            w={280}
            disabled={!may}
            value={credential ? String(credential.id) : null}
            onChange={choose}
            data={credentials.map(({ id, label, aws_account_id: account }) => ({
              value: String(id),
              label: account ? `${label} · ${groupAccountId(account)}` : label,
            }))}
          />
          <NumberInput
            label={t('findings.start.keyAge')}
            w={150}
            min={1}
            max={3650}
            allowDecimal={false}
            value={keyAge}
            onChange={setKeyAge}
          />
          <NumberInput
            label={t('findings.start.unused')}
            w={150}
            min={1}
            max={400}
            allowDecimal={false}
            value={unused}
            onChange={setUnused}
          />
          <GuardedButton
            reason={!may ? t('findings.noStart') : credential ? null : t('iam.noCredentials')}
            loading={start.isPending}
            onClick={() => credential && start.mutate(credential.id)}
          >
            {t('findings.start.go')}
          </GuardedButton>
        </Group>
        {job !== null && <JobProgress key={job} id={job} onEnd={ended} />}
      </Stack>
    </Panel>
  );
}
