import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { backUp, restoreBackup } from '@/api/desktop';
import { notifyDone, showFormError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { PasswordField } from '@/ui/password-field';

/** Saves everything of this computer in one file, and takes such a file back. */
export function BackupPanel() {
  return (
    <>
      <SavePanel />
      <RestorePanel />
    </>
  );
}

function SavePanel() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { passphrase: '', again: '' },
    validate: {
      passphrase: (value) => (value ? null : t('desktop.required')),
      again: (value, { passphrase }) => (value === passphrase ? null : t('desktop.notTheSame')),
    },
  });
  const save = useMutation({
    mutationFn: ({ passphrase }: { passphrase: string }) => backUp(passphrase, t('desktop.backup.title')),
    onSuccess: ({ path }) => {
      if (!path) return;
      form.reset();
      notifyDone(t('desktop.backup.saved', { path }));
    },
    onError: (error) => showFormError(form, error, { 'desktop.weak_passphrase': 'passphrase' }),
  });
  return (
    <Panel id="backup" title={t('desktop.backup.title')} description={t('desktop.backup.body')}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="sm">
          <PasswordField
            label={t('desktop.backup.passphrase')}
            description={t('desktop.passphraseRules')}
            autoComplete="new-password"
            {...form.getInputProps('passphrase')}
          />
          <PasswordField
            label={t('desktop.again')}
            autoComplete="new-password"
            {...form.getInputProps('again')}
          />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('desktop.backup.button')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function RestorePanel() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { passphrase: '' },
    validate: { passphrase: (value) => (value ? null : t('desktop.required')) },
  });
  const restore = useMutation({
    mutationFn: ({ passphrase }: { passphrase: string }) =>
      restoreBackup(passphrase, t('desktop.restore.title')),
    onSuccess: ({ made_by }) => {
      // Nothing of what was shown is there any more.
      if (made_by) window.location.assign('/');
    },
    onError: (error) =>
      showFormError(form, error, {
        'desktop.wrong_passphrase': 'passphrase',
        'desktop.bad_backup': 'passphrase',
      }),
  });
  return (
    <Panel id="restore" title={t('desktop.restore.title')} description={t('desktop.restore.body')}>
      <form onSubmit={form.onSubmit((values) => restore.mutate(values))} noValidate>
        <Stack gap="sm">
          <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
            <Text fz="sm">{t('desktop.restore.kept')}</Text>
          </Alert>
          <PasswordField
            label={t('desktop.restore.passphrase')}
            autoComplete="off"
            {...form.getInputProps('passphrase')}
          />
          <Group>
            <Button type="submit" color="red" variant="light" loading={restore.isPending}>
              {t('desktop.restore.button')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
