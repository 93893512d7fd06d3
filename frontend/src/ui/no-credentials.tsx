import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './states';

/** Says that the workspace has no AWS credentials, what they are needed for, and leads to where one adds them. */
export function NoCredentials({ needs }: { needs: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconKey size={22} />}
      title={t('iam.noCredentials')}
      action={
        <Button
          leftSection={<IconPlus size={16} />}
          renderRoot={(props) => (
            <Link to="/settings" search={{ tab: 'credentials', add: true }} {...props} />
          )}
        >
          {t('iam.addCredentials')}
        </Button>
      }
    >
      {needs}
    </EmptyState>
  );
}
