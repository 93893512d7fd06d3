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
import {
  compareQuery,
  type ComparePoliciesRequest,
  type PolicyComparison,
} from '@/api/queries/policy-analysis';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AnalysisProblem } from './analysis-problem';
import type { Comparison } from './comparison';
import { useSettled } from './use-settled';
import { useSimulateWitness } from './use-simulate-witness';
import { Verdict, VerdictLoading, type Tone } from '@/ui/verdict';
import { WitnessCard } from './witness-card';
import classes from './relation-panel.module.css';

const looks: Record<PolicyComparison['relation'], { Icon: Icon; tone: Tone }> = {
  equivalent: { Icon: IconEqual, tone: 'good' },
  broader: { Icon: IconTrendingUp, tone: 'warn' },
  narrower: { Icon: IconTrendingDown, tone: 'info' },
  incomparable: { Icon: IconArrowsDiff, tone: 'warn' },
  unknown: { Icon: IconHelp, tone: 'quiet' },
};

function toRequest({ a, b, policyType, denies }: Comparison): ComparePoliciesRequest {
  return { a, b, ...(policyType ? { policy_type: policyType } : {}), ...(denies ? { denies } : {}) };
}

/** How A relates to B, as they stand in the editors at this moment. */
export function RelationPanel({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const { settled, current } = useSettled(toRequest(comparison));
  const ready = comparison.a.trim() !== '' && comparison.b.trim() !== '';
  const answer = useQuery({ ...compareQuery(settled), enabled: ready && current });
  return (
    <Panel id="relation">
      <div aria-live="polite">
        {!ready ? (
          <EmptyState icon={<IconArrowsDiff size={22} />} title={t('compare.waiting')}>
            {t('compare.waitingBody')}
          </EmptyState>
        ) : !current || answer.isPending ? (
          <VerdictLoading label={t('compare.comparing')} />
        ) : answer.isError ? (
          <AnalysisProblem
            error={answer.error}
            names={{ a: t('compare.a'), b: t('compare.b') }}
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <Relation
            result={answer.data}
            a={comparison.a}
            b={comparison.b}
            policyType={comparison.policyType}
            denies={comparison.denies}
          />
        )}
      </div>
    </Panel>
  );
}

function Relation({
  result,
  a,
  b,
  policyType,
  denies,
}: {
  result: PolicyComparison;
  a: string;
  b: string;
  policyType: PolicyType | undefined;
  denies: boolean;
}) {
  const { t } = useTranslation();
  const simulate = useSimulateWitness(policyType);
  const witnesses = [result.witness, result.other_witness].filter((witness) => witness !== undefined);
  const verb = denies ? 'deny' : 'allow';
  return (
    <Stack gap="md">
      <Verdict
        {...looks[result.relation]}
        title={t(denies ? `compare.relationDeny.${result.relation}` : `compare.relation.${result.relation}`)}
      >
        {t(
          denies ? `compare.relationDenyBody.${result.relation}` : `compare.relationBody.${result.relation}`,
        )}
        {result.reason && <Text fz="sm">{result.reason}</Text>}
      </Verdict>
      {witnesses.length > 0 && (
        <div className={classes.witnesses}>
          {witnesses.map((witness) => (
            <WitnessCard
              key={witness.allowed_by}
              lead={t(`compare.only.${verb}_${witness.allowed_by}`)}
              witness={witness}
              simulate={[
                { name: t('compare.a'), open: () => simulate(witness, a) },
                { name: t('compare.b'), open: () => simulate(witness, b) },
              ]}
            />
          ))}
        </div>
      )}
    </Stack>
  );
}
