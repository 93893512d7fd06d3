import { Alert, Badge, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GeneratedPolicy } from '@/api/queries/policies';
import { Panel } from '@/ui/panel';
import classes from './why-panel.module.css';

/** How many actions of a choice are named. */
const shownActions = 8;

/** Why the policy is as it is: each choice with the words it comes from, and what was assumed. */
export function WhyPanel({ result }: { result: GeneratedPolicy }) {
  const { t } = useTranslation();
  return (
    <Panel id="why" title={t('policies.why.title')}>
      <Stack gap="md">
        {result.unmet_examples.length > 0 && (
          <Alert color="orange" icon={<IconFlask size={18} />} title={t('policies.why.unmet')}>
            <ul className={classes.points}>
              {result.unmet_examples.map(({ problem }) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Alert>
        )}
        <ul className={classes.list}>
          {result.choices.map((choice, i) => (
            <li key={i} className={classes.choice}>
              <Text fz="sm" fw={600}>
                “{choice.phrase}”
              </Text>
              <Text fz="sm">{choice.decision}</Text>
              <Group gap={4} mt={4}>
                {choice.actions.slice(0, shownActions).map((action) => (
                  <Code key={action} fz="xs">
                    {action}
                  </Code>
                ))}
                {choice.actions.length > shownActions && (
                  <Text fz="xs" c="dimmed">
                    {t('policies.why.moreActions', { count: choice.actions.length - shownActions })}
                  </Text>
                )}
              </Group>
            </li>
          ))}
        </ul>
        {result.assumptions.length > 0 && (
          <Stack gap={4}>
            <Title order={3}>{t('policies.why.assumptions')}</Title>
            <ul className={classes.points}>
              {result.assumptions.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Stack>
        )}
        {result.notes.length > 0 && (
          <Stack gap={4}>
            <Title order={3}>{t('policies.why.notes')}</Title>
            <ul className={classes.points}>
              {result.notes.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Stack>
        )}
        {result.unmatched.length > 0 && (
          <Stack gap={4}>
            <Title order={3}>{t('policies.why.unmatched')}</Title>
            <Group gap={4}>
              {result.unmatched.map((word) => (
                <Badge key={word} color="gray" c="var(--mantine-color-text)">
                  {word}
                </Badge>
              ))}
            </Group>
            <Text fz="xs" c="dimmed">
              {t('policies.why.unmatchedBody')}
            </Text>
          </Stack>
        )}
      </Stack>
    </Panel>
  );
}
