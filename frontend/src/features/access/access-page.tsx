import { Button, Group, Stack, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowsDiff,
  IconFlask,
  IconHierarchy3,
  IconKey,
  IconUserQuestion,
  IconUserScan,
  IconWorld,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { outlineQuery, type AccessSource } from '@/api/queries/access';
import { useMay } from '@/api/queries/role';
import { snapshotsQuery } from '@/api/queries/snapshots';
import { credentialsQuery } from '@/api/queries/vault';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { useTriedSample } from '@/ui/preferences';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { OutsidePanel } from './outside-panel';
import { PathsPanel } from './paths-panel';
import { SnapshotDialog } from './snapshot-dialog';
import { keptIdOf, sampleQuery, useLoadedSnapshot } from './source';
import { SourceBar } from './source-bar';
import { WhatPanel } from './what-panel';
import { WhoPanel } from './who-panel';

const route = getRouteApi('/signed-in/access');

const views = [
  { value: 'who', Icon: IconUserQuestion },
  { value: 'what', Icon: IconUserScan },
  { value: 'paths', Icon: IconHierarchy3 },
  { value: 'outside', Icon: IconWorld },
] as const;

/** /access: questions about the access in one AWS account. */
export function AccessPage() {
  const { t } = useTranslation();
  const { account } = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useMay('iam.read');
  const mayCompare = useMay('findings.read');
  const credentials = useQuery(credentialsQuery);
  const snapshots = useQuery({ ...snapshotsQuery, enabled: mayCompare });
  const sample = useQuery({ ...sampleQuery, enabled: account === 'sample' });
  const [loaded, load] = useLoadedSnapshot();
  const [, setTried] = useTriedSample();
  useEffect(() => {
    if (account === 'sample') setTried(true);
  }, [account, setTried]);
  const [loading, dialog] = useDisclosure(false);
  const choose = (value: string) =>
    void navigate({ search: (old) => ({ ...old, account: value }), replace: account !== undefined });

  const list = (mayRead && credentials.data) || [];
  const credential =
    list.find(({ id }) => String(id) === account) ??
    (account === undefined ? (list.find(({ is_default: first }) => first) ?? list[0]) : undefined);
  const kept = keptIdOf(account);
  const source: AccessSource | null =
    kept !== null
      ? { kind: 'kept', key: `kept ${kept}`, id: kept }
      : account === 'sample'
        ? (sample.data ?? null)
        : account === 'snapshot' || (account === undefined && loaded && !credential)
          ? loaded && { kind: 'snapshot', key: loaded.key, snapshot: loaded.snapshot }
          : credential
            ? { kind: 'credential', key: `credential ${credential.id}`, id: credential.id }
            : null;
  const chosen =
    account === 'sample' || account === 'snapshot' || kept !== null
      ? (account ?? null)
      : credential
        ? String(credential.id)
        : source && 'snapshot';
  const waiting =
    account === 'sample' ? sample.isPending : !account?.startsWith('s') && mayRead && credentials.isPending;

  return (
    <Page
      title={t('access.title')}
      description={t('access.description')}
      width={1320}
      actions={
        mayCompare && (
          <Button
            variant="default"
            leftSection={<IconArrowsDiff size={16} />}
            renderRoot={(props) => <Link to="/access/changes" {...props} />}
          >
            {t('access.changes.link')}
          </Button>
        )
      }
    >
      <SnapshotDialog
        opened={loading}
        onClose={dialog.close}
        onLoad={(name, snapshot) => {
          load(name, snapshot);
          choose('snapshot');
        }}
      />
      <SourceBar
        value={chosen}
        source={source}
        credentials={list}
        loaded={loaded}
        kept={snapshots.data?.items ?? []}
        mayRead={mayRead}
        onChange={choose}
        onLoad={dialog.open}
      />
      {source ? (
        <Account key={source.key} source={source} sample={account === 'sample'} />
      ) : waiting ? (
        <Panel flush>
          <LoadingRows rows={6} />
        </Panel>
      ) : (
        <Panel>
          <EmptyState
            icon={<IconZoomQuestion size={22} />}
            title={t('access.source.start')}
            action={
              <Group gap="xs" justify="center">
                <Button leftSection={<IconFlask size={16} />} onClick={() => choose('sample')}>
                  {t('access.source.trySample')}
                </Button>
                <Button variant="default" onClick={dialog.open}>
                  {t('access.source.load')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconKey size={16} />}
                  renderRoot={(props) => (
                    <Link to="/settings" search={{ tab: 'credentials', add: true }} {...props} />
                  )}
                >
                  {t('access.source.addCredentials')}
                </Button>
              </Group>
            }
          >
            {t('access.source.startBody')}
          </EmptyState>
        </Panel>
      )}
    </Page>
  );
}

/** The questions, as soon as the account could be read. */
function Account({ source, sample }: { source: AccessSource; sample: boolean }) {
  const { t } = useTranslation();
  const { view = 'who' } = route.useSearch();
  const navigate = route.useNavigate();
  const outline = useQuery(outlineQuery(source));
  if (outline.isPending) {
    return (
      <Panel flush>
        <LoadingRows rows={6} />
      </Panel>
    );
  }
  if (outline.isError) {
    return (
      <Panel>
        <ErrorState error={outline.error} onRetry={() => void outline.refetch()} />
      </Panel>
    );
  }
  return (
    <Tabs
      value={view}
      keepMounted={false}
      onChange={(value) => {
        const next = views.find((one) => one.value === value)?.value;
        void navigate({ search: (old) => ({ ...old, ...(next ? { view: next } : {}) }), replace: true });
      }}
    >
      <Tabs.List aria-label={t('access.views')} mb="lg">
        {views.map(({ value, Icon }) => (
          <Tabs.Tab key={value} value={value} leftSection={<Icon size={16} aria-hidden />}>
            {t(`access.view.${value}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Stack gap="lg">
        <Tabs.Panel value="who">
          <WhoPanel source={source} sample={sample} />
        </Tabs.Panel>
        <Tabs.Panel value="what">
          <WhatPanel source={source} principals={outline.data.principals} />
        </Tabs.Panel>
        <Tabs.Panel value="paths">
          <PathsPanel source={source} />
        </Tabs.Panel>
        <Tabs.Panel value="outside">
          <OutsidePanel source={source} />
        </Tabs.Panel>
      </Stack>
    </Tabs>
  );
}
