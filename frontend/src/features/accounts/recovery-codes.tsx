import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { CopyOnce } from '@/ui/copy-once';
import classes from './recovery-codes.module.css';

/** Recovery codes, this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const text = codes.join('\n');
  return (
    <Stack gap="md">
      <Text fz="sm">{t('security.codes.body')}</Text>
      <ul className={classes.codes} aria-label={t('security.codes.list')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyOnce secret={text} label={t('security.codes.copy')} copied={t('security.codes.copied')}>
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
      </CopyOnce>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('security.codes.close')}</Button>
      </Group>
    </Stack>
  );
}
