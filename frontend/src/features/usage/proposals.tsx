import { Badge, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconBooks, IconScissors, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import type { UsagePolicy, UsageReport, UsageStage } from '@/api/queries/usage';
import { parseArn } from '@/lib/format';
import { prettyJson } from '@/lib/pretty-json';
import { CopyButton } from '@/ui/copy-button';
import { GuardedButton } from '@/ui/guarded-button';
import { Arn } from '@/ui/identifiers';
import { EmptyState } from '@/ui/states';
import { useDialog } from '@/ui/use-dialog';
import { StoreStageDialog, type StageToStore } from './store-stage-dialog';
import classes from './usage.module.css';

/** Each policy of the principal with less in it, step by step, and what each step takes away. */
export function Proposals({ report }: { report: UsageReport }) {
  const { t } = useTranslation();
  const dialog = useDialog<StageToStore>();
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
          onStore={(stage, button) =>
            dialog.open({ principal: report.principal_arn, policy: policy.policy_id, stage }, button)
          }
        />
      ))}
      <StoreStageDialog
        opened={dialog.opened}
        about={dialog.about}
        onClose={dialog.close}
        onExited={dialog.onExited}
      />
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

function Stage({
  name,
  stage,
  onStore,
}: {
  name: string;
  stage: UsageStage;
  onStore: (stage: UsageStage, button: HTMLElement) => void;
}) {
  const { t } = useTranslation();
  const may = useMay('policies.write');
  const title = t(
    stage.stage === 1
      ? 'usage.proposals.stage1'
      : stage.stage === 2
        ? 'usage.proposals.stage2'
        : 'usage.proposals.stage3',
  );
  return (
    <Stack gap="sm" className={classes.stage}>
      <Group gap="sm" justify="space-between">
        <Group gap={8}>
          <Text fz="sm" fw={600}>
            {title}
          </Text>
          <Proof stage={stage} />
        </Group>
        {stage.document !== '' && (
          <GuardedButton
            size="xs"
            leftSection={<IconBooks size={15} />}
            aria-label={t('usage.proposals.storeNamed', { name, stage: stage.stage })}
            reason={may ? null : t('library.role')}
            onClick={(event) => onStore(stage, event.currentTarget)}
          >
            {t('usage.proposals.store')}
          </GuardedButton>
        )}
      </Group>
      {stage.reason && (
        <Text fz="xs" c="var(--tone-warn)">
          {stage.reason}
        </Text>
      )}
      <div>
        <Text fz="xs" c="dimmed" mb={4}>
          {t('usage.proposals.lost', { count: stage.removed.length })}
        </Text>
        <ul className={classes.names}>
          {stage.removed.map((action) => (
            <li key={action}>{action}</li>
          ))}
        </ul>
      </div>
      {stage.document === '' ? (
        <Text fz="sm">{t('usage.proposals.detach')}</Text>
      ) : (
        <div>
          <Group gap={4}>
            <Text fz="xs" c="dimmed">
              {t('usage.proposals.document')}
            </Text>
            <CopyButton text={stage.document} what={t('usage.proposals.document')} size="xs" />
          </Group>
          <Code
            block
            mah={260}
            tabIndex={0}
            role="region"
            aria-label={t('usage.proposals.documentNamed', { name, stage: stage.stage })}
          >
            {prettyJson(stage.document)}
          </Code>
        </div>
      )}
    </Stack>
  );
}

/** Whether the comparison has shown that nothing is allowed which was not before. */
function Proof({ stage }: { stage: UsageStage }) {
  const { t } = useTranslation();
  return stage.verified ? (
    <Badge color="teal" leftSection={<IconShieldCheck size={12} aria-hidden />}>
      {t(stage.relation === 'equivalent' ? 'usage.proposals.equivalent' : 'usage.proposals.narrower')}
    </Badge>
  ) : (
    <Badge color="orange" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
      {t('usage.proposals.unproved')}
    </Badge>
  );
}
