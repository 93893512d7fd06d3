import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  desktopPreferencesQuery,
  desktopStateQuery,
  lockDesktop,
  protectByPassphrase,
  savePreferences,
  type DesktopPreferences,
} from '@/api/desktop';
import type { DesktopState } from '@/api/home';
import { notifyDone, notifyError, showFormError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { PasswordField } from '@/ui/password-field';

const minutes = [0, 5, 15, 30, 60, 240];

/** When the window locks itself, and what opens it again. */
export function LockPanel({
  protection,
  preferences,
}: {
  protection: DesktopState['key_protection'];
  preferences: DesktopPreferences;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (after: number) => savePreferences({ ...preferences, lock_after_minutes: after }),
    onSuccess: (next) => queryClient.setQueryData(desktopPreferencesQuery.queryKey, next),
    onError: notifyError,
  });
  const choices = [...new Set([...minutes, preferences.lock_after_minutes])].sort((a, b) => a - b);
  return (
    <Panel
      id="lock"
      title={t('desktop.lock.title')}
      description={t(protection === 'keyring' ? 'desktop.lock.byKeyring' : 'desktop.lock.byPassphrase')}
      actions={
        <Button variant="default" size="xs" onClick={() => void lockDesktop().catch(notifyError)}>
          {t('desktop.lock.now')}
        </Button>
      }
    >
      <Stack gap="lg">
        <Select
          label={t('desktop.lock.after')}
          maw={320}
          allowDeselect={false}
          data={choices.map((count) => ({
            value: String(count),
            label: count === 0 ? t('desktop.lock.never') : t('desktop.lock.minutes', { count }),
          }))}
          value={String(preferences.lock_after_minutes)}
          onChange={(value) => save.mutate(Number(value))}
        />
        <PassphraseForm protection={protection} />
      </Stack>
    </Panel>
  );
}

function PassphraseForm({ protection }: { protection: DesktopState['key_protection'] }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { passphrase: '', again: '' },
    validate: {
      passphrase: (value) => (value ? null : t('desktop.required')),
      again: (value, { passphrase }) => (value === passphrase ? null : t('desktop.notTheSame')),
    },
  });
  const protect = useMutation({
    mutationFn: ({ passphrase }: { passphrase: string }) => protectByPassphrase(passphrase),
    onSuccess: (next) => {
      queryClient.setQueryData(desktopStateQuery.queryKey, next);
      form.reset();
      notifyDone(t('desktop.lock.protected'));
    },
    onError: (error) => showFormError(form, error, { 'desktop.weak_passphrase': 'passphrase' }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => protect.mutate(values))} noValidate>
      <Stack gap="sm">
        <Text fz="sm">{t(protection === 'keyring' ? 'desktop.lock.choose' : 'desktop.lock.change')}</Text>
        <PasswordField
          label={t('desktop.lock.passphrase')}
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
          <Button type="submit" variant="default" loading={protect.isPending}>
            {t('desktop.lock.protect')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
