import { Drawer, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageGrant } from '@/api/queries/usage';
import { Facts } from '@/ui/facts';
import { Time } from '@/ui/time';
import type { GrantedAction } from './grants';
import { Names } from './names';

const tellers = ['last_accessed', 'event_history', 'files'] as const;

/** One granted action: why its state is said, and what was seen of it. */
export function GrantDrawer({ shown, onClose }: { shown: GrantedAction | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={shown !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={shown?.action ?? ''}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {shown && <Content grant={shown.grant} />}
    </Drawer>
  );
}

function Content({ grant }: { grant: UsageGrant }) {
  const { t } = useTranslation();
  const facts: (readonly [string, ReactNode])[] = [
    [t('usage.columns.state'), t(`usage.grants.state.${grant.state}`)],
  ];
  if (grant.first_seen) facts.push([t('usage.grants.first'), <Time key="first" at={grant.first_seen} />]);
  if (grant.last_used) facts.push([t('usage.columns.last'), <Time key="last" at={grant.last_used} />]);
  if (grant.events > 0) facts.push([t('usage.activity.times'), grant.events]);
  if (grant.denied > 0) facts.push([t('usage.activity.denied'), grant.denied]);
  if (grant.regions?.length) facts.push([t('usage.grants.regions'), grant.regions.join(', ')]);
  const from = tellers.filter((one) => grant.from?.includes(one));
  if (from.length > 0) {
    facts.push([t('usage.grants.from'), from.map((one) => t(`usage.grants.teller.${one}`)).join(', ')]);
  }
  return (
    <Stack gap="lg">
      <Text fz="sm">{t(`usage.grants.reason.${grant.reason}`)}</Text>
      <Facts facts={facts} />
      {grant.state === 'not_observable' && (
        <Text fz="sm" c="dimmed">
          {t('usage.grants.kept')}
        </Text>
      )}
      <Names
        title={t('usage.grants.resources')}
        body={t(grant.many ? 'usage.grants.resourcesMany' : 'usage.grants.resourcesBody')}
        names={grant.resources ?? []}
      />
    </Stack>
  );
}
