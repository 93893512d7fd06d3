import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/errors';
import { keys } from '@/api/queries/keys';
import { serverQuery } from '@/api/queries/server';
import { connectIdentity, disconnectIdentity, identitiesQuery, type Identity } from '@/api/queries/sso';
import { session } from '@/api/session';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { ProveDialog } from './prove-dialog';
import { ssoText, takeFragment } from './sso-return';
import classes from './sessions-panel.module.css';

/** The providers' accounts that sign in to this one; nothing where there is no provider. */
export function IdentitiesPanel() {
  const { t } = useTranslation();
  const server = useQuery(serverQuery);
  const identities = useQuery(identitiesQuery);
  const [connecting, connect] = useDisclosure(false);
  useEffect(() => {
    const told = takeFragment('sso', 'sso_error');
    if (told['sso']) notifyDone(t('security.identities.connected'));
    if (told['sso_error']) notifyError(new ApiError(told['sso_error'], t(ssoText(told['sso_error'])), 0, ''));
  }, [t]);
  const provider = server.data?.sso[0];
  if (!provider && !identities.data?.items.length) return null;
  return (
    <Panel
      id="identities"
      flush
      title={t('security.identities.title')}
      description={t('security.identities.description')}
      actions={
        provider &&
        session.home === 'browser' && (
          <Button size="xs" variant="default" onClick={connect.open}>
            {t('security.identities.connect', { name: provider.name })}
          </Button>
        )
      }
    >
      {identities.isPending ? (
        <LoadingRows rows={1} />
      ) : identities.isError ? (
        <ErrorState error={identities.error} onRetry={() => void identities.refetch()} />
      ) : identities.data.items.length === 0 ? (
        <Text fz="sm" c="dimmed" p="md">
          {t('security.identities.empty')}
        </Text>
      ) : (
        <ul className={classes.list} aria-label={t('security.identities.title')}>
          {identities.data.items.map((identity) => (
            <Row key={identity.id} identity={identity} />
          ))}
        </ul>
      )}
      {provider && (
        <ProveDialog
          opened={connecting}
          onClose={connect.close}
          title={t('security.identities.connect', { name: provider.name })}
          body={t('security.identities.connectBody')}
          action={t('security.identities.connect', { name: provider.name })}
          run={(proof) => connectIdentity(provider.id, proof)}
          onDone={() => undefined}
        />
      )}
    </Panel>
  );
}

function Row({ identity }: { identity: Identity }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [removing, remove] = useDisclosure(false);
  const name = identity.provider;
  return (
    <Group component="li" className={classes.row} justify="space-between" gap="sm">
      <Stack gap={0} flex="1 1 220px" miw={0}>
        <Text fz="sm" fw={550}>
          {name}
        </Text>
        <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {identity.email} ·{' '}
          {identity.last_used_at ? (
            <>
              {t('security.identities.lastUsed')} <Time at={identity.last_used_at} />
            </>
          ) : (
            t('security.identities.neverUsed')
          )}
        </Text>
      </Stack>
      <Button
        size="xs"
        variant="default"
        aria-label={t('security.identities.disconnectLabel', { name })}
        onClick={remove.open}
      >
        {t('security.identities.disconnect')}
      </Button>
      <ProveDialog
        opened={removing}
        onClose={remove.close}
        title={t('security.identities.disconnectTitle', { name })}
        body={t('security.identities.disconnectBody')}
        action={t('security.identities.disconnect')}
        destructive
        run={(proof) => disconnectIdentity(identity.id, proof)}
        onDone={() => {
          remove.close();
          void queryClient.invalidateQueries({ queryKey: keys.me });
          notifyDone(t('security.identities.disconnected'));
        }}
      />
    </Group>
  );
}
