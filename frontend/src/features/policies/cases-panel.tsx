import { ActionIcon, Badge, Group, Loader, Tooltip } from '@mantine/core';
import { IconFlask, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  caseRunQuery,
  libraryQuery,
  storedPolicyQuery,
  updatePolicy,
  type PolicyCase,
  type PolicyCaseRun,
  type StoredPolicy,
} from '@/api/queries/library';
import { GuardedButton } from '@/ui/guarded-button';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { CaseLine, CaseList } from '@/ui/policies/case-line';
import { isDocument } from '@/ui/policies/new-policy';
import { EmptyState } from '@/ui/states';
import { useDialog } from '@/ui/use-dialog';
import { CaseDialog, type CaseEdit } from './case-dialog';
import { useSettled } from './use-settled';

/** The cases of a policy with what the text as it stands says of each. */
export function CasesPanel({
  policy,
  text,
  readOnly,
}: {
  policy: StoredPolicy;
  text: string;
  readOnly: string | null;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const dialog = useDialog<CaseEdit>();
  const cases = policy.case_list;
  const { settled, current } = useSettled(text);
  const readable = isDocument(settled);
  const run = useQuery({
    ...caseRunQuery(policy.id, settled, cases),
    enabled: cases.length > 0 && current && readable,
    placeholderData: keepPreviousData,
  });
  const valid = current && readable && !run.isError && !run.isPlaceholderData;
  const change = useMutation({
    mutationFn: (next: PolicyCase[]) => updatePolicy(policy.id, { cases: next }),
    onSuccess: async (changed) => {
      queryClient.setQueryData(storedPolicyQuery(policy.id).queryKey, changed);
      dialog.close();
      notifyDone(t('library.cases.saved'));
      await queryClient.invalidateQueries({ queryKey: libraryQuery.queryKey });
    },
    onError: notifyError,
  });
  const add = () => dialog.open({ cases, at: cases.length });

  return (
    <Panel
      id="cases"
      flush
      title={
        <Group gap={8}>
          {t('library.cases.title')}
          {cases.length > 0 && <Tally run={valid ? run.data : undefined} total={cases.length} />}
        </Group>
      }
      description={t('library.cases.description')}
      actions={
        cases.length > 0 && (
          <GuardedButton
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            reason={readOnly}
            onClick={add}
          >
            {t('library.cases.add')}
          </GuardedButton>
        )
      }
    >
      {cases.length === 0 ? (
        <EmptyState
          icon={<IconFlask size={22} />}
          title={t('library.cases.none')}
          action={
            <GuardedButton leftSection={<IconPlus size={16} />} reason={readOnly} onClick={add}>
              {t('library.cases.add')}
            </GuardedButton>
          }
        >
          {t('library.cases.noneBody')}
        </EmptyState>
      ) : (
        <CaseList label={t('library.cases.title')}>
          {cases.map((one, at) => (
            <Case
              key={`${one.name}-${at}`}
              one={one}
              result={valid ? run.data?.results[at] : undefined}
              readOnly={readOnly !== null}
              busy={change.isPending}
              onEdit={() => dialog.open({ cases, at })}
              onRemove={() => change.mutate(cases.filter((_, i) => i !== at))}
            />
          ))}
        </CaseList>
      )}
      <CaseDialog dialog={dialog} busy={change.isPending} onSave={(next) => change.mutate(next)} />
    </Panel>
  );
}

function Tally({ run, total }: { run: PolicyCaseRun | undefined; total: number }) {
  const { t } = useTranslation();
  if (!run) return <Loader size={13} aria-label={t('library.cases.running')} />;
  return (
    <Badge color={run.failed === 0 ? 'teal' : 'red'} role="status">
      {t('library.cases.passed', { passed: run.passed, total })}
    </Badge>
  );
}

function Case({
  one,
  result,
  readOnly,
  busy,
  onEdit,
  onRemove,
}: {
  one: PolicyCase;
  result: PolicyCaseRun['results'][number] | undefined;
  readOnly: boolean;
  busy: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  return (
    <CaseLine one={one} result={result}>
      {!readOnly && (
        <Group gap={2} wrap="nowrap">
          <Tooltip label={t('library.cases.edit', { name: one.name })}>
            <ActionIcon size="sm" aria-label={t('library.cases.edit', { name: one.name })} onClick={onEdit}>
              <IconPencil size={14} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('library.cases.remove', { name: one.name })}>
            <ActionIcon
              size="sm"
              aria-label={t('library.cases.remove', { name: one.name })}
              disabled={busy}
              onClick={onRemove}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
    </CaseLine>
  );
}
