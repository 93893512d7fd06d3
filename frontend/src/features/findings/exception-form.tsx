import { Checkbox, Select, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exceptFinding } from '@/api/queries/account-audits';
import { keys } from '@/api/queries/keys';
import { useMay } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { notifyDone, showFormError } from '@/ui/notify';

/** For how many days a finding can be accepted. */
export const exceptionLengths = ['30', '90', '180', '364'] as const;

/** Accepts a finding with a justification, for a while. */
export function ExceptionForm({
  accountId,
  code,
  resource,
}: {
  accountId: string;
  code: string;
  resource: string;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('findings.write');
  const form = useForm({
    initialValues: { reason: '', days: '90', everywhere: false },
    validate: { reason: (value) => (value.trim().length < 10 ? t('findings.exception.short') : null) },
  });
  const make = useMutation({
    mutationFn: ({ reason, days, everywhere }: typeof form.values) =>
      exceptFinding({
        account_id: accountId,
        code,
        resource: everywhere ? '*' : resource,
        reason: reason.trim(),
        expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.accountAudits });
      notifyDone(t('findings.exception.made'));
    },
    onError: (thrown) => showFormError(form, thrown),
  });
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
      <Stack gap="sm">
        <Textarea
          label={t('findings.exception.reason')}
          description={t('findings.exception.reasonHint')}
          autosize
          minRows={2}
          maxLength={1000}
          disabled={!may}
          {...form.getInputProps('reason')}
        />
        <Select
          label={t('findings.exception.length')}
          maw={220}
          disabled={!may}
          data={exceptionLengths.map((days) => ({
            value: days,
            label: t('findings.exception.days', { count: Number(days) }),
          }))}
          {...form.getInputProps('days')}
        />
        <Checkbox
          label={t('findings.exception.all')}
          disabled={!may}
          {...form.getInputProps('everywhere', { type: 'checkbox' })}
        />
        <div>
          <GuardedButton
            type="submit"
            variant="default"
            reason={may ? null : t('findings.exception.noRight')}
            loading={make.isPending}
          >
            {t('findings.exception.make')}
          </GuardedButton>
        </div>
      </Stack>
    </form>
  );
}
