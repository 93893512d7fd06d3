import { ActionIcon, Badge, Button, Group, Stack, Tabs, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash, IconWand } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, type Dispatch, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { placeOf } from '@/lib/json-place';
import type { EditorHandle } from '@/ui/code-editor/code-editor';
import type { Mark } from '@/ui/code-editor/marks';
import { Panel } from '@/ui/panel';
import { useDraft } from './draft';
import { PolicyEditor } from './policy-editor';
import { usePolicyName } from './policy-name';
import {
  addPolicy,
  hasLevels,
  isSingle,
  policyKinds,
  type AppliedPolicy,
  type PolicyKind,
  type SimulationDraft,
} from './simulation-draft';
import classes from './applied-policies.module.css';

/** A statement that is to be shown in its editor. */
export interface WantedStatement {
  policy: number;
  index: number;
}

interface Props {
  draft: SimulationDraft;
  onChange: Dispatch<SetStateAction<SimulationDraft>>;
  /** The statements that stand out, by the id of their policy. */
  marks: ReadonlyMap<number, readonly Mark[]>;
  wanted: WantedStatement | null;
  onShown: () => void;
}

/** The policies that apply to the request, kind by kind. */
export function AppliedPolicies(props: Props) {
  const { t } = useTranslation();
  const { draft, onChange, marks } = props;
  return (
    <Panel id="policies" title={t('simulate.policies')} description={t(`simulate.kindBody.${draft.open}`)}>
      <Tabs
        value={draft.open}
        onChange={(value) => {
          const open = policyKinds.find((kind) => kind === value);
          if (open) onChange((old) => ({ ...old, open }));
        }}
      >
        <Tabs.List aria-label={t('simulate.kinds')} mb="md">
          {policyKinds.map((kind) => {
            const all = draft.policies.filter((policy) => policy.kind === kind && policy.text.trim());
            return (
              <Tabs.Tab
                key={kind}
                value={kind}
                px="sm"
                data-decides={all.some(({ id }) => marks.has(id)) || undefined}
                rightSection={
                  all.length > 0 ? (
                    <Badge size="xs" color="gray" circle>
                      {all.length}
                    </Badge>
                  ) : null
                }
              >
                {t(`simulate.kind.${kind}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {policyKinds.map((kind) => (
          <Tabs.Panel key={kind} value={kind}>
            {hasLevels(kind) ? <Levels kind={kind} {...props} /> : <Plain kind={kind} {...props} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}

function Plain({ kind, ...props }: Props & { kind: PolicyKind }) {
  const policies = props.draft.policies.filter((policy) => policy.kind === kind);
  return (
    <Stack gap="md">
      {policies.map((policy) => (
        <One key={policy.id} policy={policy} {...props} />
      ))}
      {(!isSingle(kind) || policies.length === 0) && <Add kind={kind} level={0} {...props} />}
    </Stack>
  );
}

function Levels({ kind, ...props }: Props & { kind: PolicyKind }) {
  const { t } = useTranslation();
  const policies = props.draft.policies.filter((policy) => policy.kind === kind);
  const count = Math.max(1, ...policies.map(({ level }) => level + 1));
  return (
    <Stack gap="lg">
      {Array.from({ length: count }, (_, level) => {
        const name = level === 0 ? t('simulate.root') : t('simulate.level', { level });
        return (
          <Stack key={level} gap="sm" role="group" aria-label={name} className={classes.level}>
            <Text fz="xs" fw={600} c="dimmed">
              {name}
            </Text>
            {policies
              .filter((policy) => policy.level === level)
              .map((policy) => (
                <One key={policy.id} policy={policy} {...props} />
              ))}
            <Add kind={kind} level={level} label={t('simulate.addTo', { level: name })} {...props} />
          </Stack>
        );
      })}
      {policies.some(({ level }) => level === count - 1) && (
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => props.onChange((old) => addPolicy(old, kind, count))}
          >
            {t('simulate.addLevel')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Add({ kind, level, label, onChange }: Props & { kind: PolicyKind; level: number; label?: string }) {
  const { t } = useTranslation();
  const [generated] = useDraft();
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange((old) => addPolicy(old, kind, level))}
      >
        {label ?? t('simulate.add')}
      </Button>
      {kind === 'identity' && generated && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconWand size={14} />}
          onClick={() => onChange((old) => addPolicy(old, kind, level, generated.text))}
        >
          {t('simulate.useDraft')}
        </Button>
      )}
    </Group>
  );
}

function One({ policy, draft, onChange, marks, wanted, onShown }: Props & { policy: AppliedPolicy }) {
  const { t } = useTranslation();
  const editor = useRef<EditorHandle>(null);
  const name = usePolicyName(draft)(policy);
  const shown = draft.open === policy.kind;
  const index = wanted?.policy === policy.id ? wanted.index : null;
  const show = useEffectEvent((statement: number) => {
    const place = placeOf(policy.text, ['Statement', statement]);
    if (place) editor.current?.goTo(place.from);
    onShown();
  });
  useEffect(() => {
    if (shown && index !== null) show(index);
  }, [shown, index]);
  return (
    <div className={classes.policy}>
      <Group className={classes.head} justify="space-between" gap="xs" wrap="nowrap">
        <Text fz="sm" fw={550}>
          {name}
        </Text>
        <Tooltip label={t('simulate.remove')}>
          <ActionIcon
            aria-label={t('simulate.removeLabel', { name })}
            onClick={() =>
              onChange((old) => ({ ...old, policies: old.policies.filter(({ id }) => id !== policy.id) }))
            }
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <PolicyEditor
        ref={editor}
        policyType={policy.kind}
        value={policy.text}
        onChange={(text) =>
          onChange((old) => ({
            ...old,
            policies: old.policies.map((item) => (item.id === policy.id ? { ...item, text } : item)),
          }))
        }
        label={t('compare.editor', { name })}
        hint={t('compare.hint')}
        {...(marks.has(policy.id) ? { marks: marks.get(policy.id) ?? [] } : {})}
      />
    </div>
  );
}
