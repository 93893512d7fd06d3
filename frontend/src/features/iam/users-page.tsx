import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamUsersQuery, type IamUser } from '@/api/queries/iam';
import { EmptyState } from '@/ui/states';
import { usePlanner } from '@/ui/plans/planner';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { NameCell, PathCell } from './cells';
import { PlanButton } from './detail';
import { CreateNamed } from './forms';
import { IamPage, useOpened } from './iam-page';
import { ResourceList } from './resource-list';
import { UserDrawer } from './user-drawer';

/** /iam/users: the users of the account that the chosen credential belongs to. */
export function UsersPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.title')} description={t('iam.description')}>
      {(credentialId) => <Users credentialId={credentialId} />}
    </IamPage>
  );
}

const words = (user: IamUser) => `${user.user_name} ${user.path} ${user.arn}`;

function Users({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const opened = useOpened();
  const query = useInfiniteQuery(iamUsersQuery(credentialId));
  const columns = useMemo<Column<IamUser>[]>(
    () => [
      {
        key: 'name',
        heading: t('iam.columns.name'),
        width: 'minmax(200px, 1.6fr)',
        cell: (user) => <NameCell name={user.user_name} onOpen={() => opened.open(user.user_name)} />,
      },
      {
        key: 'path',
        heading: t('iam.columns.path'),
        width: 'minmax(120px, 1fr)',
        cell: (user) => <PathCell path={user.path} />,
      },
      {
        key: 'created',
        heading: t('iam.columns.created'),
        width: '150px',
        cell: (user) => <Time at={user.created_at} />,
      },
      {
        key: 'password',
        heading: t('iam.columns.lastPassword'),
        width: '180px',
        cell: (user) =>
          user.password_last_used ? (
            <Time at={user.password_last_used} />
          ) : (
            <Text fz="sm" c="dimmed">
              {t('iam.never')}
            </Text>
          ),
      },
    ],
    [t, opened],
  );
  return (
    <>
      <ResourceList
        query={query}
        label={t('iam.table')}
        search={t('iam.search')}
        columns={columns}
        rowKey={(user) => user.user_id}
        words={words}
        actions={
          <PlanButton
            onClick={() =>
              planner.ask(
                t('iam.actions.createUser'),
                <CreateNamed credentialId={credentialId} kind="user" />,
              )
            }
          >
            {t('iam.actions.createUser')}
          </PlanButton>
        }
        empty={
          <EmptyState icon={<IconUsers size={22} />} title={t('iam.empty')}>
            {t('iam.emptyBody')}
          </EmptyState>
        }
      />
      <UserDrawer credentialId={credentialId} name={opened.name} onClose={opened.close} />
    </>
  );
}
