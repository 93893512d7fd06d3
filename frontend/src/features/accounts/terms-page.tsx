import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AuthCard } from '@/ui/auth-card';

const parts = [
  ['accounts.terms.accountTitle', 'accounts.terms.account'],
  ['accounts.terms.keysTitle', 'accounts.terms.keys'],
  ['accounts.terms.auditTitle', 'accounts.terms.audit'],
  ['accounts.terms.adviceTitle', 'accounts.terms.advice'],
] as const;

/** /terms: what the person who registers agrees to. */
export function TermsPage() {
  const { t } = useTranslation();
  return (
    <AuthCard title={t('accounts.terms.title')} heading={t('accounts.terms.title')} width={640}>
      <Text>{t('accounts.terms.intro')}</Text>
      {parts.map(([title, body]) => (
        <Stack key={title} gap={4}>
          <Title order={2} fz="md">
            {t(title)}
          </Title>
          <Text>{t(body)}</Text>
        </Stack>
      ))}
    </AuthCard>
  );
}
