import { Alert, Anchor, Badge, Button, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { versionQuery } from '@/api/queries/library';
import { applyChange, dismissChange, type PlannedChange } from '@/api/queries/monitoring';
import { useMay } from '@/api/queries/role';
import { prettyJson } from '@/lib/pretty-json';
import { DiffView } from '@/ui/diff-view';
import { Facts } from '@/ui/facts';
import { GuardedButton } from '@/ui/guarded-button';
import { Arn } from '@/ui/identifiers';
import { notifyDone, notifyError } from '@/ui/notify';
import { ErrorState, LoadingRows } from '@/ui/states';
import { levelColours, stateColours } from './words';

type Proposal = NonNullable<PlannedChange['proposal']>;

/** One change: what happened, what it means, the edit with what it changes, and the decision. */
export function ChangeDrawer({ change, onClose }: { change: PlannedChange | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={change !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={change ? t(`monitoring.kind.${change.effect.kind}`) : ''}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {change && <Content key={change.id} change={change} />}
    </Drawer>
  );
}

function Content({ change }: { change: PlannedChange }) {
  const { t } = useTranslation();
  const { effect, proposal } = change;
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <Badge color={levelColours[effect.level]}>{t(`monitoring.level.${effect.level}`)}</Badge>
        <Badge color={stateColours[change.state]}>{t(`monitoring.state.${change.state}`)}</Badge>
      </Group>
      <Text>{effect.detail}</Text>
      <Facts
        facts={[
          [
            t('monitoring.columns.policy'),
            change.policy_id > 0 ? (
              <Anchor
                key="policy"
                fz="sm"
                renderRoot={(props) => (
                  <Link to="/policies/$id" params={{ id: String(change.policy_id) }} {...props} />
                )}
              >
                {change.subject}
              </Anchor>
            ) : (
              <Arn key="arn" arn={change.subject} />
            ),
          ],
          [
            t('monitoring.change.place'),
            t('monitoring.change.statement', {
              number: effect.statement + 1,
              sid: effect.sid ? ` (${effect.sid})` : '',
            }),
          ],
          [t('monitoring.change.pattern'), <Code key="pattern">{effect.pattern}</Code>],
          [t('monitoring.change.names'), <Names key="names" names={effect.names} />],
        ]}
      />
      {change.advice && <Alert color="blue">{change.advice}</Alert>}
      {proposal && <Edit change={change} proposal={proposal} />}
      <Decision change={change} />
    </Stack>
  );
}

function Names({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  const more = names.length - 20;
  return (
    <Group gap={4}>
      {names.slice(0, 20).map((name) => (
        <Code key={name} fz="xs">
          {name}
        </Code>
      ))}
      {more > 0 && (
        <Text fz="xs" c="dimmed" title={names.slice(20).join(', ')}>
          {t('monitoring.change.moreNames', { count: more })}
        </Text>
      )}
    </Group>
  );
}

function Edit({ change, proposal }: { change: PlannedChange; proposal: Proposal }) {
  const { t } = useTranslation();
  const before = useQuery({
    ...versionQuery(change.policy_id, change.version),
    enabled: change.policy_id > 0,
  });
  return (
    <>
      <Part title={t('monitoring.change.edit')}>
        <Text fz="sm">{proposal.title}</Text>
        {change.policy_id === 0 ? (
          <Code block>{prettyJson(proposal.document)}</Code>
        ) : before.isPending ? (
          <LoadingRows rows={4} />
        ) : before.isError ? (
          <ErrorState error={before.error} onRetry={() => void before.refetch()} />
        ) : (
          <DiffView
            before={prettyJson(before.data.document)}
            after={prettyJson(proposal.document)}
            label={t('monitoring.change.diff')}
          />
        )}
      </Part>
      <Part title={t('monitoring.change.relation')}>
        <Text fz="sm">{t(`monitoring.relation.${proposal.relation}`)}</Text>
        {proposal.witness && (
          <Facts
            facts={[
              [t('monitoring.change.action'), <Code key="action">{proposal.witness.action}</Code>],
              [t('monitoring.change.resource'), <Arn key="resource" arn={proposal.witness.resource} />],
              [
                t('monitoring.change.allowedBy'),
                proposal.relation === 'broader'
                  ? t('monitoring.change.byAfter')
                  : t('monitoring.change.byBefore'),
              ],
            ]}
          />
        )}
      </Part>
      {proposal.cases.length > 0 && (
        <Part title={t('monitoring.change.cases')}>
          <Stack gap={6}>
            {proposal.cases.map((one) => (
              <Group key={one.name} gap="xs" wrap="nowrap" align="flex-start">
                <Badge color={one.expect === 'allowed' ? 'teal' : 'red'} style={{ flex: 'none' }}>
                  {t(one.expect === 'allowed' ? 'monitoring.change.allowed' : 'monitoring.change.denied')}
                </Badge>
                <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
                  {one.name} <Code fz="xs">{one.action}</Code>
                </Text>
              </Group>
            ))}
          </Stack>
        </Part>
      )}
    </>
  );
}

function Decision({ change }: { change: PlannedChange }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('policies.write');
  const settled = () => {
    void queryClient.invalidateQueries({ queryKey: keys.monitoring });
    void queryClient.invalidateQueries({ queryKey: keys.library });
  };
  const apply = useMutation({
    mutationFn: () => applyChange(change.run_id, change.id),
    onSuccess: () => notifyDone(t('monitoring.change.applied', { policy: change.subject })),
    onError: notifyError,
    onSettled: settled,
  });
  const dismiss = useMutation({
    mutationFn: () => dismissChange(change.run_id, change.id),
    onSuccess: () => notifyDone(t('monitoring.change.dismissed')),
    onError: notifyError,
    onSettled: settled,
  });
  if (change.state !== 'open') {
    if (change.state !== 'applied') return null;
    return (
      <Text fz="sm" c="dimmed">
        {t('monitoring.change.storedAs', { version: change.applied_version })}
      </Text>
    );
  }
  const reason = may ? null : t('monitoring.change.noWrite');
  return (
    <Group gap="xs">
      {change.proposal && change.policy_id > 0 && (
        <GuardedButton reason={reason} loading={apply.isPending} onClick={() => apply.mutate()}>
          {t('monitoring.change.apply')}
        </GuardedButton>
      )}
      <GuardedButton
        variant="default"
        reason={reason}
        loading={dismiss.isPending}
        onClick={() => dismiss.mutate()}
      >
        {t('monitoring.change.dismiss')}
      </GuardedButton>
      {change.policy_id > 0 && (
        <Button
          variant="subtle"
          color="gray"
          renderRoot={(props) => (
            <Link to="/policies/$id" params={{ id: String(change.policy_id) }} {...props} />
          )}
        >
          {t('monitoring.change.openPolicy')}
        </Button>
      )}
    </Group>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={8} component="section">
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  );
}
