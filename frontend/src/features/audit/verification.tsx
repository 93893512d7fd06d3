import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditVerification } from '@/api/queries/audit';
import { wholeNumber } from '@/lib/format';

/** What checking the chain has found, in plain words. */
export function Verification({ result }: { result: AuditVerification }) {
  const { t, i18n } = useTranslation();
  if (!result.valid) {
    return (
      <Alert
        color="red"
        radius={0}
        icon={<IconAlertTriangle size={18} />}
        title={t('audit.invalid', { id: result.bad_id ?? '?' })}
      >
        {result.reason}
      </Alert>
    );
  }
  if (result.holds_checkpoint === false) {
    return (
      <Alert color="red" radius={0} icon={<IconAlertTriangle size={18} />} title={t('audit.lost')}>
        <Text fz="sm">{t('audit.lostBody')}</Text>
        {result.reason && <Text fz="sm">{result.reason}</Text>}
      </Alert>
    );
  }
  return (
    <Alert color="teal" radius={0} icon={<IconCircleCheck size={18} />} role="status">
      {t('audit.valid', { count: result.records, formatted: wholeNumber(result.records, i18n.language) })}
      {result.holds_checkpoint === true && <Text fz="sm">{t('audit.holds')}</Text>}
    </Alert>
  );
}
