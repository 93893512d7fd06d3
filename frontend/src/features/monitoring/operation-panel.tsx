import { Anchor, Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operationQuery } from '@/api/queries/monitoring';
import { ActionInput } from '@/ui/action-input';
import { Facts } from '@/ui/facts';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';

const colours = { current: 'teal', accepted: 'blue', removed: 'red', unknown: 'orange' } as const;

/** What AWS has of one operation now, and which stored policies are about it. */
export function OperationPanel() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked, ask] = useState<readonly [string, string] | null>(null);
  const parts = /^([a-z0-9-]+):([A-Za-z0-9]+)$/i.exec(typed.trim());
  return (
    <Panel id="operation" title={t('monitoring.operation.title')}>
      <Stack gap="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (parts?.[1] && parts[2]) ask([parts[1], parts[2]]);
          }}
        >
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <ActionInput
              label={t('monitoring.operation.action')}
              value={typed}
              onChange={setTyped}
              flex={1}
              miw={0}
            />
            <Button type="submit" variant="default" disabled={!parts}>
              {t('monitoring.operation.check')}
            </Button>
          </Group>
        </form>
        {asked && <Answer service={asked[0]} operation={asked[1]} />}
      </Stack>
    </Panel>
  );
}

function Answer({ service, operation }: { service: string; operation: string }) {
  const { t } = useTranslation();
  const answer = useQuery(operationQuery(service, operation));
  if (answer.isPending) return <LoadingRows rows={3} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { data } = answer;
  return (
    <Stack gap="sm" aria-live="polite">
      <Group gap="xs">
        <Code fz="sm">{data.action}</Code>
        <Badge color={colours[data.status]}>{t(`monitoring.operation.status.${data.status}`)}</Badge>
      </Group>
      {data.description && <Text fz="sm">{data.description}</Text>}
      <Facts
        facts={[
          ...(data.access_level ? [[t('monitoring.operation.level'), data.access_level] as const] : []),
          ...(data.resource_types.length > 0
            ? [[t('monitoring.operation.resources'), data.resource_types.join(', ')] as const]
            : []),
          ...(data.dependent_actions.length > 0
            ? [[t('monitoring.operation.needs'), data.dependent_actions.join(', ')] as const]
            : []),
          ...(data.similar.length > 0
            ? [[t('monitoring.operation.similar'), data.similar.join(', ')] as const]
            : []),
        ]}
      />
      <Text fz="sm" fw={600}>
        {t('monitoring.operation.policies', { count: data.policies.length })}
      </Text>
      {data.policies.map((one) => (
        <Group key={`${one.policy_id} ${one.pattern} ${one.effect}`} gap="xs">
          <Badge color={one.effect === 'Allow' ? 'teal' : 'red'}>{one.effect}</Badge>
          <Anchor
            fz="sm"
            renderRoot={(props) => (
              <Link to="/policies/$id" params={{ id: String(one.policy_id) }} {...props} />
            )}
          >
            {one.name}
          </Anchor>
          <Code fz="xs">{one.pattern}</Code>
        </Group>
      ))}
    </Stack>
  );
}
