import { Alert, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import {
  IconCircleCheck,
  IconHelp,
  IconInfoCircle,
  IconPlayerPlay,
  IconShieldCheck,
  IconShieldOff,
  IconShieldX,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DenialExplanation, PolicyChange } from '@/api/queries/policy-analysis';
import { prettyJson } from '@/lib/pretty-json';
import { CopyButton } from '@/ui/copy-button';
import { DiffView } from '@/ui/diff-view';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { simulationOf, type Denial } from './denial';
import { keep } from './kept';
import { simulationName } from './simulation-draft';
import { Verdict } from '@/ui/verdict';
import classes from './denial-report.module.css';

/** Why the request was denied, by whom it was made, and what to change. */
export function DenialReport({ explanation, denial }: { explanation: DenialExplanation; denial: Denial }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const allowed = explanation.decision === 'allowed';
  const title = allowed ? t('explain.nowAllowed') : t(`explain.effect.${explanation.effect || 'none'}`);
  const look = allowed
    ? { Icon: IconCircleCheck, tone: 'good' as const }
    : explanation.effect === 'explicit_deny'
      ? { Icon: IconShieldX, tone: 'bad' as const }
      : explanation.effect === 'implicit_deny'
        ? { Icon: IconShieldOff, tone: 'bad' as const }
        : { Icon: IconHelp, tone: 'warn' as const };
  const facts = [
    explanation.principal ? [t('explain.principal'), <Arn key="p" arn={explanation.principal} />] : null,
    explanation.action ? [t('explain.action'), <code key="a">{explanation.action}</code>] : null,
    explanation.resource ? [t('explain.resource'), <Arn key="r" arn={explanation.resource} />] : null,
    explanation.policy_type ? [t('explain.lacking'), t(`explain.type.${explanation.policy_type}`)] : null,
    explanation.policy_arn ? [t('explain.policy'), <Arn key="o" arn={explanation.policy_arn} />] : null,
  ].filter((fact): fact is [string, string | React.JSX.Element] => fact !== null);

  return (
    <Stack gap="lg">
      <Panel>
        <Stack gap="md">
          <Verdict {...look} title={title}>
            <span className={classes.words}>{explanation.summary}</span>
          </Verdict>
          <Facts facts={facts} />
          {explanation.missing_context.length > 0 && (
            <Text fz="sm">{t('explain.missing', { keys: explanation.missing_context.join(', ') })}</Text>
          )}
          <Points title={t('explain.details')} points={explanation.details} />
          {explanation.principal && explanation.action && (
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlayerPlay size={14} />}
                onClick={() => {
                  keep(queryClient, simulationName, simulationOf(explanation, denial));
                  void navigate({ to: '/policies/simulate' });
                }}
              >
                {t('explain.simulate')}
              </Button>
            </Group>
          )}
        </Stack>
      </Panel>
      {explanation.changes.length > 0 && (
        <Panel
          id="changes"
          title={explanation.changes.length > 1 ? t('explain.changesMany') : t('explain.changes')}
        >
          <Stack gap="lg">
            <Stack gap={4}>
              <Group gap={8} wrap="nowrap" align="flex-start">
                {explanation.proved ? (
                  <IconShieldCheck size={18} color="var(--tone-good)" className={classes.icon} aria-hidden />
                ) : (
                  <IconInfoCircle size={18} color="var(--tone-warn)" className={classes.icon} aria-hidden />
                )}
                <Text fz="sm">{explanation.proved ? t('explain.proved') : t('explain.unproved')}</Text>
              </Group>
              {explanation.assumed && (
                <Text fz="xs" c="dimmed" pl={26}>
                  {t('explain.assumed')}
                </Text>
              )}
            </Stack>
            {explanation.changes.map((change, i) => (
              <Change key={i} change={change} />
            ))}
          </Stack>
        </Panel>
      )}
      {explanation.advice.length > 0 && (
        <Panel id="advice" title={t('explain.advice')}>
          <Points points={explanation.advice} />
        </Panel>
      )}
    </Stack>
  );
}

function Change({ change }: { change: PolicyChange }) {
  const { t } = useTranslation();
  const type = change.policy_type as keyof typeof texts;
  const texts = {
    identity: t('explain.type.identity'),
    resource: t('explain.type.resource'),
    trust: t('explain.type.trust'),
    boundary: t('explain.type.boundary'),
    session: t('explain.type.session'),
    scp: t('explain.type.scp'),
    rcp: t('explain.type.rcp'),
  };
  const whole = change.after || change.statement;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
        <Stack gap={4} miw={0} align="flex-start">
          <Text fz="sm" fw={600} className={classes.words}>
            {change.title}
          </Text>
          {texts[type] && <Badge color="gray">{texts[type]}</Badge>}
        </Stack>
        <Group gap={2} wrap="nowrap">
          {whole && <CopyButton text={prettyJson(whole)} what={t('explain.copyPolicy')} />}
        </Group>
      </Group>
      <DiffView
        before={change.before ? prettyJson(change.before) : ''}
        after={prettyJson(whole)}
        label={t('explain.diff')}
      />
      {change.also_allows.length > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle size={18} />} title={t('explain.alsoAllows')}>
          <ul className={classes.points}>
            {change.also_allows.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Alert>
      )}
    </Stack>
  );
}

function Points({ title, points }: { title?: string; points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <Stack gap={4}>
      {title && <Title order={3}>{title}</Title>}
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Stack>
  );
}
