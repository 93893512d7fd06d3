import { Badge, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endException, type AuditFinding, type FindingException } from '@/api/queries/account-audits';
import { keys } from '@/api/queries/keys';
import { useMay } from '@/api/queries/role';
import { prettyJson } from '@/lib/pretty-json';
import { CopyButton } from '@/ui/copy-button';
import { Facts } from '@/ui/facts';
import { GuardedButton } from '@/ui/guarded-button';
import { Arn } from '@/ui/identifiers';
import { notifyDone, notifyError } from '@/ui/notify';
import { Time } from '@/ui/time';
import { ExceptionForm } from './exception-form';
import { severityColours, stateColours } from './words';

/** One finding: what it rests on, why it matters, what to do, and the exception from it. */
export function FindingDrawer({
  accountId,
  finding,
  onClose,
}: {
  accountId: string;
  finding: AuditFinding | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={finding !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={finding?.title ?? ''}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {finding && <Content key={finding.id} accountId={accountId} finding={finding} />}
    </Drawer>
  );
}

function Content({ accountId, finding }: { accountId: string; finding: AuditFinding }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <Badge color={severityColours[finding.severity]}>{t(`findings.severity.${finding.severity}`)}</Badge>
        <Badge color={stateColours[finding.state]}>{t(`findings.state.${finding.state}`)}</Badge>
        <Code fz="xs">{finding.code}</Code>
      </Group>
      <Arn arn={finding.resource} />
      <Part title={t('findings.detail.why')}>
        <Text fz="sm">{finding.why}</Text>
      </Part>
      {finding.evidence.length > 0 && (
        <Part title={t('findings.detail.evidence')}>
          <Facts
            facts={finding.evidence.map(({ name, value }) => [name.replaceAll('_', ' '), value] as const)}
          />
        </Part>
      )}
      <Part title={t('findings.detail.fix')}>
        <Text fz="sm">{finding.fix.text}</Text>
        {finding.fix.document && (
          <Stack gap={4}>
            <Group gap={4}>
              <Text fz="xs" c="dimmed">
                {t('findings.detail.document')}
              </Text>
              <CopyButton text={finding.fix.document} what={t('findings.detail.document')} size="xs" />
            </Group>
            <Code block tabIndex={0}>
              {prettyJson(finding.fix.document)}
            </Code>
          </Stack>
        )}
      </Part>
      {finding.exception ? (
        <Excepted exception={finding.exception} />
      ) : (
        finding.state !== 'fixed' && (
          <Part title={t('findings.exception.title')}>
            <ExceptionForm accountId={accountId} code={finding.code} resource={finding.resource} />
          </Part>
        )
      )}
    </Stack>
  );
}

function Excepted({ exception }: { exception: FindingException }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('findings.write');
  const end = useMutation({
    mutationFn: () => endException(exception.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.accountAudits });
      notifyDone(t('findings.exception.ended'));
    },
    onError: notifyError,
  });
  return (
    <Part title={t('findings.exception.holds')}>
      <Text fz="sm">{exception.reason}</Text>
      <Text fz="xs" c="dimmed">
        {t('findings.exception.by', { who: exception.created_by })} <Time at={exception.created_at} />
        {' · '}
        {t('findings.exception.until')} <Time at={exception.expires_at} style="local" />
        {exception.resource === '*' && ` · ${t('findings.exception.everywhere')}`}
      </Text>
      <div>
        <GuardedButton
          variant="default"
          size="xs"
          reason={may ? null : t('findings.exception.noRight')}
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {t('findings.exception.end')}
        </GuardedButton>
      </div>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={8} component="section">
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  );
}
