import { ActionIcon, Button, Group, Input, Select, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyCase } from '@/api/queries/library';
import type { GeneratePolicyRequest } from '@/api/queries/policies';
import { ActionInput } from '@/ui/action-input';
import classes from './examples-field.module.css';

/** A request that a generated policy must allow, or must not. */
export interface ExampleRow {
  id: number;
  expect: 'allowed' | 'denied';
  action: string;
  resource: string;
}

/** The rows as the generator takes them. */
export function toExamples(
  rows: readonly ExampleRow[],
): Pick<GeneratePolicyRequest, 'must_allow' | 'must_deny'> {
  const of = (expect: ExampleRow['expect']) =>
    rows
      .filter((row) => row.expect === expect)
      .map(({ action, resource }) => ({
        action: action.trim(),
        ...(resource.trim() ? { resource: resource.trim() } : {}),
      }));
  const allow = of('allowed');
  const deny = of('denied');
  return {
    ...(allow.length > 0 ? { must_allow: allow } : {}),
    ...(deny.length > 0 ? { must_deny: deny } : {}),
  };
}

/** The rows as cases of a stored policy, each with a name of its own. */
export function toCases(rows: readonly ExampleRow[]): PolicyCase[] {
  return rows.map(({ expect, action, resource }, i) => ({
    name: `${i + 1}. ${action.trim()}`,
    expect,
    action: action.trim(),
    ...(resource.trim() ? { resource: resource.trim() } : {}),
  }));
}

/** Requests that the generated policy is tried with. */
export function ExamplesField({
  rows,
  onChange,
  error,
}: {
  rows: ExampleRow[];
  onChange: (rows: ExampleRow[]) => void;
  error: ReactNode;
}) {
  const { t } = useTranslation();
  const set = (id: number, part: Partial<ExampleRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <Input.Wrapper
      label={t('policies.form.mustHold')}
      labelElement="div"
      description={t('policies.form.mustHoldHint')}
      error={error}
    >
      <Stack gap={8} mt={4}>
        {rows.map((row, i) => {
          const number = i + 1;
          return (
            <div key={row.id} className={classes.row}>
              <Select
                size="xs"
                aria-label={t('policies.form.exampleExpect', { number })}
                value={row.expect}
                onChange={(value) => set(row.id, { expect: value === 'denied' ? 'denied' : 'allowed' })}
                data={[
                  { value: 'allowed', label: t('policies.form.exampleAllow') },
                  { value: 'denied', label: t('policies.form.exampleDeny') },
                ]}
              />
              <ActionInput
                size="xs"
                aria-label={t('policies.form.exampleAction', { number })}
                value={row.action}
                onChange={(action) => set(row.id, { action })}
              />
              <TextInput
                size="xs"
                className={classes.resource ?? ''}
                styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
                aria-label={t('policies.form.exampleResource', { number })}
                placeholder="arn:aws:s3:::my-bucket/key"
                spellCheck={false}
                autoComplete="off"
                value={row.resource}
                onChange={(event) => set(row.id, { resource: event.currentTarget.value })}
              />
              <Tooltip label={t('policies.form.exampleRemove', { number })}>
                <ActionIcon
                  aria-label={t('policies.form.exampleRemove', { number })}
                  onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
                >
                  <IconX size={15} />
                </ActionIcon>
              </Tooltip>
            </div>
          );
        })}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={rows.length >= 20}
            onClick={() =>
              onChange([
                ...rows,
                {
                  id: Math.max(0, ...rows.map(({ id }) => id)) + 1,
                  expect: rows.at(-1)?.expect === 'allowed' ? 'denied' : 'allowed',
                  action: '',
                  resource: rows.at(-1)?.resource ?? '',
                },
              ])
            }
          >
            {t('policies.form.addExample')}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
