import { Stack, Text } from '@mantine/core';
import {
  IconArrowsDiff,
  IconEqual,
  IconHelp,
  IconTrendingDown,
  IconTrendingUp,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PolicyType } from '@/api/queries/policies';
import { compareQuery, type PolicyComparison } from '@/api/queries/policy-analysis';
import { Verdict, VerdictLoading, type Tone } from '@/ui/verdict';
import { AnalysisProblem } from './analysis-problem';
import { useSimulateWitness } from './use-simulate-witness';
import { WitnessCard } from './witness-card';
import classes from './relation-panel.module.css';

const looks: Record<PolicyComparison['relation'], { Icon: Icon; tone: Tone }> = {
  equivalent: { Icon: IconEqual, tone: 'good' },
  broader: { Icon: IconTrendingUp, tone: 'warn' },
  narrower: { Icon: IconTrendingDown, tone: 'info' },
  incomparable: { Icon: IconArrowsDiff, tone: 'warn' },
  unknown: { Icon: IconHelp, tone: 'quiet' },
};

/** What somebody can do after a change that nobody could before, and the other way round, each with a request. */
export function AccessChange({
  before,
  after,
  policyType,
}: {
  before: string;
  after: string;
  policyType: PolicyType;
}) {
  const { t } = useTranslation();
  const simulate = useSimulateWitness(policyType);
  const same = before === after;
  const answer = useQuery({
    ...compareQuery({ a: after, b: before, policy_type: policyType }),
    enabled: !same,
  });
  if (same) {
    return (
      <Verdict Icon={IconEqual} tone="good" title={t('library.change.equivalent')}>
        {t('library.change.sameText')}
      </Verdict>
    );
  }
  if (answer.isPending) return <VerdictLoading label={t('library.change.checking')} />;
  if (answer.isError) {
    return (
      <AnalysisProblem
        error={answer.error}
        names={{ a: t('library.change.after'), b: t('library.change.before') }}
        onRetry={() => void answer.refetch()}
      />
    );
  }
  const { relation, reason, witness, other_witness: other } = answer.data;
  const cards = [witness, other].filter((one) => one !== undefined);
  return (
    <Stack gap="md">
      <Verdict {...looks[relation]} title={t(`library.change.${relation}`)}>
        {t(`library.change.${relation}Body`)}
        {reason && <Text fz="sm">{reason}</Text>}
      </Verdict>
      {cards.length > 0 && (
        <div className={classes.witnesses}>
          {cards.map((one) => (
            <WitnessCard
              key={one.allowed_by}
              lead={t(one.allowed_by === 'a' ? 'library.change.gained' : 'library.change.lost')}
              witness={one}
              simulate={[
                {
                  name: t(one.allowed_by === 'a' ? 'library.change.after' : 'library.change.before'),
                  open: () => simulate(one, one.allowed_by === 'a' ? after : before),
                },
              ]}
            />
          ))}
        </div>
      )}
    </Stack>
  );
}
