import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { disableTotp, mfaQuery, renewRecoveryCodes, type MfaStatus } from '@/api/queries/mfa';
import { notifyDone } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { EnrolDialog } from './enrol-dialog';
import { IdentitiesPanel } from './identities-panel';
import { PasskeysPanel } from './passkeys-panel';
import { ProveDialog } from './prove-dialog';
import { RecoveryCodes } from './recovery-codes';
import { TokensPanel } from './tokens-panel';

/** Settings → Security: the second factor of the account, and its tokens. */
export function SecurityPanel() {
  const { t } = useTranslation();
  const mfa = useQuery(mfaQuery);
  const enabled = mfa.data?.enabled ?? false;
  return (
    <Stack gap="lg" maw={720}>
      <Panel
        id="mfa"
        title={
          <Group gap={8}>
            {t('security.title')}
            {mfa.data && (
              <Badge color={enabled ? 'teal' : 'gray'}>
                {enabled ? t('security.on') : t('security.off')}
              </Badge>
            )}
          </Group>
        }
        description={t('security.description')}
      >
        {mfa.isPending ? (
          <LoadingRows rows={2} />
        ) : mfa.isError ? (
          <ErrorState error={mfa.error} onRetry={() => void mfa.refetch()} />
        ) : (
          <TwoFactor status={mfa.data} />
        )}
      </Panel>
      <PasskeysPanel />
      <IdentitiesPanel />
      <TokensPanel />
    </Stack>
  );
}

function TwoFactor({ status }: { status: MfaStatus }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [enrolling, enrol] = useDisclosure(false);
  const [disabling, disable] = useDisclosure(false);
  const [renewing, renew] = useDisclosure(false);
  const changed = () => void queryClient.invalidateQueries({ queryKey: keys.me });
  const left = status.recovery_codes_left;
  return (
    <>
      {status.enabled ? (
        <Group justify="space-between" gap="sm">
          <Stack gap={2}>
            {status.enabled_at && (
              <Text fz="sm">
                {t('security.since')} <Time at={status.enabled_at} style="local" />
              </Text>
            )}
            <Text fz="sm" c={left <= 3 ? 'var(--tone-warn)' : 'dimmed'}>
              {t('security.left', { count: left })}
              {left <= 3 && ` · ${t('security.few')}`}
            </Text>
          </Stack>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={renew.open}>
              {t('security.newCodes')}
            </Button>
            {status.totp ? (
              <Button size="xs" variant="default" c="var(--tone-bad)" onClick={disable.open}>
                {status.passkeys > 0 ? t('security.removeApp') : t('security.turnOff')}
              </Button>
            ) : (
              <Button size="xs" variant="default" onClick={enrol.open}>
                {t('security.addApp')}
              </Button>
            )}
          </Group>
        </Group>
      ) : (
        <Button onClick={enrol.open}>{t('security.turnOn')}</Button>
      )}
      <EnrolDialog opened={enrolling} onClose={enrol.close} onEnabled={changed} />
      <ProveDialog
        opened={renewing}
        onClose={renew.close}
        title={t('security.renew.title')}
        body={t('security.renew.body')}
        action={t('security.renew.submit')}
        run={renewRecoveryCodes}
        onDone={changed}
        after={(codes) => <RecoveryCodes codes={codes} onClose={renew.close} />}
      />
      <ProveDialog
        opened={disabling}
        onClose={disable.close}
        title={status.passkeys > 0 ? t('security.disable.appTitle') : t('security.disable.title')}
        body={status.passkeys > 0 ? t('security.disable.appBody') : t('security.disable.body')}
        action={status.passkeys > 0 ? t('security.removeApp') : t('security.disable.submit')}
        destructive
        run={disableTotp}
        onDone={() => {
          disable.close();
          changed();
          notifyDone(status.passkeys > 0 ? t('security.disable.appDone') : t('security.disable.done'));
        }}
      />
    </>
  );
}
