import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanSecret } from '@/api/queries/plans';
import { copySecret } from '@/ui/copy-secret';
import { notifyError } from '@/ui/notify';

/** Secrets that are in one answer and nowhere else. */
export function PlanSecrets({ secrets }: { secrets: readonly PlanSecret[] }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" icon={<IconKey size={18} />} title={t('plans.secrets.title')}>
      <Stack gap="sm">
        <Text fz="sm">{t('plans.secrets.body')}</Text>
        {secrets.map((secret) => (
          <Secret key={`${secret.step} ${secret.name}`} secret={secret} />
        ))}
      </Stack>
    </Alert>
  );
}

function Secret({ secret }: { secret: PlanSecret }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const name = t(`plans.secrets.${secret.name}`);
  return (
    <Stack gap={3}>
      <Text fz="xs" fw={600}>
        {name}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere' }}>{secret.value}</Code>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
          aria-label={t('ui.copy', { what: name })}
          onClick={() =>
            void copySecret(secret.value)
              .then(() => setCopied(true))
              .catch(notifyError)
          }
        >
          {t('plans.secrets.copy')}
        </Button>
      </Group>
      <Text fz="xs" c="dimmed" aria-live="polite">
        {copied ? t('plans.secrets.copied') : ''}
      </Text>
    </Stack>
  );
}
