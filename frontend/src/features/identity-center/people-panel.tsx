import { Badge, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { icUsersQuery, type IcPlace, type IcUser } from '@/api/queries/identity-center';
import { nameColumn, quietColumn } from '@/ui/aws/cells';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import type { Column } from '@/ui/virtual-table';
import { PersonDetail } from './person-detail';
import { CreatePerson } from './people-forms';

/** The people of the identity store. */
export function PeoplePanel({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const query = useInfiniteQuery(icUsersQuery(place));
  const columns = useMemo<Column<IcUser>[]>(
    () => [
      nameColumn(
        t('identityCenter.userName'),
        (user) => user.user_name,
        (user) => opened.open(user.id),
        'minmax(180px, 1fr)',
      ),
      {
        key: 'display',
        heading: t('identityCenter.displayName'),
        width: 'minmax(180px, 1.2fr)',
        cell: (user) => (
          <Text fz="sm" truncate>
            {user.display_name}
          </Text>
        ),
      },
      quietColumn('email', t('organizations.email'), (user) => user.email, 'minmax(180px, 1.2fr)'),
      {
        key: 'kept',
        heading: t('identityCenter.keptBy'),
        width: '190px',
        cell: (user) => <KeptBy external={user.external} />,
      },
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={query}
      label={t('identityCenter.view.people')}
      search={t('identityCenter.searchPeople')}
      hint={t('identityCenter.peopleHint')}
      columns={columns}
      rowKey={(user) => user.id}
      words={(user) => `${user.user_name} ${user.display_name} ${user.email} ${user.id}`}
      create={{ title: t('identityCenter.createPerson'), form: () => <CreatePerson place={place} /> }}
      empty={{
        Icon: IconUsers,
        title: t('identityCenter.noPeople'),
        body: t('identityCenter.noPeopleBody'),
      }}
      opened={opened}
      drawerName={(id) =>
        query.data?.pages.flatMap((page) => page.items).find((user) => user.id === id)?.user_name ?? id
      }
    >
      {(id, close) => <PersonDetail place={place} id={id} onClose={close} />}
    </ResourcePage>
  );
}

/** Where a person or group comes from: what an identity provider keeps comes back after a change. */
export function KeptBy({ external }: { external: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge color={external ? 'blue' : 'gray'} component="span">
      {t(external ? 'identityCenter.external' : 'identityCenter.internal')}
    </Badge>
  );
}
