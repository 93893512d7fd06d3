import { Button, Group, Text } from '@mantine/core';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamUsersQuery, type IamUser } from '@/api/queries/iam';
import { Arn } from '@/ui/identifiers';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { searchUsers } from './search';

/** The users of an account. More are asked of AWS only when the person wants them: every piece is a call. */
export function UsersTable({
  credentialId,
  text,
  onOpen,
}: {
  credentialId: number;
  /** What the loaded users are narrowed to. */
  text: string;
  onOpen: (userName: string) => void;
}) {
  const { t } = useTranslation();
  const users = useInfiniteQuery(iamUsersQuery(credentialId));
  const loaded = useMemo(() => users.data?.pages.flatMap((page) => page.items) ?? [], [users.data]);
  const found = useMemo(() => searchUsers(loaded, text), [loaded, text]);
  const columns = useMemo<Column<IamUser>[]>(
    () => [
      {
        key: 'name',
        heading: t('iam.columns.name'),
        width: 'minmax(170px, 1fr)',
        cell: (user) => (
          <RowButton label={t('iam.open', { name: user.user_name })} onClick={() => onOpen(user.user_name)}>
            <Text component="span" fz="sm" fw={550}>
              {user.user_name}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'path',
        heading: t('iam.columns.path'),
        width: 'minmax(90px, 0.6fr)',
        cell: (user) => (
          <Text fz="xs" ff="monospace" c="dimmed" truncate>
            {user.path}
          </Text>
        ),
      },
      {
        key: 'arn',
        heading: t('iam.columns.arn'),
        width: 'minmax(220px, 1.8fr)',
        cell: (user) => (
          <Group pos="relative" miw={0} c="dimmed" style={{ zIndex: 1 }}>
            <Arn arn={user.arn} what={t('iam.columns.arn')} />
          </Group>
        ),
      },
      {
        key: 'created',
        heading: t('iam.columns.created'),
        width: '120px',
        cell: (user) => <Time at={user.created_at} />,
      },
      {
        key: 'password',
        heading: t('iam.columns.lastPassword'),
        width: '140px',
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
    [t, onOpen],
  );

  if (users.isPending) return <LoadingRows rows={8} />;
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />;
  if (loaded.length === 0) {
    return (
      <EmptyState icon={<IconUsers size={22} />} title={t('iam.empty')}>
        {t('iam.emptyBody')}
      </EmptyState>
    );
  }
  return (
    <>
      {found.length === 0 ? (
        <EmptyState icon={<IconUserSearch size={22} />} title={t('iam.noMatch', { text })}>
          {users.hasNextPage ? t('iam.noMatchMore') : null}
        </EmptyState>
      ) : (
        <VirtualTable
          label={t('iam.table')}
          columns={columns}
          rows={found}
          rowKey={(user) => user.user_id}
          minWidth={860}
          hasMore={users.hasNextPage}
        />
      )}
      <Group px="md" py={8} mih={46} justify="space-between" style={{ borderTop: '1px solid var(--line)' }}>
        <Text fz="xs" c="dimmed" aria-live="polite" className="numbers">
          {t(users.hasNextPage ? 'iam.countMore' : 'iam.count', { count: loaded.length })}
        </Text>
        {users.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={users.isFetchingNextPage}
            onClick={() => void users.fetchNextPage()}
          >
            {t('iam.more')}
          </Button>
        )}
      </Group>
    </>
  );
}
