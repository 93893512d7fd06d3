import { Select, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exceptFinding, type AuditFinding } from '@/api/queries/account-audits';
import { keys } from '@/api/queries/keys';
import { parseArn } from '@/lib/format';
import { BulkDialog } from '@/ui/bulk/bulk-dialog';
import { notifyDone } from '@/ui/notify';
import { exceptionLengths } from './exception-form';

/** Accepts several findings with one reason, for a while. */
export function ExceptSeveral({
  opened,
  accountId,
  findings,
  onClose,
  onDone,
}: {
  opened: boolean;
  accountId: string;
  findings: readonly AuditFinding[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState('90');
  return (
    <BulkDialog
      opened={opened}
      onClose={onClose}
      title={t('findings.exception.several', { count: findings.length })}
      action={t('findings.exception.several', { count: findings.length })}
      ready={reason.trim().length >= 10}
      items={findings.map((one) => ({
        key: one.id,
        name: `${one.title} · ${parseArn(one.resource)?.resource ?? one.resource}`,
      }))}
      run={({ key }) => {
        const finding = findings.find(({ id }) => id === key);
        if (!finding) return Promise.resolve();
        return exceptFinding({
          account_id: accountId,
          code: finding.code,
          resource: finding.resource,
          reason: reason.trim(),
          expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
        });
      }}
      onDone={(done) => {
        void queryClient.invalidateQueries({ queryKey: keys.accountAudits });
        if (done > 0) notifyDone(t('findings.exception.severalDone', { count: done }));
        if (done === findings.length) onDone();
      }}
    >
      <Textarea
        label={t('findings.exception.reason')}
        description={t('findings.exception.reasonHint')}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Select
        label={t('findings.exception.length')}
        maw={220}
        value={days}
        onChange={(value) => setDays(value ?? '90')}
        data={exceptionLengths.map((one) => ({
          value: one,
          label: t('findings.exception.days', { count: Number(one) }),
        }))}
      />
    </BulkDialog>
  );
}
