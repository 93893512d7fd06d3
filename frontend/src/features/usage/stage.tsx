import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconBooks, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import type { UsageStage } from '@/api/queries/usage';
import { prettyJson } from '@/lib/pretty-json';
import { CopyButton } from '@/ui/copy-button';
import { GuardedButton } from '@/ui/guarded-button';
import { StageCases } from './stage-cases';
import classes from './usage.module.css';

/** One proposal: what it takes away, what it narrows, its text, and the requests that it must allow. */
export function Stage({
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
            {t(stage.cases.length > 0 ? 'usage.proposals.storeCases' : 'usage.proposals.store')}
          </GuardedButton>
        )}
      </Group>
      {stage.reason && (
        <Text fz="xs" c="var(--tone-warn)">
          {stage.reason}
        </Text>
      )}
      {stage.removed.length > 0 && (
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
      )}
      <Narrowed stage={stage} />
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
      {stage.document !== '' && stage.cases.length > 0 && <StageCases name={name} stage={stage} />}
    </Stack>
  );
}

/** Which actions stay, on nothing but the resources that were seen. */
function Narrowed({ stage }: { stage: UsageStage }) {
  const { t } = useTranslation();
  if (stage.narrowed.length === 0) return null;
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={4}>
        {t('usage.proposals.narrowed')}
      </Text>
      <ul className={classes.narrowed}>
        {stage.narrowed.map(({ actions, resources }) => (
          <li key={actions.join(' ')}>
            <ul className={classes.names}>
              {actions.map((action) => (
                <li key={action}>{action}</li>
              ))}
            </ul>
            <Text fz="xs" c="dimmed">
              {t('usage.proposals.on')}
            </Text>
            <ul className={classes.names}>
              {resources.map((resource) => (
                <li key={resource}>{resource}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
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
