import { Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicySize } from '@/api/queries/policies';
import { wholeNumber } from '@/lib/format';

/** How much of AWS's quota the policy takes. */
export function SizeMeter({ size }: { size: PolicySize }) {
  const { t, i18n } = useTranslation();
  if (size.quota === 0) return null;
  const share = (100 * size.characters) / size.quota;
  const tone = share > 100 ? 'var(--tone-bad)' : share > 80 ? 'var(--tone-warn)' : 'var(--tone-good)';
  return (
    <Group gap={8} wrap="nowrap">
      <Progress
        value={Math.min(share, 100)}
        w={72}
        size="sm"
        color={tone}
        aria-label={t('policies.result.sizeLabel', { name: size.quota_name })}
      />
      <Text fz="xs" c="dimmed" className="numbers">
        {t('policies.result.size', {
          used: wholeNumber(size.characters, i18n.language),
          quota: wholeNumber(size.quota, i18n.language),
        })}
      </Text>
      {share > 100 && (
        <Text fz="xs" c="var(--tone-bad)" fw={600}>
          {t('policies.result.over')}
        </Text>
      )}
    </Group>
  );
}
