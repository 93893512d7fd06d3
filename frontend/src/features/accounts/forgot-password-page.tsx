import { Button, List, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AuthCard } from '@/ui/auth-card';

/** /forgot-password: how to get back in on a server that cannot send e-mail. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  return (
    <AuthCard title={t('accounts.forgot.title')} heading={t('accounts.forgot.heading')} width={460}>
      <Text>{t('accounts.forgot.body')}</Text>
      <List type="ordered" spacing="xs" fz="md">
        <List.Item>{t('accounts.forgot.stepAsk')}</List.Item>
        <List.Item>{t('accounts.forgot.stepLogin')}</List.Item>
        <List.Item>{t('accounts.forgot.stepChange')}</List.Item>
      </List>
      <Text fz="sm" c="dimmed">
        {t('accounts.forgot.signedIn')}
      </Text>
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
