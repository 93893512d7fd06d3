import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Credential } from '@/api/queries/vault';
import { Panel } from '@/ui/panel';
import { countAges } from './ages';
import { Bars } from './bars';

/** How old the access keys of the workspace are. */
export function KeyAges({ credentials }: { credentials: readonly Credential[] }) {
  const { t, i18n } = useTranslation();
  const { young, middle, old, unknown } = countAges(credentials);
  const bars = [
    { name: t('dashboard.keys.young'), value: young, tone: 'good' as const },
    { name: t('dashboard.keys.middle'), value: middle, tone: 'info' as const },
    { name: t('dashboard.keys.old'), value: old, tone: 'bad' as const },
    ...(unknown > 0 ? [{ name: t('dashboard.keys.unknown'), value: unknown, tone: 'quiet' as const }] : []),
  ];
  return (
    <Panel
      id="keys"
      title={t('dashboard.keys.title')}
      actions={
        <Anchor
          fz="sm"
          renderRoot={(props) => <Link to="/settings" search={{ tab: 'credentials' }} {...props} />}
        >
          {t('dashboard.keys.manage')}
        </Anchor>
      }
    >
      {bars.every(({ value }) => value === 0) ? (
        <Text fz="sm" c="dimmed">
          {t('dashboard.keys.none')}
        </Text>
      ) : (
        <Stack gap="md">
          <Bars label={t('dashboard.keys.title')} bars={bars} language={i18n.language} />
          {old > 0 && (
            <Text fz="xs" c="var(--tone-bad)">
              {t('dashboard.keys.oldHint', { count: old })}
            </Text>
          )}
        </Stack>
      )}
    </Panel>
  );
}
