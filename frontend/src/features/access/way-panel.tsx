import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccessGraph, EscalationStep } from '@/api/queries/access';
import { Arn } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { Conditions } from './reasons';
import { shortName } from './words';
import classes from './graph.module.css';

/** The way of the chosen principal, step by step. */
export function WayPanel({
  graph,
  selected,
  way,
}: {
  graph: AccessGraph;
  selected: string | null;
  way: readonly EscalationStep[];
}) {
  const { t } = useTranslation();
  if (selected === null) {
    return (
      <Panel>
        <Text fz="sm" c="dimmed">
          {t('access.paths.choose')}
        </Text>
      </Panel>
    );
  }
  const name = shortName(selected);
  const administrator = graph.nodes.some(({ id, administrator: is }) => is && id === selected);
  return (
    <Panel id="way" title={t('access.paths.way', { name })}>
      <Stack gap="md" aria-live="polite">
        {selected.startsWith('arn:') && <Arn arn={selected} />}
        {administrator || way.length === 0 ? (
          <Text fz="sm">{t(administrator ? 'access.paths.wayAdmin' : 'access.paths.wayNone', { name })}</Text>
        ) : (
          <ol className={classes.steps}>
            {way.map((step, i) => (
              <Step key={i} step={step} />
            ))}
          </ol>
        )}
      </Stack>
    </Panel>
  );
}

function Step({ step }: { step: EscalationStep }) {
  const { t } = useTranslation();
  return (
    <li className={classes.step}>
      <Text fz="sm">{step.text}</Text>
      <Group gap={6}>
        <Badge color="gray">{t(`access.paths.method.${step.method}`)}</Badge>
        {step.actions.slice(0, 4).map((action) => (
          <Code key={action} fz="xs">
            {action}
          </Code>
        ))}
      </Group>
      {step.conditions.length > 0 && <Conditions conditions={step.conditions} />}
      {step.assumes && (
        <Text fz="xs" c="dimmed">
          {t('access.paths.assumes', { text: step.assumes })}
        </Text>
      )}
      {step.path !== 'sts-001' && (
        <Text fz="xs" c="dimmed">
          {t('access.paths.source', { path: step.path })}
        </Text>
      )}
    </li>
  );
}
