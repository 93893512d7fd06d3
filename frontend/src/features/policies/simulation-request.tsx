import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSparkles, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type Dispatch, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionKeysQuery } from '@/api/queries/policy-analysis';
import { ActionInput } from '@/ui/action-input';
import { Panel } from '@/ui/panel';
import { addContextKey, exampleSimulation, type ContextRow, type SimulationDraft } from './simulation-draft';
import classes from './simulation-request.module.css';

/** Who asks for what, on what, with which context. */
export function SimulationRequest({
  draft,
  onChange,
  focusKey,
}: {
  draft: SimulationDraft;
  onChange: Dispatch<SetStateAction<SimulationDraft>>;
  /** A key that was just added from the answer: its values take the focus. */
  focusKey: string;
}) {
  const { t } = useTranslation();
  const set = (part: Partial<SimulationDraft>) => onChange((old) => ({ ...old, ...part }));
  const keys = useConditionKeys(draft.action);
  const blank = !draft.principal && !draft.action;

  return (
    <Panel
      id="request"
      title={t('simulate.request')}
      actions={
        blank && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconSparkles size={14} />}
            onClick={() => onChange(exampleSimulation)}
          >
            {t('simulate.example')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <TextInput
          label={t('simulate.principal')}
          description={t('simulate.principalHint')}
          placeholder="arn:aws:iam::123456789012:role/app"
          classNames={{ input: classes.code ?? '' }}
          spellCheck={false}
          autoComplete="off"
          value={draft.principal}
          onChange={(event) => set({ principal: event.currentTarget.value })}
        />
        <ActionInput
          label={t('simulate.action')}
          value={draft.action}
          onChange={(action) => set({ action })}
        />
        <div className={classes.resource}>
          <TextInput
            label={t('simulate.resource')}
            description={t('simulate.resourceHint')}
            placeholder="arn:aws:s3:::my-bucket/key"
            classNames={{ input: classes.code ?? '' }}
            spellCheck={false}
            autoComplete="off"
            value={draft.resource}
            onChange={(event) => set({ resource: event.currentTarget.value })}
          />
          <TextInput
            label={t('simulate.account')}
            description={t('simulate.accountHint')}
            placeholder="123456789012"
            classNames={{ input: classes.code ?? '' }}
            inputMode="numeric"
            autoComplete="off"
            value={draft.resourceAccount}
            onChange={(event) => set({ resourceAccount: event.currentTarget.value })}
          />
        </div>
        <Stack gap={8} role="group" aria-label={t('simulate.context')}>
          <Text fz="sm" fw={550}>
            {t('simulate.context')}
          </Text>
          {draft.context.length === 0 && (
            <Text fz="xs" c="dimmed">
              {t('simulate.contextNone')}
            </Text>
          )}
          {draft.context.map((row) => (
            <Row
              key={row.id}
              row={row}
              keys={keys}
              autoFocus={row.key !== '' && row.key === focusKey}
              onChange={(part) =>
                onChange((old) => ({
                  ...old,
                  context: old.context.map((item) => (item.id === row.id ? { ...item, ...part } : item)),
                }))
              }
              onRemove={() =>
                onChange((old) => ({ ...old, context: old.context.filter((item) => item.id !== row.id) }))
              }
            />
          ))}
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => onChange((old) => addContextKey(old, ''))}
            >
              {t('simulate.addKey')}
            </Button>
          </Group>
        </Stack>
        <Checkbox
          label={t('simulate.othersUnknown')}
          description={t('simulate.othersUnknownHint')}
          checked={draft.othersUnknown}
          onChange={(event) => set({ othersUnknown: event.currentTarget.checked })}
        />
      </Stack>
    </Panel>
  );
}

function Row({
  row,
  keys,
  autoFocus,
  onChange,
  onRemove,
}: {
  row: ContextRow;
  keys: string[];
  autoFocus: boolean;
  onChange: (part: Partial<ContextRow>) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const name = row.key || t('simulate.unnamedKey');
  return (
    <div className={classes.row}>
      <Autocomplete
        aria-label={t('simulate.key')}
        placeholder="aws:SourceIp"
        classNames={{ input: classes.code ?? '' }}
        spellCheck={false}
        autoFocus={row.key === ''}
        limit={40}
        value={row.key}
        onChange={(key) => onChange({ key })}
        data={keys}
      />
      <TagsInput
        aria-label={t('simulate.values', { key: name })}
        placeholder={row.values.length === 0 ? t('simulate.valuesPlaceholder') : ''}
        autoFocus={autoFocus}
        acceptValueOnBlur
        value={row.values}
        onChange={(values) => onChange({ values })}
      />
      <Tooltip label={t('simulate.removeKey', { key: name })}>
        <ActionIcon size="lg" aria-label={t('simulate.removeKey', { key: name })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Keys that requests for the action have. A help: without an answer the field takes any key. */
function useConditionKeys(action: string): string[] {
  const [settled] = useDebouncedValue(action.trim(), 400);
  const answer = useQuery({ ...conditionKeysQuery(settled), enabled: /^[\w-]+:\w+$/.test(settled) });
  return useMemo(() => [...new Set((answer.data?.keys ?? []).map(({ key }) => key))], [answer.data]);
}
