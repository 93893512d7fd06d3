import { Badge, Drawer, Group, Stack, Switch, Text } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runPrincipalsQuery, type AccountUsage, type UnusedGrants } from '@/api/queries/usage';
import { parseArn } from '@/lib/format';
import { Arn } from '@/ui/identifiers';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { Names } from './names';

/** The users and roles of a run, those that could do without the most first. */
export function RunPrincipals({ run }: { run: AccountUsage }) {
  const { t } = useTranslation();
  const [unused, setUnused] = useState(false);
  const [opened, open] = useState<UnusedGrants | null>(null);
  const answer = useInfiniteQuery(runPrincipalsQuery(run.id, unused));
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data]);
  const columns = useColumns(open);
  return (
    <>
      <Group px="md" py="sm">
        <Switch
          size="sm"
          label={t('usage.account.onlyUnused')}
          checked={unused}
          onChange={(event) => setUnused(event.currentTarget.checked)}
        />
      </Group>
      {answer.isPending ? (
        <LoadingRows rows={6} />
      ) : answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<IconUserCheck size={22} />} title={t('usage.account.noneSuch')} />
      ) : (
        <VirtualTable
          label={t('usage.account.table')}
          columns={columns}
          rows={rows}
          rowKey={(one) => one.principal_arn}
          minWidth={760}
          maxHeight={520}
          hasMore={answer.hasNextPage}
          loadingMore={answer.isFetchingNextPage}
          onMore={() => void answer.fetchNextPage()}
        />
      )}
      <Drawer
        opened={opened !== null}
        onClose={() => open(null)}
        position="right"
        size="lg"
        title={opened ? (parseArn(opened.principal_arn)?.resource ?? opened.principal_arn) : ''}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {opened && <Content one={opened} />}
      </Drawer>
    </>
  );
}

function useColumns(open: (one: UnusedGrants) => void): Column<UnusedGrants>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'principal',
        heading: t('usage.start.principal'),
        width: 'minmax(220px, 2fr)',
        cell: (one) => (
          <RowButton label={t('usage.account.open', { name: one.principal_arn })} onClick={() => open(one)}>
            <Text component="span" fz="sm" fw={550}>
              {parseArn(one.principal_arn)?.resource ?? one.principal_arn}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'last',
        heading: t('usage.columns.last'),
        width: '180px',
        cell: (one) =>
          one.last_used ? (
            <Text component="span" fz="sm">
              <Time at={one.last_used} />
            </Text>
          ) : (
            <Text fz="sm" c="dimmed">
              {t('usage.never')}
            </Text>
          ),
      },
      {
        key: 'unused',
        heading: t('usage.account.unusedServices'),
        width: '150px',
        cell: (one) => (
          <Text fz="sm" className="numbers">
            {one.unused_services.length} / {one.services}
          </Text>
        ),
      },
      {
        key: 'weight',
        heading: t('usage.account.weight'),
        width: '90px',
        cell: (one) => (
          <Text fz="sm" className="numbers">
            {one.weight}
          </Text>
        ),
      },
      {
        key: 'state',
        heading: t('usage.columns.state'),
        width: '210px',
        cell: (one) => (
          <Group gap={6} wrap="nowrap">
            {one.failure ? (
              <Badge color="red">{t('usage.account.failed')}</Badge>
            ) : (
              <Badge color={one.unused ? 'orange' : 'teal'}>
                {t(one.unused ? 'usage.isUnused' : 'usage.used')}
              </Badge>
            )}
            {one.change !== 'unchanged' && (
              <Badge color="blue">{t(`usage.account.changes.${one.change}`)}</Badge>
            )}
          </Group>
        ),
      },
    ],
    [t, open],
  );
}

function Content({ one }: { one: UnusedGrants }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Arn arn={one.principal_arn} />
      {one.failure && (
        <Text fz="sm" c="var(--tone-bad)">
          {one.failure}
        </Text>
      )}
      <Names
        title={t('usage.unused.services')}
        body={t('usage.unused.servicesBody')}
        names={one.unused_services}
      />
      <Names
        title={t('usage.unused.actions')}
        body={t('usage.unused.actionsBody')}
        names={one.unused_actions}
      />
    </Stack>
  );
}
