import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  onlineValidationQuery,
  type OnlineValidation,
  type PolicyFinding,
  type PolicyType,
} from '@/api/queries/policies';
import { FindingItem } from './findings-panel';
import classes from './findings-panel.module.css';
import { useKept } from './kept';
import { OnlinePanel, OnlineProblems } from './online-panel';
import { useSettled } from './use-settled';

/** How long nobody types before AWS is asked, in milliseconds. */
const pause = 1200;

/** What IAM Access Analyzer finds otherwise than the engine, once somebody asks it. */
export function OnlineFindings({
  text,
  policyType,
  onGoTo,
}: {
  text: string;
  policyType: PolicyType;
  onGoTo: (finding: PolicyFinding) => void;
}) {
  const { t } = useTranslation();
  const [on, setOn] = useKept('ask-aws', false);
  const { settled, current } = useSettled({ text, policyType }, pause);
  const answer = useQuery({
    ...onlineValidationQuery(settled.text, settled.policyType),
    enabled: on && current && settled.text.trim() !== '',
  });
  return (
    <OnlinePanel
      id="online-findings"
      title={t('policies.online.title')}
      about={t('policies.online.offBody')}
      on={on}
      onSwitch={setOn}
      asking={!current || answer.isFetching}
      error={current && answer.isError ? answer.error : null}
      onRetry={() => void answer.refetch()}
    >
      {current && answer.data && (
        <OnlineDifferences validation={answer.data} onGoTo={onGoTo} onRetry={() => void answer.refetch()} />
      )}
    </OnlinePanel>
  );
}

/** The findings that only one of the two has, and how many both have. */
export function OnlineDifferences({
  validation,
  onGoTo,
  onRetry,
}: {
  validation: OnlineValidation;
  onGoTo: (finding: PolicyFinding) => void;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  if (!validation.answered)
    return (
      <OnlineProblems
        title={t('policies.online.notAnswered')}
        problems={[validation.problem ?? '']}
        onRetry={onRetry}
      />
    );
  const by = (who: string) => validation.findings.filter(({ found_by }) => found_by === who);
  const same = by('both').length;
  return (
    <Stack gap="md">
      {same === validation.findings.length && <Text fz="sm">{t('policies.online.same')}</Text>}
      {(['aws', 'iam_copilot'] as const).map(
        (who) =>
          by(who).length > 0 && (
            <Stack key={who} gap={4}>
              <Title order={3} fz="sm">
                {t(`policies.online.${who}`)}
              </Title>
              <ul className={classes.list} aria-label={t(`policies.online.${who}`)}>
                {by(who).map(({ finding, why }) => (
                  <FindingItem
                    key={`${finding.code}-${finding.offset}-${finding.message}`}
                    finding={finding}
                    onJump={() => onGoTo(finding)}
                  >
                    {why && (
                      <Text fz="xs" c="dimmed">
                        {why}
                      </Text>
                    )}
                  </FindingItem>
                ))}
              </ul>
            </Stack>
          ),
      )}
      {same > 0 && (
        <Text fz="sm" c="dimmed">
          {t('policies.online.both', { count: same })}
        </Text>
      )}
      {validation.notes.map((note) => (
        <Text key={note} fz="xs" c="dimmed">
          {note}
        </Text>
      ))}
    </Stack>
  );
}
