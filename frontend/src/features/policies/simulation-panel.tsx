import { Button, Group, Stack, Text, Title } from '@mantine/core';
import {
  IconCircleCheck,
  IconHelp,
  IconPlayerPlay,
  IconPlus,
  IconShieldX,
  IconShieldOff,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Simulation, SimulationStatement } from '@/api/queries/policy-analysis';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AnalysisProblem } from './analysis-problem';
import type { SimulationDraft } from './simulation-draft';
import { StageFlow } from './stage-flow';
import { Verdict, VerdictLoading, type Tone } from '@/ui/verdict';

const looks: Record<Simulation['decision'], { Icon: Icon; tone: Tone }> = {
  allowed: { Icon: IconCircleCheck, tone: 'good' },
  explicit_deny: { Icon: IconShieldX, tone: 'bad' },
  implicit_deny: { Icon: IconShieldOff, tone: 'bad' },
  unknown: { Icon: IconHelp, tone: 'warn' },
};

/** The decision on the request as it stands, with the way it came about. */
export function SimulationPanel({
  draft,
  ready,
  simulation,
  error,
  onRetry,
  onShow,
  onAddKey,
}: {
  draft: SimulationDraft;
  /** There is enough to ask. */
  ready: boolean;
  /** The answer to exactly the present request; undefined while it is on its way. */
  simulation: Simulation | undefined;
  error: unknown;
  onRetry: () => void;
  onShow: (statement: SimulationStatement) => void;
  onAddKey: (key: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Panel id="answer">
      <div aria-live="polite">
        {!ready ? (
          <EmptyState icon={<IconPlayerPlay size={22} />} title={t('simulate.waiting')}>
            {t('simulate.waitingBody')}
          </EmptyState>
        ) : error !== null ? (
          <AnalysisProblem error={error} names={{}} onRetry={onRetry} />
        ) : simulation === undefined ? (
          <VerdictLoading label={t('simulate.simulating')} />
        ) : (
          <Stack gap="lg">
            <Verdict {...looks[simulation.decision]} title={t(`simulate.decision.${simulation.decision}`)}>
              <span style={{ overflowWrap: 'anywhere' }}>{simulation.reason}</span>
            </Verdict>
            {simulation.missing_context.length > 0 && (
              <Stack gap={8}>
                <Text fz="sm">{t('simulate.missing')}</Text>
                <Group gap={6}>
                  {simulation.missing_context.map((key) => (
                    <Button
                      key={key}
                      size="compact-sm"
                      variant="light"
                      leftSection={<IconPlus size={14} />}
                      onClick={() => onAddKey(key)}
                    >
                      {t('simulate.addIt', { key })}
                    </Button>
                  ))}
                </Group>
              </Stack>
            )}
            <Stack gap="sm">
              <Title order={3}>{t('simulate.trace')}</Title>
              <StageFlow stages={simulation.stages} draft={draft} onShow={onShow} />
            </Stack>
          </Stack>
        )}
      </div>
    </Panel>
  );
}
