import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { revokeToken, tokensQuery, type AccessToken } from '@/api/queries/tokens';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { TokenDialog } from './token-dialog';
import classes from './sessions-panel.module.css';

/** The personal access tokens of the account. */
export function TokensPanel() {
  const { t } = useTranslation();
  const tokens = useQuery(tokensQuery);
  const [creating, create] = useDisclosure(false);
  return (
    <Panel
      id="tokens"
      flush
      title={t('security.tokens.title')}
      description={t('security.tokens.description')}
      actions={
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={create.open}>
          {t('security.tokens.create')}
        </Button>
      }
    >
      {tokens.isPending ? (
        <LoadingRows rows={2} />
      ) : tokens.isError ? (
        <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : tokens.data.items.length === 0 ? (
        <Text fz="sm" c="dimmed" p="md">
          {t('security.tokens.none')}
        </Text>
      ) : (
        <ul className={classes.list} aria-label={t('security.tokens.title')}>
          {tokens.data.items.map((token) => (
            <Row key={token.id} token={token} />
          ))}
        </ul>
      )}
      <TokenDialog opened={creating} onClose={create.close} />
    </Panel>
  );
}

function Row({ token }: { token: AccessToken }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: async () => {
      notifyDone(t('security.tokens.revoked', { name: token.name }));
      await queryClient.invalidateQueries({ queryKey: keys.tokens });
    },
    onError: notifyError,
  });
  return (
    <Group component="li" className={classes.row} justify="space-between" gap="sm">
      <Stack gap={3} miw={0} flex="1 1 260px">
        <Text fz="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {token.name}
        </Text>
        <Text fz="xs" c="dimmed">
          <Text component="span" fz="xs" ff="monospace">
            {token.preview}
          </Text>{' '}
          ·{' '}
          {token.last_used_at ? (
            <>
              {t('security.tokens.lastUsed')} <Time at={token.last_used_at} />
            </>
          ) : (
            t('security.tokens.neverUsed')
          )}{' '}
          · {t('security.tokens.ends')} <Time at={token.expires_at} style="local" />
        </Text>
        <Group gap={4}>
          {token.scopes.map((scope) => (
            <Badge key={scope} size="sm" color="gray">
              {scope}
            </Badge>
          ))}
        </Group>
      </Stack>
      <Button
        size="xs"
        variant="default"
        loading={revoke.isPending}
        aria-label={t('security.tokens.revokeLabel', { name: token.name })}
        onClick={() => revoke.mutate()}
      >
        {t('security.tokens.revoke')}
      </Button>
    </Group>
  );
}
