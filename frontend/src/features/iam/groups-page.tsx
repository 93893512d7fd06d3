import { Group, Stack, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamGroupQuery, iamGroupsQuery, type IamGroup, type IamGroupDetail } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { nameColumn, quietColumn, timeColumn } from '@/ui/aws/cells';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { CreateNamed, NameForm } from './forms';
import { IamPage } from './iam-page';
import { AttachedPolicies, InlinePolicies } from './policies-parts';
import { DeleteButton, RenameButton } from './whole-buttons';

/** /iam/groups: the groups of the account. */
export function GroupsPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.groups.title')} description={t('iam.groups.description')}>
      {(credentialId) => <Groups credentialId={credentialId} />}
    </IamPage>
  );
}

function Groups({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const columns = useMemo<Column<IamGroup>[]>(
    () => [
      nameColumn(
        t('iam.groups.column'),
        (group) => group.group_name,
        (group) => opened.open(group.group_name),
      ),
      quietColumn('path', t('iam.columns.path'), (group) => group.path, 'minmax(120px, 1fr)', 'code'),
      timeColumn('created', t('iam.columns.created'), (group) => group.created_at),
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={useInfiniteQuery(iamGroupsQuery(credentialId))}
      label={t('iam.groups.title')}
      search={t('iam.groups.search')}
      columns={columns}
      rowKey={(group) => group.group_id}
      words={(group) => `${group.group_name} ${group.path} ${group.arn}`}
      create={{
        title: t('iam.actions.createGroup'),
        form: () => <CreateNamed credentialId={credentialId} kind="group" />,
      }}
      empty={{ Icon: IconUsersGroup, title: t('iam.groups.empty'), body: t('iam.groups.emptyBody') }}
      opened={opened}
    >
      {(name, close) => <GroupDetail credentialId={credentialId} name={name} onClose={close} />}
    </ResourcePage>
  );
}

interface Detail {
  credentialId: number;
  onClose: () => void;
}

function GroupDetail({ name, ...detail }: Detail & { name: string }) {
  const query = useQuery(iamGroupQuery(detail.credentialId, name));
  return (
    <Loaded query={query} rows={9}>
      {(group) => <Content group={group} {...detail} />}
    </Loaded>
  );
}

function Content({ credentialId, group, onClose }: Detail & { group: IamGroupDetail }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const name = group.group_name;
  const principal = { credentialId, kind: 'group', name } as const;
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <RenameButton {...principal} onApplied={onClose} />
        <DeleteButton {...principal} onApplied={onClose} />
      </Group>
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={group.arn} />],
          [t('iam.detail.created'), <Time key="created" at={group.created_at} style="local" />],
        ]}
      />
      <Part
        title={t('iam.groups.members')}
        none={group.members.length === 0 && t('iam.groups.noMembers')}
        actions={
          <AskButton
            title={t('iam.actions.addMember')}
            form={() => <NameForm label={t('iam.columns.name')} make={(user) => plans.join(name, user)} />}
          />
        }
      >
        <Entries
          items={group.members}
          entryKey={(user) => user.user_id}
          actions={(user) => (
            <StartButton
              label={t('iam.actions.removeOf', { name: user.user_name })}
              make={() => plans.leave(name, user.user_name)}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        >
          {(user) => <Text fz="sm">{user.user_name}</Text>}
        </Entries>
      </Part>
      <AttachedPolicies {...principal} policies={group.attached_policies} />
      <InlinePolicies {...principal} policies={group.inline_policies} />
    </Stack>
  );
}
