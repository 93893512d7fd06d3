import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/ui/states';
import { AskButton, DetailDrawer } from './detail';
import type { Opened } from './opened';
import { ResourceList, type ListProps } from './resource-list';

/** A list of one kind of thing, the button that makes another, and the drawer about the one that is open. */
export function ResourcePage<T>({
  filters,
  create,
  empty,
  opened,
  drawerName = (name) => name,
  children,
  ...list
}: Omit<ListProps<T>, 'actions' | 'empty'> & {
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
  return (
    <>
      <ResourceList
        {...list}
        actions={
          <>
            {filters}
            {create && <AskButton main title={create.title} form={create.form} />}
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
