import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/ui/states';
import type { Column } from '@/ui/virtual-table';
import { AskButton, DetailDrawer } from './detail';
import type { Opened } from './opened';
import { ResourceList } from './resource-list';

/** A list of one kind of thing, the button that makes another, and the drawer about the one that is open. */
export function ResourcePage<T>({
  query,
  label,
  search,
  hint,
  columns,
  rowKey,
  words,
  minWidth,
  filters,
  create,
  empty,
  opened,
  drawerName = (name) => name,
  children,
}: {
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
  /** Beside the search field. */
  filters?: ReactNode;
  create?: { title: string; form: () => ReactNode };
  empty: { Icon: Icon; title: string; body: string };
  opened: Opened;
  /** What the drawer is called, by what the address says is open. */
  drawerName?: (name: string) => string;
  /** The drawer about what is open. */
  children: (name: string, close: () => void) => ReactNode;
}) {
  const { name, close } = opened;
  const makeOne = create && <AskButton title={create.title} form={create.form} />;
  return (
    <>
      <ResourceList
        query={query}
        label={label}
        search={search}
        {...(hint ? { hint } : {})}
        columns={columns}
        rowKey={rowKey}
        words={words}
        {...(minWidth ? { minWidth } : {})}
        actions={
          <>
            {filters}
            {makeOne}
          </>
        }
        empty={
          <EmptyState icon={<empty.Icon size={22} />} title={empty.title}>
            {empty.body}
          </EmptyState>
        }
      />
      <DetailDrawer name={name === null ? null : drawerName(name)} onClose={close}>
        {name !== null && children(name, close)}
      </DetailDrawer>
    </>
  );
}
