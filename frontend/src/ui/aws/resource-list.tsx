import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconRefresh, IconSearchOff } from '@tabler/icons-react';
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { VirtualTable, type Column } from '@/ui/virtual-table';
import { searchItems } from './search';
import { CountLine, SearchField } from './search-field';

/** What a list shows, and what it is found by. */
export interface ListProps<T> {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>;
  label: string;
  /** What the search field is called. */
  search: string;
  /** What can be typed into it. */
  hint?: string;
  columns: readonly Column<T>[];
  rowKey: (item: T) => string;
  /** The words that an item is found by. */
  words: (item: T) => string;
  minWidth?: number;
  actions?: ReactNode;
  empty: ReactNode;
}

/** A list of AWS's, searched as one types. Pieces come as the end is near, and all of them for a search. */
export function ResourceList<T>({
  query,
  label,
  search,
  hint,
  columns,
  rowKey,
  words,
  minWidth = 760,
  actions,
  empty,
}: ListProps<T>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  const loaded = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const found = useMemo(() => searchItems(loaded, text, words), [loaded, text, words]);
  const searching = text.trim() !== '';
  useEffect(() => {
    if (searching && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [searching, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return (
    <Panel flush>
      <Group px="md" py="sm" gap="sm" align="flex-end">
        <SearchField label={search} {...(hint ? { hint } : {})} value={text} onChange={setText} />
        <Group gap="sm" h={36} wrap="nowrap">
          <Tooltip label={t('iam.refresh')}>
            <ActionIcon
              variant="default"
              size={32}
              aria-label={t('iam.refresh')}
              loading={query.isRefetching}
              onClick={() => void query.refetch()}
            >
              <IconRefresh size={16} />
            </ActionIcon>
          </Tooltip>
          {actions}
        </Group>
      </Group>
      {query.isPending ? (
        <LoadingRows rows={8} />
      ) : query.isError && loaded.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : loaded.length === 0 ? (
        empty
      ) : found.length === 0 ? (
        hasNextPage && !isFetchNextPageError ? (
          <LoadingRows rows={4} />
        ) : (
          <EmptyState icon={<IconSearchOff size={22} />} title={t('iam.noMatch', { text })} />
        )
      ) : (
        <VirtualTable
          label={label}
          columns={columns}
          rows={found}
          rowKey={rowKey}
          minWidth={minWidth}
          hasMore={hasNextPage}
          loadingMore={isFetchingNextPage || isFetchNextPageError}
          onMore={() => void fetchNextPage()}
        />
      )}
      {isFetchNextPageError && <ErrorState error={query.error} onRetry={() => void fetchNextPage()} />}
      <CountLine>{t(hasNextPage ? 'iam.countMore' : 'iam.count', { count: found.length })}</CountLine>
    </Panel>
  );
}
