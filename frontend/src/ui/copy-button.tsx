import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Copies a text with one click and says that it did. `what` names the text for people who cannot see it. */
export function CopyButton({
  text,
  what,
  size = 'sm',
}: {
  text: string;
  what: string;
  size?: 'xs' | 'sm' | 'md';
}) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 1500 });
  const label = clipboard.copied ? t('ui.copied') : t('ui.copy', { what });
  const pixels = size === 'xs' ? 13 : 15;
  return (
    <Tooltip label={label}>
      <ActionIcon size={size} aria-label={label} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? <IconCheck size={pixels} color="var(--tone-good)" /> : <IconCopy size={pixels} />}
      </ActionIcon>
    </Tooltip>
  );
}
