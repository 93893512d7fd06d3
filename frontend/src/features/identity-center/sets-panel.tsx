import { IconId } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionSetsQuery, type IcPermissionSet, type IcPlace } from '@/api/queries/identity-center';
import { nameColumn, quietColumn, timeColumn } from '@/ui/aws/cells';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import type { Column } from '@/ui/virtual-table';
import { SetDetail } from './set-detail';
import { CreateSet } from './set-forms';
import { useDuration } from './use-duration';

/** The permission sets of the instance. */
export function SetsPanel({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const words = useDuration();
  const query = useInfiniteQuery(permissionSetsQuery(place));
  const columns = useMemo<Column<IcPermissionSet>[]>(
    () => [
      nameColumn(
        t('identityCenter.set'),
        (set) => set.name,
        (set) => opened.open(set.id),
        'minmax(200px, 1.2fr)',
      ),
      quietColumn(
        'description',
        t('iam.forms.description'),
        (set) => set.description,
        'minmax(200px, 1.8fr)',
      ),
      quietColumn('session', t('identityCenter.session'), (set) => words(set.session_duration), '130px'),
      timeColumn('created', t('iam.columns.created'), (set) => set.created_at),
    ],
    [t, opened, words],
  );
  return (
    <ResourcePage
      query={query}
      label={t('identityCenter.view.sets')}
      search={t('identityCenter.searchSets')}
      hint={t('identityCenter.setHint')}
      columns={columns}
      rowKey={(set) => set.id}
      words={(set) => `${set.name} ${set.description} ${set.id}`}
      create={{ title: t('identityCenter.createSet'), form: () => <CreateSet place={place} /> }}
      empty={{ Icon: IconId, title: t('identityCenter.noSets'), body: t('identityCenter.noSetsBody') }}
      opened={opened}
      drawerName={(id) =>
        query.data?.pages.flatMap((page) => page.items).find((set) => set.id === id)?.name ?? id
      }
    >
      {(id, close) => <SetDetail place={place} id={id} onClose={close} />}
    </ResourcePage>
  );
}
