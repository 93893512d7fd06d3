import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamUsersQuery, type IamUser } from '@/api/queries/iam';
import { nameColumn, quietColumn, timeColumn } from '@/ui/aws/cells';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import type { Column } from '@/ui/virtual-table';
import { CreateNamed } from './forms';
import { IamPage } from './iam-page';
import { UserDetail } from './user-detail';

/** /iam/users: the users of the account that the chosen credential belongs to. */
export function UsersPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.title')} description={t('iam.description')}>
      {(credentialId) => <Users credentialId={credentialId} />}
    </IamPage>
  );
}

function Users({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const columns = useMemo<Column<IamUser>[]>(
    () => [
      nameColumn(
        t('iam.columns.name'),
        (user) => user.user_name,
        (user) => opened.open(user.user_name),
      ),
      quietColumn('path', t('iam.columns.path'), (user) => user.path, 'minmax(120px, 1fr)', 'code'),
      timeColumn('created', t('iam.columns.created'), (user) => user.created_at),
      timeColumn('password', t('iam.columns.lastPassword'), (user) => user.password_last_used, '180px'),
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={useInfiniteQuery(iamUsersQuery(credentialId))}
      label={t('iam.table')}
      search={t('iam.search')}
      columns={columns}
      rowKey={(user) => user.user_id}
      words={(user) => `${user.user_name} ${user.path} ${user.arn}`}
      create={{
        title: t('iam.actions.createUser'),
        form: () => <CreateNamed credentialId={credentialId} kind="user" />,
      }}
      empty={{ Icon: IconUsers, title: t('iam.empty'), body: t('iam.emptyBody') }}
      opened={opened}
    >
      {(name, close) => <UserDetail credentialId={credentialId} name={name} onClose={close} />}
    </ResourcePage>
  );
}
