import { Button, Group, Loader, Stack, Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/ui/panel';
import { ErrorState } from '@/ui/states';

/** Where AWS is asked too, once somebody wants that. */
export function OnlinePanel({
  id,
  title,
  about,
  on,
  onSwitch,
  asking,
  error,
  onRetry,
  children,
}: {
  id: string;
  title: string;
  /** What asking sends, and whereto. */
  about: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
  asking: boolean;
  /** Why the server did not answer; null when it did. */
  error: unknown;
  onRetry: () => void;
  /** AWS's answer. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Panel
      id={id}
      title={title}
      actions={
        <Group gap="xs">
          {on && asking && <Loader size={14} aria-label={t('policies.online.asking')} />}
          <Switch
            size="sm"
            label={t('policies.online.ask')}
            checked={on}
            onChange={(event) => onSwitch(event.currentTarget.checked)}
          />
        </Group>
      }
    >
      <div aria-live="polite">
        {!on ? (
          <Text fz="sm" c="dimmed">
            {about}
          </Text>
        ) : error !== null ? (
          <ErrorState error={error} onRetry={onRetry} />
        ) : (
          children
        )}
      </div>
    </Panel>
  );
}

/** Why AWS gave no answer, in the server's sentences, and asking it again. */
export function OnlineProblems({
  title,
  problems,
  onRetry,
}: {
  title: string;
  problems: readonly string[];
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <Stack gap={4} align="flex-start">
      <Text fz="sm" fw={600}>
        {title}
      </Text>
      {problems.map((problem) => (
        <Text key={problem} fz="sm">
          {problem}
        </Text>
      ))}
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        {t('policies.online.again')}
      </Button>
    </Stack>
  );
}
