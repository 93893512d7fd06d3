import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { useMay } from '@/api/queries/role';
import { forgetSnapshot, type AccountSnapshot } from '@/api/queries/snapshots';
import { ConfirmByName } from '@/ui/confirm-by-name';
import { GuardedButton } from '@/ui/guarded-button';
import { AccountId } from '@/ui/identifiers';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { Time } from '@/ui/time';
import { useDialog } from '@/ui/use-dialog';
import { VirtualTable, type Column } from '@/ui/virtual-table';
import { keptAccount, keptName } from './source';

/** What audits have kept: each can be asked, and forgotten. */
export function SnapshotList({ snapshots }: { snapshots: readonly AccountSnapshot[] }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const dialog = useDialog<AccountSnapshot>();
  const columns = useColumns(dialog.open);
  const forget = useMutation({
    mutationFn: forgetSnapshot,
    onSuccess: async () => {
      dialog.close();
      await queryClient.invalidateQueries({ queryKey: [...keys.accountAudits, 'snapshots'] });
      notifyDone(t('access.changes.forgotten'));
    },
    onError: notifyError,
  });
  return (
    <Panel id="kept" flush title={t('access.changes.kept')} description={t('access.changes.keptBody')}>
      <VirtualTable
        label={t('access.changes.kept')}
        columns={columns}
        rows={snapshots}
        rowKey={({ id }) => id}
        minWidth={820}
        maxHeight={360}
      />
      <ConfirmByName
        opened={dialog.opened}
        onClose={dialog.close}
        onExited={dialog.onExited}
        title={t('access.changes.forgetTitle')}
        name={dialog.about?.account_id ?? ''}
        action={t('access.changes.forget')}
        busy={forget.isPending}
        onConfirm={() => dialog.about && forget.mutate(dialog.about.id)}
      >
        {t('access.changes.forgetBody')}
      </ConfirmByName>
    </Panel>
  );
}

function useColumns(
  onForget: (one: AccountSnapshot, button: HTMLElement) => void,
): Column<AccountSnapshot>[] {
  const { t, i18n } = useTranslation();
  const may = useMay('findings.write');
  return useMemo(() => {
    const count = (key: 'users' | 'groups' | 'roles' | 'policies'): Column<AccountSnapshot> => ({
      key,
      heading: t(`access.changes.columns.${key}`),
      width: '90px',
      cell: (one) => (
        <Text fz="sm" className="numbers">
          {one[key]}
        </Text>
      ),
    });
    return [
      {
        key: 'at',
        heading: t('access.changes.columns.at'),
        width: 'minmax(180px, 1fr)',
        cell: ({ id, at }) => (
          <Text component="span" fz="sm" className="numbers">
            #{id} · <Time at={at} style="local" />
          </Text>
        ),
      },
      {
        key: 'account',
        heading: t('access.changes.account'),
        width: '180px',
        cell: ({ account_id: id }) => <AccountId id={id} />,
      },
      count('users'),
      count('groups'),
      count('roles'),
      count('policies'),
      {
        key: 'do',
        heading: t('access.changes.columns.do'),
        width: '190px',
        cell: (one) => {
          const name = keptName(one, i18n.language);
          return (
            <Group gap={6} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                renderRoot={(props) => (
                  <Link to="/access" search={{ account: keptAccount(one.id) }} {...props} />
                )}
                aria-label={t('access.changes.askNamed', { name })}
              >
                {t('access.changes.ask')}
              </Button>
              <GuardedButton
                size="compact-sm"
                variant="subtle"
                color="red"
                aria-label={t('access.changes.forgetNamed', { name })}
                reason={may ? null : t('access.changes.noForget')}
                onClick={(event) => onForget(one, event.currentTarget)}
              >
                {t('access.changes.forget')}
              </GuardedButton>
            </Group>
          );
        },
      },
    ];
  }, [t, i18n.language, may, onForget]);
}
