import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { credentialsQuery, verifyCredential, type Credential } from '@/api/queries/vault';
import { AccountId, Arn } from '@/ui/identifiers';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import classes from './accounts-panel.module.css';

/** The AWS accounts the workspace has credentials of, and whether AWS still accepts them. */
export function AccountsPanel() {
  const { t } = useTranslation();
  const credentials = useQuery(credentialsQuery);
  return (
    <Panel
      id="accounts"
      title={t('dashboard.accounts')}
      actions={
        <Anchor
          fz="sm"
          renderRoot={(props) => <Link to="/settings" search={{ tab: 'credentials' }} {...props} />}
        >
          {t('dashboard.manage')}
        </Anchor>
      }
    >
      {credentials.isPending ? (
        <LoadingRows rows={2} />
      ) : credentials.isError ? (
        <ErrorState error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : (
        <div className={classes.cards}>
          {credentials.data.map((credential) => (
            <AccountCard key={credential.id} credential={credential} />
          ))}
        </div>
      )}
    </Panel>
  );
}

function AccountCard({ credential }: { credential: Credential }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const verify = useMutation({
    mutationFn: () => verifyCredential(credential.id),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.credentials }),
        queryClient.invalidateQueries({ queryKey: keys.audit }),
      ]);
      notifyDone(t('dashboard.verifiedDone', { label: credential.label }));
    },
    onError: notifyError,
  });
  return (
    <Stack gap={8} className={classes.card}>
      <Group justify="space-between" wrap="nowrap" gap={8}>
        <Text fw={600} fz="sm" truncate>
          {credential.label}
        </Text>
        {credential.is_default && <Badge>{t('dashboard.default')}</Badge>}
      </Group>
      <Stack gap={2} miw={0}>
        {credential.aws_account_id ? (
          <AccountId id={credential.aws_account_id} />
        ) : (
          <Text fz="sm" c="dimmed">
            {t('dashboard.unknownAccount')}
          </Text>
        )}
        {credential.aws_arn && (
          <Group c="dimmed" miw={0}>
            <Arn arn={credential.aws_arn} />
          </Group>
        )}
      </Stack>
      <Group justify="space-between" wrap="nowrap" gap={8} mt="auto">
        {credential.verified_at ? (
          <Group gap={5} wrap="nowrap" c="var(--tone-good)">
            <IconCircleCheck size={15} aria-hidden />
            <Text fz="xs">
              {t('dashboard.verifiedAgo')} <Time at={credential.verified_at} />
            </Text>
          </Group>
        ) : (
          <Group gap={5} wrap="nowrap" c="dimmed">
            <IconCircleDashed size={15} aria-hidden />
            <Text fz="xs">{t('dashboard.neverVerified')}</Text>
          </Group>
        )}
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconShieldCheck size={13} />}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
          aria-label={t('dashboard.verifyLabel', { label: credential.label })}
        >
          {t('dashboard.verify')}
        </Button>
      </Group>
    </Stack>
  );
}
