import { Button } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/states';

/** A link from a letter that is spent, too old or not whole; `again` leads to a new one. */
export function BadLink({ again }: { again?: { to: '/forgot-password'; text: string } }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconLinkOff size={22} />}
      title={t('accounts.link.badTitle')}
      action={
        <Button variant="default" renderRoot={(props) => <Link to={again?.to ?? '/login'} {...props} />}>
          {again?.text ?? t('accounts.forgot.back')}
        </Button>
      }
    >
      {t('accounts.link.badBody')}
    </EmptyState>
  );
}
