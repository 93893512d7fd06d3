import { Button, Group, Select } from '@mantine/core';
import { IconArrowsDiff, IconLock, IconShieldSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import { snapshotDiffQuery, snapshotsQuery, type AccountSnapshot } from '@/api/queries/snapshots';
import { groupAccountId } from '@/lib/format';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { DiffView } from './diff-view';
import { choosePair } from './pair';
import { SnapshotList } from './snapshot-list';
import { keptName } from './source';

const route = getRouteApi('/signed-in/access/changes');

/** /access/changes: how access in an account changed between two audits of it. */
export function ChangesPage() {
  const { t } = useTranslation();
  const may = useMay('findings.read');
  const snapshots = useQuery({ ...snapshotsQuery, enabled: may });
  return (
    <Page
      title={t('access.changes.title')}
      description={t('access.changes.description')}
      width={1320}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/access" {...props} />}>
          {t('access.title')}
        </Button>
      }
    >
      {!may ? (
        <Panel>
          <EmptyState icon={<IconLock size={22} />} title={t('ui.notAllowed')}>
            {t('access.changes.noRight')}
          </EmptyState>
        </Panel>
      ) : snapshots.isPending ? (
        <Panel flush>
          <LoadingRows rows={6} />
        </Panel>
      ) : snapshots.isError ? (
        <Panel>
          <ErrorState error={snapshots.error} onRetry={() => void snapshots.refetch()} />
        </Panel>
      ) : snapshots.data.items.length === 0 ? (
        <Panel>
          <NextAudit title={t('access.changes.none')} body={t('access.changes.noneBody')} />
        </Panel>
      ) : (
        <>
          <Comparison snapshots={snapshots.data.items} />
          <SnapshotList snapshots={snapshots.data.items} />
        </>
      )}
    </Page>
  );
}

function NextAudit({ title, body }: { title: string; body: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconArrowsDiff size={22} />}
      title={title}
      action={
        <Button
          leftSection={<IconShieldSearch size={16} />}
          renderRoot={(props) => <Link to="/findings" {...props} />}
        >
          {t('access.changes.audit')}
        </Button>
      }
    >
      {body}
    </EmptyState>
  );
}

function Comparison({ snapshots }: { snapshots: readonly AccountSnapshot[] }) {
  const { t, i18n } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { account, accounts, list, before, after } = choosePair(snapshots, search);
  const time = (one: AccountSnapshot) => ({
    value: String(one.id),
    label: keptName(one, i18n.language),
  });
  const choose = (next: typeof search) => void navigate({ search: next, replace: true });
  return (
    <>
      <Panel>
        <Group gap="md" align="flex-end">
          {accounts.length > 1 && (
            <Select
              label={t('access.changes.account')}
              w={190}
              value={account}
              onChange={(value) => value && choose({ account: value })}
              data={accounts.map((value) => ({ value, label: groupAccountId(value) }))}
            />
          )}
          <Select
            label={t('access.changes.before')}
            w={240}
            value={before ? String(before.id) : null}
            placeholder="–"
            onChange={(value) =>
              value && choose({ account, before: Number(value), ...(after ? { after: after.id } : {}) })
            }
            data={list.filter(({ id }) => !after || id < after.id).map(time)}
          />
          <Select
            label={t('access.changes.after')}
            w={240}
            value={after ? String(after.id) : null}
            onChange={(value) => value && choose({ account, after: Number(value) })}
            data={list.map(time)}
          />
        </Group>
      </Panel>
      {before && after ? (
        <Answer key={`${before.id} ${after.id}`} before={before} after={after} />
      ) : (
        <Panel>
          <NextAudit title={t('access.changes.one')} body={t('access.changes.oneBody')} />
        </Panel>
      )}
    </>
  );
}

function Answer({ before, after }: { before: AccountSnapshot; after: AccountSnapshot }) {
  const { t } = useTranslation();
  const diff = useQuery(snapshotDiffQuery(before.id, after.id));
  if (diff.isPending) {
    return (
      <Panel flush>
        <div aria-label={t('access.changes.comparing')}>
          <LoadingRows rows={6} />
        </div>
      </Panel>
    );
  }
  if (diff.isError) {
    return (
      <Panel>
        <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />
      </Panel>
    );
  }
  return <DiffView diff={diff.data} />;
}
