import { Anchor, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconUserOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { register, resendVerification, signIn } from '@/api/queries/accounts';
import { serverQuery } from '@/api/queries/server';
import { looksLikeEmail } from '@/lib/email';
import { isAcceptable } from '@/lib/password';
import { AuthCard } from '@/ui/auth-card';
import { notifyDone, notifyError, showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import { EmptyState } from '@/ui/states';
import { rememberedInvitation, rememberInvitation } from './link-token';
import { PasswordGuide } from './password-guide';

const fieldOfCode = {
  'accounts.email_taken': 'email',
  'accounts.invited_another': 'email',
};

/** /register: opens an account and signs in with it. */
export function RegisterPage() {
  const { t } = useTranslation();
  const server = useQuery(serverQuery);
  const [letterTo, setLetterTo] = useState('');
  const registration = server.data?.registration ?? 'open';
  const invited = registration === 'invite' && rememberedInvitation() !== '';
  if (letterTo) {
    return (
      <AuthCard title={t('accounts.register.title')} heading={t('accounts.register.letterTitle')}>
        <LetterSent email={letterTo} />
        <LoginLink />
      </AuthCard>
    );
  }
  if (registration !== 'open' && !invited) {
    const closed = registration === 'closed';
    return (
      <AuthCard title={t('accounts.register.title')} heading={t('accounts.register.title')}>
        <EmptyState
          icon={<IconUserOff size={22} />}
          title={closed ? t('accounts.register.closed') : t('accounts.register.invite')}
        >
          {closed ? t('accounts.register.closedBody') : t('accounts.register.inviteBody')}
        </EmptyState>
        <LoginLink />
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('accounts.register.title')} heading={t('accounts.register.heading')} width={440}>
      <RegisterForm onLetter={setLetterTo} />
      <LoginLink />
    </AuthCard>
  );
}

/** The account is opened by the link in a letter. */
function LetterSent({ email }: { email: string }) {
  const { t } = useTranslation();
  const again = useMutation({
    mutationFn: () => resendVerification(email),
    onSuccess: () => notifyDone(t('accounts.register.sentAgain')),
    onError: notifyError,
  });
  return (
    <Stack>
      <Text style={{ overflowWrap: 'anywhere' }} role="status">
        {t('accounts.register.letterBody', { email })}
      </Text>
      <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        {t('accounts.register.again')}
      </Button>
    </Stack>
  );
}

function LoginLink() {
  const { t } = useTranslation();
  return (
    <Text fz="sm" ta="center" c="dimmed">
      {t('accounts.register.haveAccount')}{' '}
      <Anchor fz="sm" underline="always" renderRoot={(props) => <Link to="/login" {...props} />}>
        {t('accounts.register.login')}
      </Anchor>
    </Text>
  );
}

function RegisterForm({ onLetter }: { onLetter: (email: string) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [invitation] = useState(rememberedInvitation);
  const form = useForm({
    initialValues: { full_name: '', email: '', password: '', accept_terms: false },
    validate: {
      email: (value) =>
        !value.trim() ? t('accounts.required') : looksLikeEmail(value) ? null : t('accounts.emailShape'),
      password: (value) => (isAcceptable(value) ? null : t('accounts.register.passwordRules')),
      accept_terms: (value) => (value ? null : t('accounts.register.termsRequired')),
    },
    onSubmitPreventDefault: 'always',
  });
  const create = useMutation({
    mutationFn: async (values: typeof form.values) => {
      const email = values.email.trim();
      const registered = await register({
        ...values,
        email,
        full_name: values.full_name.trim(),
        ...(invitation ? { invitation } : {}),
      });
      rememberInvitation('');
      if (registered.verification_required) return onLetter(email);
      // The account exists from here on: when signing in fails, the login page says so and goes on.
      await signIn(email, values.password).catch(() =>
        navigate({ to: '/login', search: { registered: email } }),
      );
    },
    onError: (error) => showFormError(form, error, fieldOfCode),
  });
  const personal = [
    form.values.full_name,
    form.values.email,
    ...form.values.full_name.split(/\s+/),
    form.values.email.split('@')[0] ?? '',
  ];

  return (
    <form
      onSubmit={form.onSubmit(
        (values) => create.mutate(values),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
      )}
      noValidate
    >
      <Stack gap="md">
        <TextInput
          label={
            <>
              {t('accounts.fullName')}{' '}
              <Text component="span" fz="sm" c="dimmed" fw={400}>
                {t('accounts.register.optional')}
              </Text>
            </>
          }
          autoComplete="name"
          autoFocus
          {...form.getInputProps('full_name')}
        />
        <TextInput
          label={t('accounts.email')}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <Stack gap={10}>
          <PasswordField
            label={t('accounts.password')}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <PasswordGuide password={form.values.password} personal={personal} />
        </Stack>
        <Checkbox
          label={
            <Trans
              i18nKey="accounts.register.terms"
              components={{
                1: (
                  <Anchor
                    fz="sm"
                    underline="always"
                    renderRoot={(props) => <Link to="/terms" target="_blank" {...props} />}
                  />
                ),
              }}
            />
          }
          required
          {...form.getInputProps('accept_terms', { type: 'checkbox' })}
        />
        <Button type="submit" fullWidth size="md" loading={create.isPending}>
          {t('accounts.register.submit')}
        </Button>
      </Stack>
    </form>
  );
}
