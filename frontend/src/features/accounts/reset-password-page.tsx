import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { resetPassword } from '@/api/queries/accounts';
import { session } from '@/api/session';
import { isAcceptable } from '@/lib/password';
import { AuthCard } from '@/ui/auth-card';
import { notifyDone, showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import { BadLink } from './bad-link';
import { linkToken } from './link-token';
import { PasswordGuide } from './password-guide';

/** /reset-password: a new password by the link in a letter. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [token] = useState(() => linkToken());
  const form = useForm({
    initialValues: { new_password: '' },
    validate: {
      new_password: (value) => (isAcceptable(value) ? null : t('accounts.register.passwordRules')),
    },
  });
  const reset = useMutation({
    mutationFn: (values: { new_password: string }) => resetPassword(token, values.new_password),
    onSuccess: async () => {
      notifyDone(t('accounts.reset.done'));
      // Whoever was signed in here is not any more.
      if (session.status === 'signed_in') session.end();
      await navigate({ to: '/login' });
    },
    onError: (error) => {
      if (toApiError(error).code !== 'accounts.link_spent') showFormError(form, error);
    },
  });
  const spent = token === '' || (reset.isError && toApiError(reset.error).code === 'accounts.link_spent');
  return (
    <AuthCard title={t('accounts.reset.title')} heading={t('accounts.reset.heading')} width={440}>
      {spent ? (
        <BadLink again={{ to: '/forgot-password', text: t('accounts.forgot.send') }} />
      ) : (
        <form onSubmit={form.onSubmit((values) => reset.mutate(values))} noValidate>
          <Stack gap="md">
            <Stack gap={10}>
              <PasswordField
                label={t('accounts.profile.newPassword')}
                autoComplete="new-password"
                autoFocus
                required
                {...form.getInputProps('new_password')}
              />
              <PasswordGuide password={form.values.new_password} personal={[]} />
            </Stack>
            <Button type="submit" size="md" fullWidth loading={reset.isPending}>
              {t('accounts.reset.submit')}
            </Button>
            <Text fz="xs" c="dimmed" ta="center">
              {t('accounts.reset.note')}
            </Text>
          </Stack>
        </form>
      )}
    </AuthCard>
  );
}
