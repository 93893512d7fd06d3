import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatCan } from '@/api/queries/access';
import { icAccessQuery, type IcAccess, type IcPlace, type IcUser } from '@/api/queries/identity-center';
import { Part } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { AccountId } from '@/ui/identifiers';
import classes from './identity-center.module.css';
import { useDuration } from './use-duration';

/** What a person gets where, directly and through groups. */
export function PersonAccess({ place, user }: { place: IcPlace; user: IcUser }) {
  const { t } = useTranslation();
  const query = useQuery(icAccessQuery(place, user.id));
  return (
    <Part
      title={t('identityCenter.access')}
      none={query.data?.access.length === 0 && t('identityCenter.noAccess')}
    >
      <Loaded query={query} rows={3}>
        {({ access, notes }) => (
          <Stack gap="sm">
            <Notes notes={notes} />
            <ul className={classes.plain} aria-label={t('identityCenter.access')}>
              {access.map((one) => (
                <Entry
                  key={`${one.account_id} ${one.permission_set_id}`}
                  place={place}
                  userId={user.id}
                  access={one}
                />
              ))}
            </ul>
          </Stack>
        )}
      </Loaded>
    </Part>
  );
}

function Entry({ place, userId, access }: { place: IcPlace; userId: string; access: IcAccess }) {
  const { t } = useTranslation();
  const words = useDuration();
  const [open, setOpen] = useState(false);
  const through = [
    ...(access.direct ? [t('identityCenter.directly')] : []),
    ...access.through.map((name) => t('identityCenter.through', { name })),
  ].join(', ');
  return (
    <li className={classes.entry}>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Stack gap={2} miw={0}>
          <Group gap={8}>
            <Text fz="sm" fw={550}>
              {access.permission_set_name}
            </Text>
            {access.administrator && <Badge color="orange">{t('identityCenter.isAdministrator')}</Badge>}
          </Group>
          <Group gap={8}>
            <Text fz="sm">{access.account_name}</Text>
            <AccountId id={access.account_id} copy={false} />
          </Group>
          <Text fz="xs" c="dimmed">
            {through} · {t('identityCenter.forAtMost', { length: words(access.session_duration) })}
          </Text>
        </Stack>
        <Button
          size="compact-sm"
          variant="default"
          style={{ flex: 'none' }}
          aria-expanded={open}
          aria-label={t('identityCenter.whatOf', {
            set: access.permission_set_name,
            account: access.account_name ?? access.account_id,
          })}
          onClick={() => setOpen(!open)}
        >
          {t('identityCenter.what')}
        </Button>
      </Group>
      {open && <What place={place} userId={userId} access={access} />}
    </li>
  );
}

function What({ place, userId, access }: { place: IcPlace; userId: string; access: IcAccess }) {
  const { t } = useTranslation();
  const query = useQuery(icAccessQuery(place, userId, access.account_id));
  return (
    <Loaded query={query} rows={3}>
      {({ access: all, notes }) => {
        const can = all.find((one) => one.permission_set_id === access.permission_set_id)?.what_can;
        return (
          <Stack gap="sm" mt="xs">
            <Notes notes={notes} />
            {can ? (
              <Services can={can} />
            ) : (
              <Text fz="sm" c="dimmed">
                {t('identityCenter.notTold')}
              </Text>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** At most so many actions are listed of one service. */
const shownActions = 16;

function Services({ can }: { can: WhatCan }) {
  const { t } = useTranslation();
  if (can.services.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('identityCenter.nothing')}
      </Text>
    );
  }
  return (
    // A region that scrolls must be reachable by keyboard.
    <ul className={classes.services} tabIndex={0} aria-label={t('identityCenter.what')}>
      {can.services.map(({ service, name, grants }) => {
        const actions = [...new Set(grants.flatMap((grant) => grant.actions))];
        const everywhere = grants.some(({ resources }) => !resources || resources.length === 0);
        const resources = [...new Set(grants.flatMap((grant) => grant.resources ?? []))];
        return (
          <li key={service}>
            <Text fz="sm" fw={550}>
              {name || service}
            </Text>
            <Group gap={4}>
              {actions.slice(0, shownActions).map((action) => (
                <Code key={action} fz="xs">
                  {action}
                </Code>
              ))}
              {actions.length > shownActions && (
                <Text fz="xs" c="dimmed" title={actions.slice(shownActions).join(', ')}>
                  {t('aws.more', { count: actions.length - shownActions })}
                </Text>
              )}
            </Group>
            <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {everywhere ? t('identityCenter.everywhere') : resources.join(', ')}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}
