import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { copySecret } from '@/lib/secret-clipboard';
import { notifyError } from '@/ui/notify';
import classes from './recovery-codes.module.css';

/** Recovery codes, this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const text = codes.join('\n');
  return (
    <Stack gap="md">
      <Text fz="sm">{t('security.codes.body')}</Text>
      <ul className={classes.codes} aria-label={t('security.codes.list')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          onClick={() =>
            void copySecret(text)
              .then(() => setCopied(true))
              .catch(notifyError)
          }
        >
          {t('security.codes.copy')}
        </Button>
        {session.home === 'browser' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} />}
            onClick={() =>
              downloadText(
                'iam-copilot-recovery-codes.txt',
                `${t('security.codes.fileHead')}\n\n${text}\n`,
                'text/plain',
              )
            }
          >
            {t('security.codes.download')}
          </Button>
        )}
        <Text fz="xs" c="dimmed" aria-live="polite">
          {copied ? t('security.codes.copied') : ''}
        </Text>
      </Group>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('security.codes.close')}</Button>
      </Group>
    </Stack>
  );
}
