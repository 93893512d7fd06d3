import { Button, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { forgotPassword } from '@/api/queries/accounts';
import { serverQuery } from '@/api/queries/server';
import { looksLikeEmail } from '@/lib/email';
import { AuthCard } from '@/ui/auth-card';
import { showFormError } from '@/ui/notify';
import { LoadingRows } from '@/ui/states';

/** /forgot-password: a link by mail where the server sends any, else how to get back in without. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const server = useQuery(serverQuery);
  return (
    <AuthCard
      title={t('accounts.forgot.title')}
      heading={t('accounts.forgot.heading')}
      width={server.data?.mail ? 400 : 460}
    >
      {server.isPending ? <LoadingRows rows={2} /> : server.data?.mail ? <AskForLink /> : <WithoutMail />}
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={16} />}
        renderRoot={(props) => <Link to="/login" {...props} />}
      >
        {t('accounts.forgot.back')}
      </Button>
    </AuthCard>
  );
}

function AskForLink() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (looksLikeEmail(value) ? null : t('accounts.emailShape')) },
  });
  const ask = useMutation({
    mutationFn: (values: { email: string }) => forgotPassword(values.email.trim()),
    onError: (error) => showFormError(form, error),
  });
  if (ask.isSuccess) {
    return (
      <Text role="status" style={{ overflowWrap: 'anywhere' }}>
        {t('accounts.forgot.sentBody', { email: form.values.email.trim() })}
      </Text>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => ask.mutate(values))} noValidate>
      <Stack gap="md">
        <Text>{t('accounts.forgot.letterBody')}</Text>
        <TextInput
          label={t('accounts.email')}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          {...form.getInputProps('email')}
        />
        <Button type="submit" size="md" loading={ask.isPending}>
          {t('accounts.forgot.send')}
        </Button>
      </Stack>
    </form>
  );
}

function WithoutMail() {
  const { t } = useTranslation();
  return (
    <>
      <Text>{t('accounts.forgot.body')}</Text>
      <List type="ordered" spacing="xs" fz="md">
        <List.Item>{t('accounts.forgot.stepAsk')}</List.Item>
        <List.Item>{t('accounts.forgot.stepLogin')}</List.Item>
        <List.Item>{t('accounts.forgot.stepChange')}</List.Item>
      </List>
      <Text fz="sm" c="dimmed">
        {t('accounts.forgot.signedIn')}
      </Text>
    </>
  );
}
