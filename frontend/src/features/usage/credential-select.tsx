import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Credential } from '@/api/queries/vault';
import { groupAccountId } from '@/lib/format';

/** Chooses the credential that AWS is asked with. */
export function CredentialSelect({
  credentials,
  value,
  disabled,
  onChange,
}: {
  credentials: readonly Credential[];
  value: Credential | undefined;
  disabled: boolean;
  onChange: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('usage.start.credential')}
      w={250}
      disabled={disabled}
      value={value ? String(value.id) : null}
      onChange={onChange}
      data={credentials.map(({ id, label, aws_account_id: account }) => ({
        value: String(id),
        label: account ? `${label} · ${groupAccountId(account)}` : label,
      }))}
    />
  );
}
