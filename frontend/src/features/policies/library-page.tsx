import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBooks, IconFileSearch, IconPlus, IconSearch, IconWand } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { libraryQuery } from '@/api/queries/library';
import { useMay } from '@/api/queries/role';
import { wholeNumber } from '@/lib/format';
import { BulkBar } from '@/ui/bulk/bulk-bar';
import { useSelection } from '@/ui/bulk/use-selection';
import { GuardedButton } from '@/ui/guarded-button';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { policyTypes } from '@/ui/policies/policy-types';
import { StoreDialog } from '@/ui/policies/store-dialog';
import { SavedFilters } from '@/ui/saved-filters';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { DeleteSeveral } from './delete-several';
import { keyOf, LibraryTable } from './library-table';
import { searchLibrary, sorts, type Sort } from './stored-policy';

const route = getRouteApi('/signed-in/policies');

const blankPolicy = { policyType: 'identity' } as const;

/** /policies: the workspace's policies, to search, sort and open. */
export function LibraryPage() {
  const { t, i18n } = useTranslation();
  const may = useMay('policies.write');
  const { q = '', kind = '', sort = 'updated' } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(q);
  const [opened, { open, close }] = useDisclosure(false);
  const library = useInfiniteQuery(libraryQuery);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = library;
  // Searching and sorting need all of it; a piece holds two hundred.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const all = useMemo(() => library.data?.pages.flatMap((page) => page.items) ?? [], [library.data]);
  const found = useMemo(() => searchLibrary(all, text, kind, sort), [all, text, kind, sort]);
  const selection = useSelection(found, keyOf);
  const [removing, { open: remove, close: stopRemoving }] = useDisclosure(false);
  const me = useQuery(meQuery);
  const set = (part: { q?: string; kind?: string; sort?: Sort }) =>
    void navigate({
      search: (old) => {
        const next = { ...old, ...part };
        return {
          ...(next.q ? { q: next.q } : {}),
          ...(next.kind ? { kind: next.kind } : {}),
          ...(next.sort && next.sort !== 'updated' ? { sort: next.sort } : {}),
        };
      },
      replace: true,
    });

  return (
    <Page
      title={t('library.title')}
      description={t('library.description')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconWand size={16} />}
            renderRoot={(props) => <Link to="/policies/generate" {...props} />}
          >
            {t('library.generate')}
          </Button>
          <GuardedButton
            leftSection={<IconPlus size={16} />}
            reason={may ? null : t('library.role')}
            onClick={open}
          >
            {t('library.new')}
          </GuardedButton>
        </>
      }
    >
      <DeleteSeveral opened={removing} policies={selection.chosen} onClose={stopRemoving} />
      <StoreDialog opened={opened} onClose={close} policy={blankPolicy} />
      <Panel flush>
        {library.isPending ? (
          <LoadingRows rows={8} />
        ) : library.isError ? (
          <ErrorState error={library.error} onRetry={() => void library.refetch()} />
        ) : all.length === 0 ? (
          <EmptyState
            icon={<IconBooks size={22} />}
            title={t('library.none')}
            action={
              <Button
                leftSection={<IconWand size={16} />}
                renderRoot={(props) => <Link to="/policies/generate" {...props} />}
              >
                {t('library.generate')}
              </Button>
            }
          >
            {t('library.noneBody')}
          </EmptyState>
        ) : (
          <>
            <Group px="md" py="sm" gap="sm" align="flex-end" role="search">
              <TextInput
                label={t('library.search')}
                placeholder={t('library.searchHint')}
                type="search"
                leftSection={<IconSearch size={15} />}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  set({ q: event.currentTarget.value });
                }}
                flex={1}
                miw={220}
              />
              <Select
                label={t('library.type')}
                w={200}
                value={kind}
                onChange={(value) => set({ kind: value ?? '' })}
                data={[
                  { value: '', label: t('library.anyType') },
                  ...policyTypes.map((value) => ({ value, label: t(`policies.types.${value}`) })),
                ]}
              />
              <Select
                label={t('library.sort')}
                w={180}
                value={sort}
                onChange={(value) => set({ sort: sorts.find((name) => name === value) ?? 'updated' })}
                data={sorts.map((value) => ({ value, label: t(`library.sorts.${value}`) }))}
              />
              <SavedFilters
                list="library"
                person={me.data?.id ?? 0}
                value={{ q: text, kind, sort }}
                onChoose={(kept) => {
                  setText(kept.q);
                  set(kept);
                }}
              />
            </Group>
            <BulkBar
              count={selection.chosen.length}
              action={t('library.bulk.action')}
              reason={may ? null : t('library.role')}
              onAct={remove}
              onClear={selection.clear}
            />
            {found.length === 0 ? (
              <EmptyState icon={<IconFileSearch size={22} />} title={t('library.noMatch')}>
                {t('library.noMatchBody')}
              </EmptyState>
            ) : (
              <LibraryTable policies={found} selection={selection} />
            )}
            <Group px="md" py={8} style={{ borderTop: '1px solid var(--line)' }}>
              <Text fz="xs" c="dimmed" aria-live="polite" className="numbers">
                {hasNextPage
                  ? t('library.loadingMore')
                  : t('library.count', {
                      count: found.length,
                      formatted: wholeNumber(found.length, i18n.language),
                    })}
              </Text>
            </Group>
          </>
        )}
      </Panel>
    </Page>
  );
}
