import { Group, Stack, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamGroupQuery, iamGroupsQuery, type IamGroup } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { usePlanner } from '@/ui/plans/planner';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { NameCell, PathCell } from './cells';
import { DetailDrawer, Part, PlanButton } from './detail';
import { CreateNamed, NameForm } from './forms';
import { IamPage, useOpened } from './iam-page';
import { AttachedPolicies, InlinePolicies } from './policies-parts';
import { ResourceList } from './resource-list';

/** /iam/groups: the groups of the account. */
export function GroupsPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.groups.title')} description={t('iam.groups.description')}>
      {(credentialId) => <Groups credentialId={credentialId} />}
    </IamPage>
  );
}

const words = (group: IamGroup) => `${group.group_name} ${group.path} ${group.arn}`;

function Groups({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const opened = useOpened();
  const query = useInfiniteQuery(iamGroupsQuery(credentialId));
  const columns = useMemo<Column<IamGroup>[]>(
    () => [
      {
        key: 'name',
        heading: t('iam.groups.column'),
        width: 'minmax(200px, 1.6fr)',
        cell: (group) => <NameCell name={group.group_name} onOpen={() => opened.open(group.group_name)} />,
      },
      {
        key: 'path',
        heading: t('iam.columns.path'),
        width: 'minmax(120px, 1fr)',
        cell: (group) => <PathCell path={group.path} />,
      },
      {
        key: 'created',
        heading: t('iam.columns.created'),
        width: '150px',
        cell: (group) => <Time at={group.created_at} />,
      },
    ],
    [t, opened],
  );
  return (
    <>
      <ResourceList
        query={query}
        label={t('iam.groups.title')}
        search={t('iam.groups.search')}
        columns={columns}
        rowKey={(group) => group.group_id}
        words={words}
        actions={
          <PlanButton
            onClick={() =>
              planner.ask(
                t('iam.actions.createGroup'),
                <CreateNamed credentialId={credentialId} kind="group" />,
              )
            }
          >
            {t('iam.actions.createGroup')}
          </PlanButton>
        }
        empty={
          <EmptyState icon={<IconUsersGroup size={22} />} title={t('iam.groups.empty')}>
            {t('iam.groups.emptyBody')}
          </EmptyState>
        }
      />
      <DetailDrawer name={opened.name} onClose={opened.close}>
        {opened.name && <GroupDetail credentialId={credentialId} name={opened.name} onClose={opened.close} />}
      </DetailDrawer>
    </>
  );
}

function GroupDetail({
  credentialId,
  name,
  onClose,
}: {
  credentialId: number;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const plans = iamPlans(credentialId);
  const query = useQuery(iamGroupQuery(credentialId, name));
  if (query.isPending) return <LoadingRows rows={9} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const group = query.data;
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <PlanButton
          onClick={() =>
            planner.ask(
              t('iam.actions.renameOf', { name }),
              <NameForm
                label={t('iam.forms.newName')}
                value={name}
                make={(newName) => plans.rename('group', name, newName, '')}
                onApplied={onClose}
              />,
            )
          }
        >
          {t('iam.actions.rename')}
        </PlanButton>
        <PlanButton
          danger
          onClick={() =>
            planner.start({
              make: () => plans.remove('group', name, false),
              force: () => plans.remove('group', name, true),
              onApplied: onClose,
            })
          }
        >
          {t('iam.actions.deleteGroup')}
        </PlanButton>
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
          <PlanButton
            onClick={() =>
              planner.ask(
                t('iam.actions.addMember'),
                <NameForm label={t('iam.columns.name')} make={(user) => plans.join(name, user)} />,
              )
            }
          >
            {t('iam.actions.addMember')}
          </PlanButton>
        }
      >
        <Stack gap={4}>
          {group.members.map((user) => (
            <Group key={user.user_id} justify="space-between">
              <Text fz="sm">{user.user_name}</Text>
              <PlanButton
                label={t('iam.actions.removeOf', { name: user.user_name })}
                onClick={() => planner.start({ make: () => plans.leave(name, user.user_name) })}
              >
                {t('iam.actions.remove')}
              </PlanButton>
            </Group>
          ))}
        </Stack>
      </Part>
      <AttachedPolicies
        credentialId={credentialId}
        kind="group"
        name={name}
        policies={group.attached_policies}
      />
      <InlinePolicies credentialId={credentialId} kind="group" name={name} policies={group.inline_policies} />
    </Stack>
  );
}
