import { Stack, Text } from '@mantine/core';
import { IconArrowsSplit2, IconEqual } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  onlineSimulationQuery,
  type OnlineSimulation,
  type SimulateRequest,
} from '@/api/queries/policy-analysis';
import { Verdict } from '@/ui/verdict';
import { useKept } from './kept';
import { OnlinePanel, OnlineProblems } from './online-panel';
import { useSettled } from './use-settled';

/** How long nobody types before AWS is asked, in milliseconds. */
const pause = 1200;

/** What AWS's policy simulator decides on the request, once somebody asks it. */
export function OnlineDecisions({ request }: { request: SimulateRequest | null }) {
  const { t } = useTranslation();
  const [on, setOn] = useKept('ask-aws', false);
  const { settled, current } = useSettled(request, pause);
  const answer = useQuery({
    ...onlineSimulationQuery(settled ?? { principal: '', action: '' }),
    enabled: on && current && settled !== null,
  });
  return (
    <OnlinePanel
      id="online-decisions"
      title={t('simulate.online.title')}
      about={t('simulate.online.offBody')}
      on={on}
      onSwitch={setOn}
      asking={request !== null && (!current || answer.isFetching)}
      error={current && answer.isError ? answer.error : null}
      onRetry={() => void answer.refetch()}
    >
      {current && answer.data && (
        <DecisionsOfAWS simulation={answer.data} onRetry={() => void answer.refetch()} />
      )}
    </OnlinePanel>
  );
}

/** AWS's decisions beside the engine's, with what can explain a difference. */
export function DecisionsOfAWS({
  simulation,
  onRetry,
}: {
  simulation: OnlineSimulation;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      {simulation.results.map((result) => (
        <Stack key={`${result.simulator}-${result.action}-${result.resource}`} gap={6}>
          <Text fz="sm" fw={600}>
            {t(`simulate.online.${result.simulator}`)}
          </Text>
          <Verdict
            Icon={result.agrees ? IconEqual : IconArrowsSplit2}
            tone={result.agrees ? 'good' : 'warn'}
            title={result.agrees ? t('simulate.online.agrees') : t('simulate.online.differs')}
          >
            {t('simulate.online.decides', {
              aws: t(`simulate.decision.${result.aws_decision}`),
              own: t(`simulate.decision.${result.decision}`),
            })}
          </Verdict>
          {result.explanation.map((sentence) => (
            <Text key={sentence} fz="sm">
              {sentence}
            </Text>
          ))}
        </Stack>
      ))}
      <OnlineProblems
        title={t('simulate.online.notAsked')}
        problems={simulation.problems}
        onRetry={onRetry}
      />
    </Stack>
  );
}
