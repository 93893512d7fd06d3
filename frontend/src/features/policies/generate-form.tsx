import { Button, Group, Select, Stack, TagsInput, Text, Textarea, UnstyledButton } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GeneratePolicyRequest } from '@/api/queries/policies';
import { parseArn } from '@/lib/format';
import { Panel } from '@/ui/panel';
import { examples } from './examples';
import { ExamplesField, toExamples, type ExampleRow } from './examples-field';
import classes from './generate-form.module.css';

/** What the form holds. */
export interface IntentValues extends Record<string, unknown> {
  description: string;
  resource_arns: string[];
  principal_type: string;
  examples: ExampleRow[];
}

const principals = ['user', 'role', 'lambda', 'ec2', 'ecs', 'states'] as const;

/** The form of the page, for the page to set errors on. */
export type IntentForm = ReturnType<typeof useIntentForm>;

/** What the form asks the server for. */
export function toRequest(values: IntentValues): GeneratePolicyRequest {
  return {
    description: values.description.trim(),
    ...(values.resource_arns.length > 0 ? { resource_arns: values.resource_arns } : {}),
    ...(values.principal_type ? { principal_type: values.principal_type } : {}),
    ...toExamples(values.examples),
  };
}

/** Makes the form; `description` comes from the address. */
export function useIntentForm(description: string) {
  const { t } = useTranslation();
  return useForm<IntentValues>({
    initialValues: { description, resource_arns: [], principal_type: '', examples: [] },
    validate: {
      description: (value) => (value.trim().length < 3 ? t('policies.form.sentenceShort') : null),
      resource_arns: (arns) => {
        const bad = arns.find((arn) => parseArn(arn) === null);
        return bad === undefined ? null : t('policies.form.arnShape', { arn: bad });
      },
      examples: (rows) =>
        rows.every(({ action }) => /^[\w-]+:\w+$/.test(action.trim()))
          ? null
          : t('policies.form.exampleShape'),
    },
  });
}

/** What should be allowed, said in words. */
export function GenerateForm({
  form,
  pending,
  onSubmit,
  onCancel,
}: {
  form: IntentForm;
  pending: boolean;
  onSubmit: (values: IntentValues) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Panel>
      <form
        noValidate
        onSubmit={form.onSubmit(onSubmit, (errors) =>
          form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
        )}
      >
        <Stack gap="md">
          <Textarea
            label={t('policies.form.sentence')}
            description={t('policies.form.sentenceHint')}
            placeholder={t('policies.form.sentencePlaceholder')}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4000}
            data-autofocus
            {...form.getInputProps('description')}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                event.currentTarget.form?.requestSubmit();
            }}
          />
          <Group gap={6}>
            <Text fz="xs" c="dimmed">
              {t('policies.form.examples')}
            </Text>
            {examples.map((example) => (
              <UnstyledButton
                key={example.name}
                className={classes.chip}
                onClick={() =>
                  form.setValues({
                    description: t(example.sentence),
                    resource_arns: example.arns,
                    principal_type: example.principal,
                  })
                }
              >
                {t(example.name)}
              </UnstyledButton>
            ))}
          </Group>
          <TagsInput
            label={t('policies.form.arns')}
            description={t('policies.form.arnsHint')}
            placeholder={form.values.resource_arns.length === 0 ? t('policies.form.arnsPlaceholder') : ''}
            splitChars={[',', ' ', '\n']}
            maxTags={200}
            acceptValueOnBlur
            {...form.getInputProps('resource_arns')}
          />
          <Select
            label={t('policies.form.principal')}
            data={[
              { value: '', label: t('policies.form.principalAny') },
              ...principals.map((value) => ({ value, label: t(`policies.principals.${value}`) })),
            ]}
            {...form.getInputProps('principal_type')}
          />
          <ExamplesField
            rows={form.values.examples}
            onChange={(rows) => {
              form.setFieldValue('examples', rows);
              form.clearFieldError('examples');
            }}
            error={form.errors['examples']}
          />
          <Group gap="xs">
            <Button type="submit" loading={pending} leftSection={<IconWand size={16} />}>
              {t('policies.form.submit')}
            </Button>
            {pending && (
              <Button variant="subtle" color="gray" onClick={onCancel}>
                {t('policies.form.cancel')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
