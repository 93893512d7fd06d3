import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconPencil, IconShieldCheck, IconStar, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import {
  deleteCredential,
  makeDefault,
  verifyCredential,
  type CallerIdentity,
  type Credential,
} from '@/api/queries/vault';
import { ConfirmByName } from '@/ui/confirm-by-name';
import { AccountId, Arn } from '@/ui/identifiers';
import { notifyDone, notifyError } from '@/ui/notify';
import { Time } from '@/ui/time';
import { useDialog, type Dialog } from '@/ui/use-dialog';
import { VerifyResult } from './verify-result';

/** The stored credentials, each with what can be done with it. */
export function CredentialTable({
  credentials,
  onEdit,
}: {
  credentials: Credential[];
  onEdit: (credential: Credential, returnTo: HTMLElement | null) => void;
}) {
  const { t } = useTranslation();
  const deleting = useDialog<Credential>();
  return (
    <>
      <Table.ScrollContainer minWidth={760} type="native">
        <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t('vault.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('vault.columns.label')}</Table.Th>
              <Table.Th>{t('vault.columns.account')}</Table.Th>
              <Table.Th>{t('vault.columns.region')}</Table.Th>
              <Table.Th>{t('vault.columns.key')}</Table.Th>
              <Table.Th>{t('vault.columns.verified')}</Table.Th>
              <Table.Th>{t('vault.columns.used')}</Table.Th>
              <Table.Th ta="right">{t('vault.columns.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {credentials.map((credential) => (
              <CredentialRow
                key={credential.id}
                credential={credential}
                onEdit={(returnTo) => onEdit(credential, returnTo)}
                onDelete={(returnTo) => deleting.open(credential, returnTo)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <DeleteDialog dialog={deleting} />
    </>
  );
}

function CredentialRow({
  credential,
  onEdit,
  onDelete,
}: {
  credential: Credential;
  onEdit: (returnTo: HTMLElement | null) => void;
  onDelete: (returnTo: HTMLElement | null) => void;
}) {
  const { t } = useTranslation();
  const menuButton = useRef<HTMLButtonElement>(null);
  const verifyButton = useRef<HTMLButtonElement>(null);
  const verified = useDialog<CallerIdentity>();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.credentials });
  const verify = useMutation({
    mutationFn: () => verifyCredential(credential.id),
    onSuccess: (identity) => {
      verified.open(identity, verifyButton.current);
      return refresh();
    },
    onError: notifyError,
  });
  const choose = useMutation({
    mutationFn: () => makeDefault(credential.id),
    onSuccess: async () => {
      await refresh();
      notifyDone(t('vault.madeDefault', { label: credential.label }));
    },
    onError: notifyError,
  });
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <Text fz="sm" fw={550} truncate maw={220}>
            {credential.label}
          </Text>
          {credential.is_default && <Badge>{t('vault.default')}</Badge>}
          {credential.temporary && <Badge color="gray">{t('vault.temporary')}</Badge>}
        </Group>
        {credential.aws_arn && (
          <Group maw={300} miw={0} c="dimmed">
            <Arn arn={credential.aws_arn} />
          </Group>
        )}
      </Table.Td>
      <Table.Td>
        {credential.aws_account_id ? <AccountId id={credential.aws_account_id} /> : <Dash />}
      </Table.Td>
      <Table.Td>
        <Text fz="sm" ff="monospace">
          {credential.aws_region}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text fz="sm" ff="monospace" c="dimmed">
          {credential.access_key_id_preview}
        </Text>
      </Table.Td>
      <Table.Td fz="sm">
        {credential.verified_at ? (
          <Time at={credential.verified_at} />
        ) : (
          <Text fz="sm" c="dimmed">
            {t('vault.notVerified')}
          </Text>
        )}
      </Table.Td>
      <Table.Td fz="sm">
        {credential.last_used_at ? (
          <Time at={credential.last_used_at} />
        ) : (
          <Text fz="sm" c="dimmed">
            {t('vault.neverUsed')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button
            ref={verifyButton}
            size="xs"
            variant="default"
            leftSection={<IconShieldCheck size={15} />}
            loading={verify.isPending}
            onClick={() => verify.mutate()}
            aria-label={t('vault.verifyLabel', { label: credential.label })}
          >
            {t('vault.verify')}
          </Button>
          <Menu position="bottom-end" width={180}>
            <Menu.Target>
              <ActionIcon
                ref={menuButton}
                size="md"
                aria-label={t('vault.menu', { label: credential.label })}
              >
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {/* Never disabled, so it comes first: it takes the focus when the menu opens. */}
              <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onEdit(menuButton.current)}>
                {t('vault.edit')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconStar size={15} />}
                disabled={credential.is_default}
                onClick={() => choose.mutate()}
              >
                {t('vault.makeDefault')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash size={15} />}
                color="var(--tone-bad)"
                onClick={() => onDelete(menuButton.current)}
              >
                {t('vault.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
        <VerifyResult dialog={verified} />
      </Table.Td>
    </Table.Tr>
  );
}

function Dash() {
  return (
    <Text component="span" c="dimmed" aria-hidden>
      –
    </Text>
  );
}

function DeleteDialog({ dialog }: { dialog: Dialog<Credential> }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const credential = dialog.about;
  const remove = useMutation({
    mutationFn: (doomed: Credential) => deleteCredential(doomed.id),
    onSuccess: async (_, doomed) => {
      dialog.close();
      notifyDone(t('vault.deleted', { label: doomed.label }));
      await queryClient.invalidateQueries({ queryKey: keys.credentials });
    },
    onError: notifyError,
  });
  return (
    <ConfirmByName
      opened={dialog.opened}
      onClose={dialog.close}
      onExited={dialog.onExited}
      title={t('vault.deleteTitle')}
      name={credential?.label ?? ''}
      action={t('vault.deleteAction')}
      busy={remove.isPending}
      onConfirm={() => credential && remove.mutate(credential)}
    >
      {t('vault.deleteBody', { label: credential?.label })}
      {credential?.is_default && ` ${t('vault.deleteDefault')}`}
    </ConfirmByName>
  );
}
