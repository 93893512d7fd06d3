import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconBan, IconCheck, IconMinus, IconQuestionMark, IconX, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SimulationStage, SimulationStatement } from '@/api/queries/policy-analysis';
import { usePolicyName } from './policy-name';
import { policyOf, type SimulationDraft } from './simulation-draft';
import { toneOf } from './simulation-marks';
import classes from './stage-flow.module.css';

const icons: Record<SimulationStage['outcome'], Icon> = {
  allowed: IconCheck,
  explicit_deny: IconX,
  implicit_deny: IconBan,
  unknown: IconQuestionMark,
  not_applicable: IconMinus,
};

/** The stages of the evaluation from top to bottom, each with what it found and why. */
export function StageFlow({
  stages,
  draft,
  onShow,
}: {
  stages: readonly SimulationStage[];
  draft: SimulationDraft;
  onShow: (statement: SimulationStatement) => void;
}) {
  const { t } = useTranslation();
  return (
    <ol className={classes.flow}>
      {stages.map((stage) => {
        const Icon = icons[stage.outcome];
        return (
          <li key={stage.stage} className={classes.stage} data-outcome={stage.outcome}>
            <span className={classes.node} aria-hidden>
              <Icon size={13} stroke={2.6} />
            </span>
            <div className={classes.body}>
              <Text fz="sm" fw={600} component="p">
                {t(`simulate.stage.${stage.stage}`)}{' '}
                <Text component="span" fz="xs" fw={500} className={classes.outcome}>
                  {t(`simulate.outcome.${stage.outcome}`)}
                </Text>
              </Text>
              <Text fz="sm" c="dimmed" className={classes.reason}>
                {stage.reason}
              </Text>
              {stage.statements && stage.statements.length > 0 && (
                <Group gap={6} mt={6}>
                  {stage.statements.map((statement, i) => (
                    <StatementChip key={i} statement={statement} draft={draft} onShow={onShow} />
                  ))}
                </Group>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** A statement by the name of its policy, leading to its editor. */
function StatementChip({
  statement,
  draft,
  onShow,
}: {
  statement: SimulationStatement;
  draft: SimulationDraft;
  onShow: (statement: SimulationStatement) => void;
}) {
  const { t } = useTranslation();
  const nameOf = usePolicyName(draft);
  const policy = policyOf(draft, statement);
  const of = policy ? nameOf(policy) : (statement.policy_id ?? statement.policy_type);
  const name = statement.sid
    ? t('simulate.statementSid', { policy: of, sid: statement.sid })
    : t('simulate.statement', { policy: of, number: statement.statement_index + 1 });
  return (
    <UnstyledButton
      className={classes.chip}
      data-tone={toneOf(statement)}
      disabled={!policy}
      aria-label={t('simulate.showStatement', { name })}
      onClick={() => onShow(statement)}
    >
      <b>{statement.effect === 'Deny' ? t('simulate.denies') : t('simulate.allows')}</b> {name}
      {statement.applies === 'unknown' && <> · {t('simulate.depends')}</>}
    </UnstyledButton>
  );
}
