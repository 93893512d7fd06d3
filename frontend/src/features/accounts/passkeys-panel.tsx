import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconFingerprint, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import {
  addPasskey,
  deletePasskey,
  passkeyOptions,
  passkeysQuery,
  renamePasskey,
  type Passkey,
} from '@/api/queries/passkeys';
import { serverQuery } from '@/api/queries/server';
import { notifyDone, showFormError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { ProveDialog } from './prove-dialog';
import { RecoveryCodes } from './recovery-codes';
import { canUsePasskeys, makePasskey } from './webauthn';
import classes from './sessions-panel.module.css';

/** The passkeys of the account. */
export function PasskeysPanel() {
  const { t } = useTranslation();
  const passkeys = useQuery(passkeysQuery);
  const server = useQuery(serverQuery);
  const [adding, add] = useDisclosure(false);
  const domain = server.data?.passkey_rp_id;
  const usable = canUsePasskeys(domain);
  return (
    <Panel
      id="passkeys"
      flush
      title={t('security.passkeys.title')}
      description={t('security.passkeys.description')}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={!usable}
          onClick={add.open}
        >
          {t('security.passkeys.add')}
        </Button>
      }
    >
      {passkeys.isPending ? (
        <LoadingRows rows={2} />
      ) : passkeys.isError ? (
        <ErrorState error={passkeys.error} onRetry={() => void passkeys.refetch()} />
      ) : passkeys.data.items.length === 0 ? (
        <Text fz="sm" c="dimmed" p="md">
          {t('security.passkeys.empty')}
        </Text>
      ) : (
        <ul className={classes.list} aria-label={t('security.passkeys.title')}>
          {passkeys.data.items.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      {server.data && !usable && (
        <Text fz="xs" c="dimmed" px="md" pb="md">
          {domain ? t('security.passkeys.unavailable', { domain }) : t('security.passkeys.unavailableHere')}
        </Text>
      )}
      <AddDialog opened={adding} onClose={add.close} />
    </Panel>
  );
}

function AddDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  return (
    <ProveDialog
      opened={opened}
      onClose={onClose}
      title={t('security.passkeys.addTitle')}
      body={t('security.passkeys.addBody')}
      action={t('security.passkeys.add')}
      run={async (proof) =>
        addPasskey({
          ...(await makePasskey(await passkeyOptions(proof))),
          name: name.trim() || t('security.passkeys.namePlaceholder'),
        })
      }
      onDone={(added) => {
        if (!added.recovery_codes?.length) onClose();
        setName('');
        void queryClient.invalidateQueries({ queryKey: keys.me });
        notifyDone(t('security.passkeys.added', { name: added.name }));
      }}
      after={({ recovery_codes: codes }) =>
        codes?.length ? <RecoveryCodes codes={codes} onClose={onClose} /> : null
      }
    >
      <TextInput
        label={t('security.passkeys.name')}
        placeholder={t('security.passkeys.namePlaceholder')}
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ProveDialog>
  );
}

function Row({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [renaming, rename] = useDisclosure(false);
  const [removing, remove] = useDisclosure(false);
  return (
    <Group component="li" className={classes.row} justify="space-between" gap="sm">
      <IconFingerprint size={20} stroke={1.6} aria-hidden className={classes.icon} />
      <Stack gap={0} flex="1 1 220px" miw={0}>
        <Group gap={8}>
          <Text fz="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
            {passkey.name}
          </Text>
          {passkey.synced && <Badge color="gray">{t('security.passkeys.synced')}</Badge>}
        </Group>
        <Text fz="xs" c="dimmed">
          {t('security.passkeys.created')} <Time at={passkey.created_at} style="local" /> ·{' '}
          {passkey.last_used_at ? (
            <>
              {t('security.passkeys.lastUsed')} <Time at={passkey.last_used_at} />
            </>
          ) : (
            t('security.passkeys.neverUsed')
          )}
        </Text>
      </Stack>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-label={t('security.passkeys.renameLabel', { name: passkey.name })}
          onClick={rename.open}
        >
          {t('security.passkeys.rename')}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={t('security.passkeys.removeLabel', { name: passkey.name })}
          onClick={remove.open}
        >
          {t('security.passkeys.remove')}
        </Button>
      </Group>
      <RenameDialog opened={renaming} onClose={rename.close} passkey={passkey} />
      <ProveDialog
        opened={removing}
        onClose={remove.close}
        title={t('security.passkeys.removeTitle', { name: passkey.name })}
        body={t('security.passkeys.removeBody')}
        action={t('security.passkeys.remove')}
        destructive
        run={(proof) => deletePasskey(passkey.id, proof)}
        onDone={() => {
          remove.close();
          void queryClient.invalidateQueries({ queryKey: keys.me });
          notifyDone(t('security.passkeys.removed', { name: passkey.name }));
        }}
      />
    </Group>
  );
}

function RenameDialog({
  opened,
  onClose,
  passkey,
}: {
  opened: boolean;
  onClose: () => void;
  passkey: Passkey;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: passkey.name },
    validate: { name: (value) => (value.trim() ? null : t('accounts.required')) },
  });
  const rename = useMutation({
    mutationFn: ({ name }: { name: string }) => renamePasskey(passkey.id, name.trim()),
    onSuccess: async ({ name }) => {
      onClose();
      notifyDone(t('security.passkeys.renamed', { name }));
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    },
    onError: (error) => showFormError(form, error),
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('security.passkeys.renameTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={form.onSubmit((values) => rename.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('security.passkeys.name')}
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button type="submit" loading={rename.isPending}>
              {t('security.passkeys.rename')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
