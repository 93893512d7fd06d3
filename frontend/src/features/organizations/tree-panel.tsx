import { ActionIcon, Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  IconBuilding,
  IconChevronDown,
  IconChevronRight,
  IconFolder,
  IconRefresh,
  IconSearchOff,
  IconSitemap,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orgTreeQuery, readTreeAgain, type OrgNode, type OrgTree } from '@/api/queries/organizations';
import { groupAccountId, wholeNumber } from '@/lib/format';
import { quietColumn } from '@/ui/aws/cells';
import { DetailDrawer } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { useOpened } from '@/ui/aws/opened';
import { CountLine, SearchField } from '@/ui/aws/search-field';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { NodeDetail } from './node-detail';
import classes from './organizations.module.css';
import { foldedAtFirst, inSight, parents } from './tree';

/** Every root, organizational unit and account. */
export function TreePanel({ credentialId }: { credentialId: number }) {
  const query = useQuery(orgTreeQuery(credentialId));
  return (
    <Panel flush>
      <Loaded query={query} rows={9}>
        {(tree) => <Tree key={tree.management_account_id} credentialId={credentialId} tree={tree} />}
      </Loaded>
    </Panel>
  );
}

function Tree({ credentialId, tree }: { credentialId: number; tree: OrgTree }) {
  const { t, i18n } = useTranslation();
  const { nodes } = tree;
  const opened = useOpened();
  const [text, setText] = useState('');
  const [folded, setFolded] = useState(() => foldedAtFirst(nodes));
  const above = useMemo(() => parents(nodes), [nodes]);
  const rows = useMemo(() => inSight(nodes, folded, text), [nodes, folded, text]);
  const searching = text.trim() !== '';
  const columns = useTreeColumns({
    open: opened.open,
    // What was found stays in sight.
    folds: searching ? null : folded,
    above,
    onFold: (id) =>
      setFolded((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
  });
  const shown = nodes.find(({ id }) => id === opened.name);
  const accounts = nodes.filter(({ type }) => type === 'account').length;
  return (
    <>
      {tree.notes.length > 0 && (
        <div className={classes.notes}>
          <Notes notes={tree.notes} />
        </div>
      )}
      <Group px="md" py="sm" gap="sm" align="flex-end">
        <SearchField
          label={t('organizations.search')}
          hint={t('organizations.searchHint')}
          value={text}
          onChange={setText}
        />
        <Button variant="default" disabled={searching} onClick={() => setFolded(new Set())}>
          {t('organizations.unfoldAll')}
        </Button>
        <Button
          variant="default"
          disabled={searching}
          onClick={() => setFolded(new Set(nodes.filter((n) => n.depth > 0).map(({ id }) => id)))}
        >
          {t('organizations.foldAll')}
        </Button>
        <ReadAgain credentialId={credentialId} />
      </Group>
      {rows.length === 0 ? (
        <EmptyState icon={<IconSearchOff size={22} />} title={t('iam.noMatch', { text })} />
      ) : (
        <VirtualTable
          label={t('organizations.tree')}
          columns={columns}
          rows={rows}
          rowKey={(node) => node.id}
          minWidth={860}
        />
      )}
      <CountLine>
        {searching
          ? t('iam.count', { count: rows.length })
          : t('organizations.accounts', { count: accounts, number: wholeNumber(accounts, i18n.language) })}
      </CountLine>
      <DetailDrawer name={shown?.name ?? null} onClose={opened.close}>
        {shown && <NodeDetail credentialId={credentialId} node={shown} />}
      </DetailDrawer>
    </>
  );
}

/** The server keeps an organization for some minutes; this asks AWS. */
function ReadAgain({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const read = useMutation({
    mutationFn: () => readTreeAgain(credentialId),
    onSuccess: (tree) => queryClient.setQueryData(orgTreeQuery(credentialId).queryKey, tree),
    onError: notifyError,
  });
  return (
    <Tooltip label={t('iam.refresh')}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('iam.refresh')}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        <IconRefresh size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

const icons = { root: IconSitemap, organizational_unit: IconFolder, account: IconBuilding };

function useTreeColumns({
  open,
  folds,
  above,
  onFold,
}: {
  open: (id: string) => void;
  /** Null while nothing can be folded. */
  folds: ReadonlySet<string> | null;
  above: ReadonlySet<string>;
  onFold: (id: string) => void;
}): Column<OrgNode>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      heading: t('organizations.name'),
      width: 'minmax(300px, 2fr)',
      cell: (node) => {
        const Icon = icons[node.type];
        const unfolded = !folds?.has(node.id);
        return (
          <Group gap={6} wrap="nowrap" pl={node.depth * 20}>
            {above.has(node.id) ? (
              <ActionIcon
                size={20}
                className={classes.fold ?? ''}
                aria-expanded={unfolded}
                aria-label={t(unfolded ? 'organizations.fold' : 'organizations.unfold', { name: node.name })}
                disabled={folds === null}
                onClick={() => onFold(node.id)}
              >
                {unfolded ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
              </ActionIcon>
            ) : (
              <span className={classes.noFold} />
            )}
            <Icon
              size={16}
              stroke={1.7}
              className={classes.kind}
              aria-label={t(`organizations.kind.${node.type}`)}
            />
            <RowButton label={t('iam.open', { name: node.name })} onClick={() => open(node.id)}>
              <Text component="span" fz="sm" fw={550}>
                {node.name}
              </Text>
            </RowButton>
            {node.account?.management && <Badge>{t('organizations.isManagement')}</Badge>}
            {node.account && node.account.status !== 'ACTIVE' && (
              <Badge color="orange">{node.account.status}</Badge>
            )}
          </Group>
        );
      },
    },
    quietColumn(
      'id',
      t('organizations.id'),
      (node) => (node.type === 'account' ? groupAccountId(node.id) : node.id),
      'minmax(160px, 0.8fr)',
      'code',
    ),
    quietColumn('email', t('organizations.email'), (node) => node.account?.email ?? '', 'minmax(160px, 1fr)'),
    quietColumn(
      'below',
      t('organizations.below'),
      (node) => (node.type === 'account' ? '' : String(node.accounts)),
      '90px',
    ),
    quietColumn(
      'policies',
      t('organizations.attachedHere'),
      (node) => (node.policies.length > 0 ? node.policies.map(({ name }) => name).join(', ') : ''),
      'minmax(160px, 1fr)',
    ),
  ];
}
