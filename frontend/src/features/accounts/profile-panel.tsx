import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeEmail, changePassword, meQuery, updateName, type User } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import { looksLikeEmail } from '@/lib/email';
import { isAcceptable } from '@/lib/password';
import { notifyDone, showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { ExportPanel } from './export-panel';
import { PasswordGuide } from './password-guide';
import { SessionsPanel } from './sessions-panel';

const wrongPassword = { 'accounts.wrong_password': 'current_password' };

/** Settings → Profile: name, e-mail, password, signed-in devices. */
export function ProfilePanel() {
  const me = useQuery(meQuery);
  if (me.isPending) return <LoadingRows />;
  if (me.isError) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <Stack gap="lg" maw={720}>
      <NamePanel user={me.data} />
      <EmailPanel user={me.data} />
      <PasswordPanel user={me.data} />
      <SessionsPanel />
      <ExportPanel />
    </Stack>
  );
}

function NamePanel({ user }: { user: User }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { full_name: user.full_name } });
  const save = useMutation({
    mutationFn: (values: { full_name: string }) => updateName(values.full_name.trim()),
    onSuccess: (updated) => {
      queryClient.setQueryData(meQuery.queryKey, updated);
      form.resetDirty({ full_name: updated.full_name });
      notifyDone(t('accounts.profile.nameSaved'));
    },
    onError: (error) => showFormError(form, error),
  });
  return (
    <Panel id="name" title={t('accounts.fullName')} description={t('accounts.profile.nameDescription')}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex={1}
            miw={200}
            label={t('accounts.fullName')}
            maxLength={200}
            autoComplete="name"
            {...form.getInputProps('full_name')}
          />
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('accounts.profile.save')}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

function EmailPanel({ user }: { user: User }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { email: '', current_password: '' },
    validate: {
      email: (value) => (looksLikeEmail(value) ? null : t('accounts.emailShape')),
      current_password: (value) => (value || !user.has_password ? null : t('accounts.required')),
    },
  });
  const change = useMutation({
    mutationFn: (values: typeof form.values) => changeEmail({ ...values, email: values.email.trim() }),
    onSuccess: async (updated, values) => {
      form.reset();
      await queryClient.invalidateQueries({ queryKey: keys.me });
      const email = values.email.trim();
      // A server that sends mail waits until the link in its letter is opened.
      const changed = updated.email.toLowerCase() === email.toLowerCase();
      notifyDone(t(changed ? 'accounts.profile.emailChanged' : 'accounts.profile.emailLetter', { email }));
    },
    onError: (error) => showFormError(form, error, { ...wrongPassword, 'accounts.email_taken': 'email' }),
  });
  return (
    <Panel
      id="email"
      title={t('accounts.profile.emailTitle')}
      description={t('accounts.profile.emailDescription', { email: user.email })}
    >
      <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <Group align="flex-start" gap="xs" grow preventGrowOverflow={false}>
          <TextInput
            label={t('accounts.profile.newEmail')}
            type="email"
            autoComplete="email"
            spellCheck={false}
            {...form.getInputProps('email')}
          />
          {user.has_password && (
            <PasswordField
              label={t('accounts.profile.currentPassword')}
              autoComplete="current-password"
              {...form.getInputProps('current_password')}
            />
          )}
        </Group>
        <Button type="submit" variant="default" mt="sm" loading={change.isPending}>
          {t('accounts.profile.changeEmail')}
        </Button>
      </form>
    </Panel>
  );
}

function PasswordPanel({ user }: { user: User }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { current_password: '', new_password: '' },
    validate: {
      current_password: (value) => (value || !user.has_password ? null : t('accounts.required')),
      new_password: (value, values) =>
        !isAcceptable(value)
          ? t('accounts.register.passwordRules')
          : value === values.current_password
            ? t('accounts.profile.samePassword')
            : null,
    },
  });
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      form.reset();
      await queryClient.invalidateQueries({ queryKey: keys.me });
      notifyDone(
        user.has_password ? t('accounts.profile.passwordChanged') : t('accounts.profile.passwordSet'),
      );
    },
    onError: (error) => showFormError(form, error, wrongPassword),
  });
  const personal = [
    user.full_name,
    user.email,
    ...user.full_name.split(/\s+/),
    user.email.split('@')[0] ?? '',
  ];
  return (
    <Panel
      id="password"
      title={t('accounts.profile.passwordTitle')}
      description={
        user.has_password
          ? t('accounts.profile.passwordDescription')
          : t('accounts.profile.setPasswordDescription')
      }
    >
      <form id="password" onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        {/* Lets a password manager know whose password changes. */}
        <input
          type="text"
          name="username"
          autoComplete="username"
          defaultValue={user.email}
          hidden
          readOnly
        />
        <Group align="flex-start" gap="xs" grow preventGrowOverflow={false}>
          {user.has_password && (
            <PasswordField
              label={t('accounts.profile.currentPassword')}
              autoComplete="current-password"
              {...form.getInputProps('current_password')}
            />
          )}
          <Stack gap={10}>
            <PasswordField
              label={t('accounts.profile.newPassword')}
              autoComplete="new-password"
              {...form.getInputProps('new_password')}
            />
            {form.values.new_password && (
              <PasswordGuide password={form.values.new_password} personal={personal} />
            )}
          </Stack>
        </Group>
        <Button type="submit" variant="default" mt="sm" loading={change.isPending}>
          {user.has_password ? t('accounts.profile.changePassword') : t('accounts.profile.setPassword')}
        </Button>
      </form>
    </Panel>
  );
}
