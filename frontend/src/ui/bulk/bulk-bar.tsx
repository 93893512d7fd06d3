import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../guarded-button';

/** What can be done with the chosen rows; nothing while none is chosen. */
export function BulkBar({
  count,
  action,
  reason,
  onAct,
  onClear,
}: {
  count: number;
  /** The words on the button. */
  action: string;
  /** Why it may not be done; null when it may. */
  reason: string | null;
  onAct: (button: HTMLElement) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Group px="md" py={8} gap="sm" role="group" aria-label={t('ui.bulk.label')}>
      <Text fz="sm" className="numbers" role="status">
        {t('ui.bulk.chosen', { count })}
      </Text>
      <GuardedButton
        size="compact-sm"
        variant="default"
        reason={reason}
        onClick={(event) => onAct(event.currentTarget)}
      >
        {action}
      </GuardedButton>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        {t('ui.bulk.clear')}
      </Button>
    </Group>
  );
}
