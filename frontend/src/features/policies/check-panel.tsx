import { Stack } from '@mantine/core';
import { IconHelp, IconShieldCheck, IconShieldSearch, IconShieldX, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accessCheckQuery, type AccessCheck, type AccessQuestion } from '@/api/queries/policy-analysis';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AnalysisProblem } from './analysis-problem';
import type { Comparison } from './comparison';
import { useSettled } from './use-settled';
import { useSimulateWitness } from './use-simulate-witness';
import { Verdict, VerdictLoading, type Tone } from '@/ui/verdict';
import { WitnessCard } from './witness-card';

const looks: Record<AccessCheck['result'], { Icon: Icon; tone: Tone }> = {
  PASS: { Icon: IconShieldCheck, tone: 'good' },
  FAIL: { Icon: IconShieldX, tone: 'bad' },
  UNKNOWN: { Icon: IconHelp, tone: 'quiet' },
};

/** What the page asks, as the server wants it. */
export function toQuestion({ check, a, b, policyType, actions, resources }: Comparison): AccessQuestion {
  const type = policyType ? { policy_type: policyType } : {};
  switch (check) {
    case 'new':
      return { check, body: { new: a, existing: b, ...type } };
    case 'granted':
      return {
        check,
        body: {
          document: a,
          ...(actions.length > 0 ? { actions } : {}),
          ...(resources.length > 0 ? { resources } : {}),
          ...type,
        },
      };
    case 'public':
      return { check, body: { document: a, policy_type: policyType === 'trust' ? 'trust' : 'resource' } };
  }
}

/** Whether the policy allows what it should not, as it stands at this moment. */
export function CheckPanel({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const { settled, current } = useSettled(toQuestion(comparison));
  const { check, a, b, actions, resources } = comparison;
  const complete = {
    new: b.trim() !== '',
    granted: actions.length > 0 || resources.length > 0,
    public: true,
  };
  const ready = a.trim() !== '' && complete[check];
  const answer = useQuery({ ...accessCheckQuery(settled), enabled: ready && current });
  return (
    <Panel id="check">
      <div aria-live="polite">
        {!ready ? (
          <EmptyState icon={<IconShieldSearch size={22} />} title={t('compare.waitingCheck')}>
            {check === 'granted' ? t('compare.waitingGrantedBody') : t('compare.waitingCheckBody')}
          </EmptyState>
        ) : !current || answer.isPending ? (
          <VerdictLoading label={t('compare.checking')} />
        ) : answer.isError ? (
          <AnalysisProblem
            error={answer.error}
            names={{
              new: t('compare.newPolicy'),
              existing: t('compare.existingPolicy'),
              document: t('compare.document'),
              actions: t('compare.check.actions'),
              resources: t('compare.check.resources'),
            }}
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <Outcome outcome={answer.data} comparison={comparison} />
        )}
      </div>
    </Panel>
  );
}

function Outcome({ outcome, comparison }: { outcome: AccessCheck; comparison: Comparison }) {
  const { t } = useTranslation();
  const { check, policyType, a } = comparison;
  const simulate = useSimulateWitness(check === 'public' ? (policyType ?? 'resource') : policyType);
  const { witness } = outcome;
  const title = {
    PASS: t(`compare.check.pass_${check}`),
    FAIL: t(`compare.check.fail_${check}`),
    UNKNOWN: t('compare.check.unknown'),
  };
  return (
    <Stack gap="md">
      <Verdict {...looks[outcome.result]} title={title[outcome.result]}>
        {outcome.message}
      </Verdict>
      {witness && (
        <WitnessCard
          lead={t('compare.only.check')}
          witness={witness}
          simulate={[{ name: t('compare.document'), open: () => simulate(witness, a) }]}
        />
      )}
    </Stack>
  );
}
