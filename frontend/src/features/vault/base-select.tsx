import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Credential } from '@/api/queries/vault';

/** Chooses what a role is assumed with. */
export function BaseSelect({
  bases,
  ...props
}: { bases: readonly Credential[] } & Omit<SelectProps, 'data' | 'label' | 'description'>) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('vault.form.base')}
      description={t('vault.form.baseHint')}
      data={bases.map((base) => ({
        value: String(base.id),
        label: `${base.label} · ${t(`vault.form.kinds.${base.kind}`)}`,
      }))}
      allowDeselect={false}
      {...props}
    />
  );
}
