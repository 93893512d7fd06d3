import { Alert, Anchor, Button, Divider, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '@/api/queries/accounts';
import { session } from '@/api/session';
import { AuthCard } from '@/ui/auth-card';
import { showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import { OtherWays } from './other-ways';
import { SecondFactorForm } from './second-factor-form';
import { ServerChoice } from './server-choice';
import { ssoText, takeFragment } from './sso-return';

const route = getRouteApi('/open/login');

/** /login: the guard of the router goes on to the wanted address as soon as the session begins. */
export function LoginPage() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  // A browser that comes back from a provider has them in its address.
  const [back] = useState(() => takeFragment('mfa_token', 'return_to', 'sso_error'));
  const [mfaToken, setMfaToken] = useState(back['mfa_token'] ?? '');
  const [ended, setEnded] = useState(false);
  const returnTo = back['return_to'];
  useEffect(() => {
    if (returnTo) void navigate({ search: { next: returnTo }, replace: true });
  }, [navigate, returnTo]);
  if (!mfaToken) {
    return <PasswordStep ended={ended} ssoError={back['sso_error'] ?? ''} onSecondFactor={setMfaToken} />;
  }
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
  ssoError,
  onSecondFactor,
}: {
  /** The second step took too long. */
  ended: boolean;
  /** Why signing in with a provider did not work; empty when it was not tried. */
  ssoError: string;
  onSecondFactor: (mfaToken: string) => void;
}) {
  const { t } = useTranslation();
  const { registered, next } = route.useSearch();
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
      {ssoError && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {t(ssoText(ssoError))}
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
      <OtherWays returnTo={next ?? '/'} onSecondFactor={onSecondFactor} />
      <Stack gap="xs">
        <Divider label={t('accounts.login.noAccount')} />
        <Button
          variant="default"
          fullWidth
          size="md"
          renderRoot={(props) => <Link to="/register" {...props} />}
        >
          {t('accounts.login.register')}
        </Button>
      </Stack>
      {session.home === 'desktop' && <ServerChoice />}
    </AuthCard>
  );
}
