import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '@/api/queries/accounts';
import { session } from '@/api/session';
import { AuthCard } from '@/ui/auth-card';
import { showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import { SecondFactorForm } from './second-factor-form';
import { ServerChoice } from './server-choice';

const route = getRouteApi('/open/login');

/** /login: the guard of the router goes on to the wanted address as soon as the session begins. */
export function LoginPage() {
  const { t } = useTranslation();
  const [mfaToken, setMfaToken] = useState('');
  const [ended, setEnded] = useState(false);
  if (!mfaToken) return <PasswordStep ended={ended} onSecondFactor={setMfaToken} />;
  return (
    <AuthCard title={t('accounts.login.title')} heading={t('accounts.secondFactor.heading')}>
      <SecondFactorForm
        mfaToken={mfaToken}
        onEnded={() => {
          setEnded(true);
          setMfaToken('');
        }}
        onBack={() => setMfaToken('')}
      />
    </AuthCard>
  );
}

/** The first step, and the only one where the account has no second factor. */
function PasswordStep({
  ended,
  onSecondFactor,
}: {
  /** The second step took too long. */
  ended: boolean;
  onSecondFactor: (mfaToken: string) => void;
}) {
  const { t } = useTranslation();
  const { registered } = route.useSearch();
  const form = useForm({
    initialValues: { email: registered ?? '', password: '' },
    validate: {
      email: (value) => (value.trim() ? null : t('accounts.required')),
      password: (value) => (value ? null : t('accounts.required')),
    },
    onSubmitPreventDefault: 'always',
  });
  const login = useMutation({
    mutationFn: (values: { email: string; password: string }) => signIn(values.email.trim(), values.password),
    onSuccess: (mfaToken) => {
      if (mfaToken) onSecondFactor(mfaToken);
    },
    onError: (error) => showFormError(form, error, { 'accounts.wrong_credentials': 'password' }),
  });

  return (
    <AuthCard title={t('accounts.login.title')} heading={t('accounts.login.heading')}>
      {registered && (
        <Alert color="teal" icon={<IconCircleCheck size={18} />} role="status">
          {t('accounts.login.registered')}
        </Alert>
      )}
      {ended && (
        <Alert color="yellow" icon={<IconClock size={18} />} role="status">
          {t('accounts.secondFactor.ended')}
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => login.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('accounts.email')}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus={!registered}
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <Stack gap={6}>
            <PasswordField
              label={t('accounts.password')}
              autoComplete="current-password"
              autoFocus={Boolean(registered)}
              required
              {...form.getInputProps('password')}
            />
            <Group justify="flex-end">
              <Anchor fz="sm" renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
                {t('accounts.login.forgot')}
              </Anchor>
            </Group>
          </Stack>
          <Button type="submit" fullWidth size="md" loading={login.isPending}>
            {t('accounts.login.submit')}
          </Button>
        </Stack>
      </form>
      <Text fz="sm" ta="center" c="dimmed">
        {t('accounts.login.noAccount')}{' '}
        <Anchor fz="sm" underline="always" renderRoot={(props) => <Link to="/register" {...props} />}>
          {t('accounts.login.register')}
        </Anchor>
      </Text>
      {session.home === 'desktop' && <ServerChoice />}
    </AuthCard>
  );
}
