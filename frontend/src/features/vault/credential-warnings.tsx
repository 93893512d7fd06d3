import { Badge, Group, Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CredentialWarning } from '@/api/queries/vault';

const grave = new Set<CredentialWarning['code']>([
  'session_expired',
  'sign_in_needed',
  'rotation_stuck',
  'no_role',
]);

/** What somebody should look at, as badges whose sentence shows on hover and focus. */
export function CredentialWarnings({ warnings }: { warnings: readonly CredentialWarning[] }) {
  const { t } = useTranslation();
  // The column beside says already that it was never verified.
  const shown = warnings.filter((warning) => warning.code !== 'never_verified');
  if (shown.length === 0) return null;
  return (
    <Group gap={4} mt={4}>
      {shown.map((warning) => (
        <Tooltip
          key={warning.code}
          label={warning.message}
          multiline
          maw={320}
          events={{ hover: true, focus: true, touch: true }}
        >
          <Badge
            size="sm"
            tabIndex={0}
            color={grave.has(warning.code) ? 'red' : 'yellow.9'}
            leftSection={<IconAlertTriangle size={12} aria-hidden />}
          >
            {t(`vault.warnings.${warning.code}`)}
          </Badge>
        </Tooltip>
      ))}
    </Group>
  );
}
