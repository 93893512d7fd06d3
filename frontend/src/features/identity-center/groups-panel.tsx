import { Group, Stack, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  icGroupQuery,
  icGroupsQuery,
  type IcGroup,
  type IcGroupDetail,
  type IcPlace,
} from '@/api/queries/identity-center';
import { icPlans } from '@/api/queries/identity-center-plans';
import { nameColumn, quietColumn } from '@/ui/aws/cells';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import { Facts } from '@/ui/facts';
import type { Column } from '@/ui/virtual-table';
import { Assignments } from './assignments';
import { AddMembers, GroupForm } from './people-forms';
import { KeptBy } from './people-panel';

/** The groups of the identity store. */
export function GroupsPanel({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const query = useInfiniteQuery(icGroupsQuery(place));
  const columns = useMemo<Column<IcGroup>[]>(
    () => [
      nameColumn(
        t('identityCenter.group'),
        (group) => group.display_name,
        (group) => opened.open(group.id),
      ),
      quietColumn(
        'description',
        t('iam.forms.description'),
        (group) => group.description,
        'minmax(200px, 2fr)',
      ),
      {
        key: 'kept',
        heading: t('identityCenter.keptBy'),
        width: '190px',
        cell: (group) => <KeptBy external={group.external} />,
      },
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={query}
      label={t('identityCenter.view.groups')}
      search={t('iam.groups.search')}
      hint={t('identityCenter.setHint')}
      columns={columns}
      rowKey={(group) => group.id}
      words={(group) => `${group.display_name} ${group.description} ${group.id}`}
      create={{ title: t('iam.actions.createGroup'), form: () => <GroupForm place={place} /> }}
      empty={{
        Icon: IconUsersGroup,
        title: t('identityCenter.noGroups'),
        body: t('identityCenter.noGroupsBody'),
      }}
      opened={opened}
      drawerName={(id) =>
        query.data?.pages.flatMap((page) => page.items).find((group) => group.id === id)?.display_name ?? id
      }
    >
      {(id, close) => <GroupDetail place={place} id={id} onClose={close} />}
    </ResourcePage>
  );
}

interface Detail {
  place: IcPlace;
  onClose: () => void;
}

function GroupDetail({ id, ...detail }: Detail & { id: string }) {
  const query = useQuery(icGroupQuery(detail.place, id));
  return (
    <Loaded query={query} rows={9}>
      {(group) => <Content group={group} {...detail} />}
    </Loaded>
  );
}

function Content({ place, group, onClose }: Detail & { group: IcGroupDetail }) {
  const { t } = useTranslation();
  const plans = icPlans(place);
  const edit = t('iam.actions.editOf', { name: group.display_name });
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <AskButton title={edit} label={edit} form={() => <GroupForm place={place} group={group} />}>
          {t('iam.actions.edit')}
        </AskButton>
        <StartButton danger make={() => plans.removeGroup(group.id)} onApplied={onClose}>
          {t('iam.actions.deleteGroup')}
        </StartButton>
      </Group>
      <Facts
        facts={[
          [t('iam.forms.description'), group.description || '–'],
          [t('identityCenter.keptBy'), <KeptBy key="kept" external={group.external} />],
          [
            t('organizations.id'),
            <Text key="id" component="span" ff="monospace" fz="xs">
              {group.id}
            </Text>,
          ],
        ]}
      />
      <Part
        title={t('iam.groups.members')}
        none={group.members.length === 0 && t('iam.groups.noMembers')}
        actions={
          <AskButton
            title={t('identityCenter.addMembers')}
            form={() => <AddMembers place={place} group={group} />}
          />
        }
      >
        <Entries
          items={group.members}
          entryKey={({ id }) => id}
          actions={(user) => (
            <StartButton
              label={t('iam.actions.removeOf', { name: user.user_name })}
              make={() => plans.changeMembers(group.id, { remove: [user.id] })}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        >
          {(user) => (
            <Text fz="sm">
              {user.display_name}{' '}
              <Text component="span" fz="sm" c="dimmed">
                {user.user_name}
              </Text>
            </Text>
          )}
        </Entries>
      </Part>
      <Assignments
        place={place}
        of={{ group_id: group.id }}
        fixed={{ principal: { type: 'GROUP', id: group.id } }}
        name={group.display_name}
      />
    </Stack>
  );
}
