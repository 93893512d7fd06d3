import { Button, Group, Stack } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '@/api/queries/plans';
import { showFormError } from '@/ui/notify';
import { usePlanner } from '@/ui/plans/planner';

/** What names in IAM are made of. */
export const nameShape = /^[A-Za-z0-9_+=,.@-]+$/;

/** A form that ends in a plan, which is shown in its place. */
export function PlanForm<V extends Record<string, unknown>>({
  initial,
  validate,
  make,
  onApplied,
  children,
}: {
  initial: V;
  validate?: Partial<Record<keyof V, (value: never) => string | null>>;
  make: (values: V) => Promise<Plan>;
  onApplied?: (values: V) => void;
  children: (form: UseFormReturnType<V>) => ReactNode;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const [busy, setBusy] = useState(false);
  const form = useForm<V>({
    initialValues: initial,
    ...(validate ? { validate: validate as never } : {}),
  });
  const submit = async (values: V) => {
    setBusy(true);
    try {
      await planner.submit({
        make: () => make(values),
        ...(onApplied ? { onApplied: () => onApplied(values) } : {}),
      });
    } catch (thrown) {
      showFormError(form, thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void submit(values))}>
      <Stack gap="md">
        {children(form)}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={planner.cancel}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('iam.forms.plan')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
