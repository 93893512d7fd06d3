import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '@/api/queries/plans';
import { showFormError } from '@/ui/notify';
import { usePlanner } from '@/ui/plans/planner';
import { DocumentField } from './document-field';
import { nameShape, type Field, type ValuesOf } from './fields';

/** What is wrong with a name of IAM, in words. */
export function useNameCheck(): (value: string) => string | null {
  const { t } = useTranslation();
  return (value) => (nameShape.test(value) ? null : t('iam.forms.badName'));
}

/** A form that ends in a plan, which is shown in its place. */
export function PlanForm<F extends Record<string, Field>>({
  fields,
  make,
  onApplied,
}: {
  fields: F;
  make: (values: ValuesOf<F>) => Promise<Plan>;
  onApplied?: (values: ValuesOf<F>) => void;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const [busy, setBusy] = useState(false);
  const entries = Object.entries<Field>(fields);
  const form = useForm<Record<string, unknown>>({
    initialValues: Object.fromEntries(entries.map(([name, { initial }]) => [name, initial])),
    validate: Object.fromEntries(
      entries.flatMap(([name, { check }]) =>
        check ? [[name, check as (value: unknown) => string | null]] : [],
      ),
    ),
  });
  const submit = async (values: ValuesOf<F>) => {
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
    <form noValidate onSubmit={form.onSubmit((values) => void submit(values as ValuesOf<F>))}>
      <Stack gap="md">
        {entries.map(([name, one], i) => (
          <FormField key={name} name={name} field={one} form={form} first={i === 0} />
        ))}
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

function FormField({
  name,
  field,
  form,
  first,
}: {
  name: string;
  field: Field;
  form: UseFormReturnType<Record<string, unknown>>;
  /** It has the focus when the form opens. */
  first: boolean;
}) {
  const { t } = useTranslation();
  const { label, hint } = field;
  const common = {
    label,
    ...(hint ? { description: hint } : {}),
    ...(first ? { 'data-autofocus': true } : {}),
    ...form.getInputProps(name, { type: field.kind === 'check' ? 'checkbox' : 'input' }),
    key: form.key(name),
  };
  const { key, ...props } = common;
  const plain = { autoComplete: 'off', spellCheck: false };
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          key={key}
          {...props}
          {...plain}
          maxLength={field.max}
          placeholder={field.placeholder ?? ''}
        />
      );
    case 'area':
      return (
        <Textarea key={key} {...props} maxLength={field.max} autosize placeholder={field.placeholder ?? ''} />
      );
    case 'number':
      return <NumberInput key={key} {...props} min={field.min} max={field.max} allowDecimal={false} />;
    case 'check':
      return <Checkbox key={key} {...props} />;
    case 'texts':
      return <TagsInput key={key} {...props} acceptValueOnBlur placeholder={field.placeholder ?? ''} />;
    case 'one':
    case 'many': {
      const choose = {
        searchable: true,
        limit: 60,
        data: [...field.choices],
        nothingFoundMessage: field.loading ? t('ui.loading') : t('aws.noChoice'),
      };
      return field.kind === 'one' ? (
        <Select key={key} {...props} {...choose} placeholder={t('aws.choose')} />
      ) : (
        <MultiSelect key={key} {...props} {...choose} placeholder={t('aws.choose')} />
      );
    }
    case 'document':
      return (
        <DocumentField
          label={label}
          policyType={typeof field.policyType === 'string' ? field.policyType : field.policyType(form.values)}
          value={form.values[name] as string}
          error={form.errors[name]}
          onChange={(text) => form.setFieldValue(name, text)}
        />
      );
  }
}
