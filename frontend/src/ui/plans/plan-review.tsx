import { Alert, Badge, Code, Group, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconBulb,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconMinus,
  IconPlus,
  IconProgress,
  IconShieldExclamation,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan, PlanAccessChange, PlanFinding, PlanStep } from '@/api/queries/plans';
import { AccountId, Arn } from '@/ui/identifiers';
import classes from './plan.module.css';

/** What a plan does and what it means, in the order in which one asks. */
export function PlanReview({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const { grants, removes } = plan.access;
  return (
    <Stack gap="md">
      <Stack gap={4}>
        {plan.summary.map((sentence) => (
          <Text key={sentence} fz="sm">
            {sentence}
          </Text>
        ))}
        <Group gap={6}>
          <Text fz="xs" c="dimmed">
            {t('plans.account')}
          </Text>
          <AccountId id={plan.account_id} copy={false} />
        </Group>
      </Stack>
      {plan.warnings.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t('plans.warnings')}>
          <ul className={classes.words}>
            {plan.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Alert>
      )}
      {grants.length > 0 && (
        <Part title={t('plans.grants')}>
          <Changes changes={grants} kind="grants" />
        </Part>
      )}
      {removes.length > 0 && (
        <Part title={t('plans.removes')}>
          <Changes changes={removes} kind="removes" />
        </Part>
      )}
      {plan.findings.length > 0 && (
        <Part title={t('plans.findings')}>
          <ul className={classes.list}>
            {plan.findings.map((finding) => (
              <FindingItem key={`${finding.document}${finding.code}${finding.offset}`} finding={finding} />
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('plans.steps', { count: plan.steps.length })}>
        <ol className={classes.list}>
          {plan.steps.map((step) => (
            <StepItem key={step.n} step={step} />
          ))}
        </ol>
      </Part>
      {plan.affected.length > 0 && (
        <Part title={t('plans.affected')}>
          <Stack gap={2}>
            {plan.affected.map((arn) => (
              <Arn key={arn} arn={arn} />
            ))}
          </Stack>
        </Part>
      )}
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6} component="section">
      <Title order={3} fz="sm">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Changes({ changes, kind }: { changes: readonly PlanAccessChange[]; kind: 'grants' | 'removes' }) {
  const { t } = useTranslation();
  const Icon = kind === 'grants' ? IconPlus : IconMinus;
  return (
    <ul className={classes.list} aria-label={t(`plans.${kind}`)}>
      {changes.map((change, i) => (
        <li key={i} className={classes.item} data-kind={kind}>
          <Icon size={16} className={classes.icon} aria-hidden />
          <Stack gap={4} miw={0} flex={1}>
            <Text fz="sm">{change.sentence}</Text>
            {change.witness && (
              <dl className={classes.witness}>
                <dt>{t('plans.witness')}</dt>
                <dd>
                  <Code fz="xs">{change.witness.action}</Code>
                </dd>
                <dt>{t('plans.on')}</dt>
                <dd>{change.witness.resource === '*' ? '*' : <Arn arn={change.witness.resource} />}</dd>
                {Object.entries(change.witness.context ?? {}).map(([key, values]) => (
                  <Context key={key} name={key} values={values ?? []} />
                ))}
              </dl>
            )}
          </Stack>
        </li>
      ))}
    </ul>
  );
}

function Context({ name, values }: { name: string; values: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{name}</dt>
      <dd>{values.length > 0 ? values.join(', ') : t('plans.absent')}</dd>
    </>
  );
}

const findingIcons = {
  error: IconAlertOctagon,
  security_warning: IconShieldExclamation,
  warning: IconAlertTriangle,
  suggestion: IconBulb,
};

function FindingItem({ finding }: { finding: PlanFinding }) {
  const { t } = useTranslation();
  const Icon = findingIcons[finding.type];
  return (
    <li className={classes.item} data-kind={finding.type}>
      <Icon
        size={16}
        className={classes.icon}
        role="img"
        aria-label={t(`policies.findings.${finding.type}`)}
      />
      <Stack gap={2} miw={0}>
        <Text fz="sm">{finding.message}</Text>
        <Text fz="xs" c="dimmed">
          {finding.code} · {finding.document}
        </Text>
      </Stack>
    </li>
  );
}

const stepIcons = {
  pending: IconCircleDashed,
  started: IconProgress,
  done: IconCircleCheck,
  failed: IconCircleX,
};

function StepItem({ step }: { step: PlanStep }) {
  const { t } = useTranslation();
  const Icon = stepIcons[step.state];
  return (
    <li className={classes.item} data-state={step.state}>
      <Icon size={17} className={classes.icon} role="img" aria-label={t(`plans.state.${step.state}`)} />
      <Stack gap={3} miw={0} flex={1}>
        <Group gap={8}>
          <Text fz="sm">{step.says}</Text>
          {!step.reversible && <Badge color="orange">{t('plans.forGood')}</Badge>}
        </Group>
        {step.note && (
          <Text fz="xs" c="dimmed">
            {step.note}
          </Text>
        )}
        {step.error && (
          <Text fz="xs" c="var(--tone-bad)">
            {step.error}
          </Text>
        )}
        <details className={classes.exact}>
          <summary>
            <code>{step.operation}</code>
          </summary>
          <Stack gap={6} mt={6}>
            {step.target && <Arn arn={step.target} />}
            <pre className={classes.input} tabIndex={0} aria-label={t('plans.input')}>
              {JSON.stringify(step.input, null, 2)}
            </pre>
          </Stack>
        </details>
      </Stack>
    </li>
  );
}
