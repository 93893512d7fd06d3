import { ActionIcon, Badge, Button, Group, Menu, Select, Table, Text } from '@mantine/core';
import {
  IconChartBar,
  IconDots,
  IconLogin2,
  IconPencil,
  IconRefresh,
  IconShieldCheck,
  IconStar,
  IconTag,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
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
import { CredentialWarnings } from './credential-warnings';
import { RotateDialog } from './rotate-dialog';
import { textsOf } from '@/lib/tag-texts';
import { UsageDialog } from './usage-dialog';
import { VerifyResult } from './verify-result';

/** The stored credentials, each with what can be done with it. */
export function CredentialTable({
  credentials,
  onEdit,
  onSignIn,
}: {
  credentials: Credential[];
  onEdit: (credential: Credential, returnTo: HTMLElement | null) => void;
  onSignIn: (credential: Credential, returnTo: HTMLElement | null) => void;
}) {
  const { t } = useTranslation();
  const deleting = useDialog<Credential>();
  const rotating = useDialog<Credential>();
  const using = useDialog<Credential>();
  const [tag, setTag] = useState<string | null>(null);
  const tags = [...new Set(credentials.flatMap((credential) => textsOf(credential.tags)))].sort();
  // A tag that nobody has any more filters nothing.
  const chosen = tag !== null && tags.includes(tag) ? tag : null;
  const shown = chosen
    ? credentials.filter((credential) => textsOf(credential.tags).includes(chosen))
    : credentials;
  return (
    <>
      {tags.length > 0 && (
        <Group px="md" py="sm">
          <Select
            aria-label={t('vault.filterTag')}
            placeholder={t('vault.anyTag')}
            size="xs"
            w={240}
            searchable
            clearable
            leftSection={<IconTag size={14} aria-hidden />}
            data={tags}
            value={chosen}
            onChange={setTag}
            clearButtonProps={{ 'aria-label': t('vault.anyTag') }}
          />
        </Group>
      )}
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
            {shown.map((credential) => (
              <CredentialRow
                key={credential.id}
                credential={credential}
                onEdit={(returnTo) => onEdit(credential, returnTo)}
                onDelete={(returnTo) => deleting.open(credential, returnTo)}
                onRotate={(returnTo) => rotating.open(credential, returnTo)}
                onUsage={(returnTo) => using.open(credential, returnTo)}
                onSignIn={(returnTo) => onSignIn(credential, returnTo)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <DeleteDialog dialog={deleting} />
      <RotateDialog dialog={rotating} />
      <UsageDialog dialog={using} />
    </>
  );
}

function CredentialRow({
  credential,
  onEdit,
  onDelete,
  onRotate,
  onUsage,
  onSignIn,
}: Record<
  'onEdit' | 'onDelete' | 'onRotate' | 'onUsage' | 'onSignIn',
  (returnTo: HTMLElement | null) => void
> & {
  credential: Credential;
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
          <KindBadge credential={credential} />
        </Group>
        {credential.aws_arn && (
          <Group maw={300} miw={0} c="dimmed">
            <Arn arn={credential.aws_arn} />
          </Group>
        )}
        <CredentialWarnings warnings={credential.warnings} />
        <TagBadges tags={credential.tags} />
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
        <KeyOf credential={credential} />
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
              {credential.kind === 'access_key' && !credential.temporary && (
                <Menu.Item
                  leftSection={<IconRefresh size={15} />}
                  onClick={() => onRotate(menuButton.current)}
                >
                  {t('vault.rotate')}
                </Menu.Item>
              )}
              {credential.identity_center && (
                <Menu.Item
                  leftSection={<IconLogin2 size={15} />}
                  onClick={() => onSignIn(menuButton.current)}
                >
                  {t(
                    credential.identity_center.sign_in_state === 'signed_in'
                      ? 'vault.chooseRole'
                      : 'vault.signIn',
                  )}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconChartBar size={15} />} onClick={() => onUsage(menuButton.current)}>
                {t('vault.usage')}
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

/** What kind of credential it is, where that is no plain access key. */
function KindBadge({ credential }: { credential: Credential }) {
  const { t } = useTranslation();
  if (credential.kind === 'assume_role') return <Badge color="gray">{t('vault.role')}</Badge>;
  if (credential.kind === 'identity_center') return <Badge color="gray">{t('vault.identityCenter')}</Badge>;
  return credential.temporary ? <Badge color="gray">{t('vault.temporary')}</Badge> : null;
}

/** The kind of key and its age, or the role. */
function KeyOf({ credential }: { credential: Credential }) {
  const { t } = useTranslation();
  const role = credential.assume_role?.role_arn.split('/').pop() ?? credential.identity_center?.role_name;
  if (role) {
    return (
      <Text fz="sm" ff="monospace" c="dimmed" truncate maw={160} title={role}>
        {role}
      </Text>
    );
  }
  if (!credential.access_key_id_preview) return <Dash />;
  return (
    <>
      <Text fz="sm" ff="monospace" c="dimmed">
        {credential.access_key_id_preview}
      </Text>
      {credential.key_age_days !== null && (
        <Text fz="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t('vault.keyAge', { count: credential.key_age_days })}
        </Text>
      )}
    </>
  );
}

function TagBadges({ tags }: { tags: Credential['tags'] }) {
  const { t } = useTranslation();
  const texts = textsOf(tags);
  if (texts.length === 0) return null;
  return (
    <Group gap={4} mt={4} role="list" aria-label={t('vault.tagsLabel')}>
      {texts.map((text) => (
        <Badge key={text} role="listitem" size="sm" color="gray" variant="outline" maw={220}>
          {text}
        </Badge>
      ))}
    </Group>
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
