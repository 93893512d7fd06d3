import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallerIdentity } from '@/api/queries/vault';
import { Facts } from '@/ui/facts';
import { AccountId, Arn } from '@/ui/identifiers';
import type { Dialog } from '@/ui/use-dialog';

/** Whose key it is, as AWS says it. */
export function VerifyResult({ dialog }: { dialog: Dialog<CallerIdentity> }) {
  const { t } = useTranslation();
  const identity = dialog.about;
  if (!identity) return null;
  return (
    <Modal
      opened={dialog.opened}
      onClose={dialog.close}
      onExitTransitionEnd={dialog.onExited}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      title={
        <Group gap={8} wrap="nowrap">
          <IconCircleCheck size={20} color="var(--tone-good)" aria-hidden />
          {t('vault.verifiedTitle', { label: identity.credential.label })}
        </Group>
      }
    >
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          {t('vault.verifiedAs')}
        </Text>
        <Facts
          facts={[
            [t('vault.accountLabel'), <AccountId key="account" id={identity.account_id} />],
            [t('vault.arnLabel'), <Arn key="arn" arn={identity.arn} />],
            [
              t('vault.userIdLabel'),
              <Text key="user" ff="monospace" fz="xs">
                {identity.user_id}
              </Text>,
            ],
          ]}
        />
        <Group justify="flex-end">
          <Button onClick={dialog.close} data-autofocus>
            {t('ui.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
