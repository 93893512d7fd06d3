import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicySize } from '@/api/queries/policies';
import { wholeNumber } from '@/lib/format';
import { Meter } from '@/ui/meter';

/** How much of AWS's quota the policy takes. */
export function SizeMeter({ size }: { size: PolicySize }) {
  const { t, i18n } = useTranslation();
  if (size.quota === 0) return null;
  const share = (100 * size.characters) / size.quota;
  const tone = share > 100 ? 'var(--tone-bad)' : share > 80 ? 'var(--tone-warn)' : 'var(--tone-good)';
  const text = t('policies.result.size', {
    used: wholeNumber(size.characters, i18n.language),
    quota: wholeNumber(size.quota, i18n.language),
  });
  return (
    <Group gap={8} wrap="nowrap">
      <Meter
        value={Math.min(share, 100)}
        width={72}
        color={tone}
        label={t('policies.result.sizeLabel', { name: size.quota_name })}
        text={text}
      />
      <Text fz="xs" c="dimmed" className="numbers">
        {text}
      </Text>
      {share > 100 && (
        <Text fz="xs" c="var(--tone-bad)" fw={600}>
          {t('policies.result.over')}
        </Text>
      )}
    </Group>
  );
}
