import { Badge, Group, Select, Switch, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { activeAccountsQuery, activityQuery, forgetEvents, type Activity } from '@/api/queries/usage';
import { groupAccountId, parseArn } from '@/lib/format';
import { ConfirmByName } from '@/ui/confirm-by-name';
import { GuardedButton } from '@/ui/guarded-button';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { useDialog } from '@/ui/use-dialog';
import { VirtualTable, type Column } from '@/ui/virtual-table';

/** Who did what, by CloudTrail, in the accounts of which it has told. */
export function ActivityPanel({ may }: { may: boolean }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [chosen, choose] = useState<string | null>(null);
  const [denied, setDenied] = useState(false);
  const dialog = useDialog<string>();
  const accounts = useQuery(activeAccountsQuery);
  const list = accounts.data?.items ?? [];
  const account = list.find((one) => one.account_id === chosen) ?? list[0];
  const forget = useMutation({
    mutationFn: forgetEvents,
    onSuccess: async () => {
      dialog.close();
      await queryClient.invalidateQueries({ queryKey: keys.usage });
      notifyDone(t('usage.activity.forgotten'));
    },
    onError: notifyError,
  });
  if (accounts.isPending || accounts.isError || !account) {
    return (
      <Panel flush={accounts.isPending}>
        {accounts.isPending ? (
          <LoadingRows rows={5} />
        ) : accounts.isError ? (
          <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
        ) : (
          <EmptyState icon={<IconHistory size={22} />} title={t('usage.activity.none')}>
            {t('usage.activity.noneBody')}
          </EmptyState>
        )}
      </Panel>
    );
  }
  return (
    <Panel
      id="usage-activity"
      flush
      title={t('usage.activity.title')}
      description={t('usage.activity.known', { principals: account.principals, actions: account.actions })}
      actions={
        <GuardedButton
          size="xs"
          variant="default"
          reason={may ? null : t('usage.noStart')}
          onClick={(event) => dialog.open(account.account_id, event.currentTarget)}
        >
          {t('usage.activity.forget')}
        </GuardedButton>
      }
    >
      <Group px="md" py="sm" gap="md" align="flex-end">
        <Select
          label={t('usage.activity.account')}
          w={200}
          value={account.account_id}
          onChange={choose}
          data={list.map(({ account_id: id }) => ({ value: id, label: groupAccountId(id) }))}
        />
        <Switch
          size="sm"
          mb={8}
          label={t('usage.activity.onlyDenied')}
          checked={denied}
          onChange={(event) => setDenied(event.currentTarget.checked)}
        />
        <Group gap={6} mb={6} flex={1}>
          {account.trail.regions.map((one) => (
            <Badge key={one.region} color={one.complete ? 'teal' : 'gray'} tt="none">
              {one.region} · {t(one.complete ? 'usage.activity.complete' : 'usage.activity.partly')}
            </Badge>
          ))}
        </Group>
      </Group>
      <Deeds account={account.account_id} denied={denied} />
      <ConfirmByName
        opened={dialog.opened}
        onClose={dialog.close}
        onExited={dialog.onExited}
        title={t('usage.activity.forgetTitle')}
        name={dialog.about ?? ''}
        action={t('usage.activity.forget')}
        busy={forget.isPending}
        onConfirm={() => dialog.about && forget.mutate(dialog.about)}
      >
        {t('usage.activity.forgetBody')}
      </ConfirmByName>
    </Panel>
  );
}

function Deeds({ account, denied }: { account: string; denied: boolean }) {
  const { t } = useTranslation();
  const answer = useInfiniteQuery(activityQuery(account, denied));
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data]);
  const columns = useMemo<Column<Activity>[]>(
    () => [
      {
        key: 'principal',
        heading: t('usage.activity.who'),
        width: 'minmax(200px, 1.4fr)',
        cell: (one) => (
          <Text fz="sm" fw={550} truncate title={one.principal_arn}>
            {parseArn(one.principal_arn)?.resource ?? one.principal_arn}
          </Text>
        ),
      },
      {
        key: 'action',
        heading: t('usage.columns.action'),
        width: 'minmax(180px, 1.2fr)',
        cell: (one) => (
          <Text fz="xs" ff="monospace" truncate title={one.action}>
            {one.action}
          </Text>
        ),
      },
      {
        key: 'used',
        heading: t('usage.activity.times'),
        width: '80px',
        cell: (one) => (
          <Text fz="sm" className="numbers">
            {one.used}
          </Text>
        ),
      },
      {
        key: 'denied',
        heading: t('usage.activity.denied'),
        width: '80px',
        cell: (one) => (
          <Text fz="sm" className="numbers" c={one.denied > 0 ? 'var(--tone-bad)' : 'dimmed'}>
            {one.denied}
          </Text>
        ),
      },
      {
        key: 'last',
        heading: t('usage.activity.last'),
        width: '140px',
        cell: (one) => (
          <Text component="span" fz="sm">
            <Time at={one.last} />
          </Text>
        ),
      },
    ],
    [t],
  );
  if (answer.isPending) return <LoadingRows rows={6} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (rows.length === 0)
    return <EmptyState icon={<IconHistory size={22} />} title={t('usage.activity.noneSuch')} />;
  return (
    <VirtualTable
      label={t('usage.activity.title')}
      columns={columns}
      rows={rows}
      rowKey={(one) => one.id}
      minWidth={720}
      maxHeight={520}
      hasMore={answer.hasNextPage}
      loadingMore={answer.isFetchingNextPage}
      onMore={() => void answer.fetchNextPage()}
    />
  );
}
