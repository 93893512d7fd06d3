import { Button, Group } from '@mantine/core';
import { IconFlask, IconKey, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './states';

/** Says that the workspace has no AWS credentials, what they are needed for, and leads to where one adds them or can do without. */
export function NoCredentials({ needs }: { needs: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconKey size={22} />}
      title={t('iam.noCredentials')}
      action={
        <Group gap="xs" justify="center">
          <Button
            leftSection={<IconPlus size={16} />}
            renderRoot={(props) => (
              <Link to="/settings" search={{ tab: 'credentials', add: true }} {...props} />
            )}
          >
            {t('iam.addCredentials')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFlask size={16} />}
            renderRoot={(props) => <Link to="/access" search={{ account: 'sample' }} {...props} />}
          >
            {t('ui.trySample')}
          </Button>
        </Group>
      }
    >
      {needs}
    </EmptyState>
  );
}
