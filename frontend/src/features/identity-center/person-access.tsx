import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatCan } from '@/api/queries/access';
import { icAccessQuery, type IcAccess, type IcPlace, type IcUser } from '@/api/queries/identity-center';
import { Part } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { SearchField } from '@/ui/aws/search-field';
import { AccountId } from '@/ui/identifiers';
import classes from './identity-center.module.css';
import { allowedServices, findServices, type AllowedService } from './services';
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

/** Services, of which each opens: an administrator has hundreds. What was searched for is open. */
function Services({ can }: { can: WhatCan }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const services = useMemo(() => allowedServices(can), [can]);
  const found = useMemo(() => findServices(services, text), [services, text]);
  if (services.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('identityCenter.nothing')}
      </Text>
    );
  }
  const few = text.trim() !== '' && found.length <= 5;
  return (
    <Stack gap="sm">
      <SearchField
        label={t('identityCenter.searchActions')}
        hint="s3:GetObject"
        value={text}
        onChange={setText}
      />
      {found.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t('identityCenter.notAllowed', { text })}
        </Text>
      )}
      {/* A region that scrolls must be reachable by keyboard. */}
      <ul className={classes.services} tabIndex={0} aria-label={t('identityCenter.what')}>
        {found.map((one) => (
          // One that is found alone opens by itself.
          <Service key={`${one.service} ${few}`} allowed={one} first={few} />
        ))}
      </ul>
    </Stack>
  );
}

function Service({
  allowed: { service, name, actions, resources },
  first,
}: {
  allowed: AllowedService;
  /** Whether it is open at first. */
  first: boolean;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(first);
  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <b>{name}</b> <code>{service}</code>{' '}
          <span className="numbers">{t('identityCenter.actions', { count: actions.length })}</span>
        </summary>
        {open && (
          <Stack gap={6} py={6}>
            <Group gap={4}>
              {actions.map((action) => (
                <Code key={action} fz="xs">
                  {action}
                </Code>
              ))}
            </Group>
            <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {resources.length === 0 ? t('identityCenter.everywhere') : resources.join(', ')}
            </Text>
          </Stack>
        )}
      </details>
    </li>
  );
}
