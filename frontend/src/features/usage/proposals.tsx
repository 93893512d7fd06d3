import { Group, Stack, Text, Title } from '@mantine/core';
import { IconScissors } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsagePolicy, UsageReport, UsageStage } from '@/api/queries/usage';
import { parseArn } from '@/lib/format';
import { Arn } from '@/ui/identifiers';
import { StoreDialog, type NewPolicy } from '@/ui/policies/store-dialog';
import { EmptyState } from '@/ui/states';
import { useDialog } from '@/ui/use-dialog';
import { Stage } from './stage';

/** A proposal that is to be kept, and of which policy it is. */
interface StageToStore {
  policy: UsagePolicy;
  stage: UsageStage;
}

/** Each policy of the principal with less in it, step by step, and what each step takes away. */
export function Proposals({ report }: { report: UsageReport }) {
  const { t } = useTranslation();
  const dialog = useDialog<StageToStore>();
  const about = dialog.about;
  const kept = useMemo<NewPolicy | null>(
    () =>
      about && {
        document: about.stage.document,
        cases: about.stage.cases,
        policyType: 'identity',
        name: `${nameOf(about.policy).split('/').pop()}-used-${about.stage.stage}`.slice(0, 128),
        description: t('usage.proposals.description', {
          policy: about.policy.policy_id,
          principal: report.principal_arn,
        }),
      },
    [about, report.principal_arn, t],
  );
  if (report.policies.length === 0) {
    return (
      <EmptyState icon={<IconScissors size={22} />} title={t('usage.proposals.none')}>
        {t('usage.proposals.noneBody')}
      </EmptyState>
    );
  }
  return (
    <Stack gap="xl">
      <Text fz="sm" c="dimmed">
        {t('usage.proposals.body')}
      </Text>
      {report.policies.map((policy) => (
        <Policy
          key={`${policy.attached_to} ${policy.policy_id}`}
          policy={policy}
          onStore={(stage, button) => dialog.open({ policy, stage }, button)}
        />
      ))}
      <StoreDialog opened={dialog.opened} policy={kept} onClose={dialog.close} onExited={dialog.onExited} />
    </Stack>
  );
}

function nameOf(policy: UsagePolicy): string {
  return parseArn(policy.policy_id)?.resource ?? policy.policy_id;
}

function Policy({
  policy,
  onStore,
}: {
  policy: UsagePolicy;
  onStore: (stage: UsageStage, button: HTMLElement) => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" component="section" aria-label={nameOf(policy)}>
      <Stack gap={2}>
        <Title order={3}>{nameOf(policy)}</Title>
        <Group gap={6}>
          <Text fz="xs" c="dimmed">
            {t('usage.proposals.attached')}
          </Text>
          <Arn arn={policy.attached_to} />
        </Group>
        {policy.notes.map((note) => (
          <Text key={note} fz="xs" c="dimmed">
            {note}
          </Text>
        ))}
      </Stack>
      {policy.stages.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t('usage.proposals.asSmall')}
        </Text>
      )}
      {policy.stages.map((stage) => (
        <Stage key={stage.stage} name={nameOf(policy)} stage={stage} onStore={onStore} />
      ))}
    </Stack>
  );
}
