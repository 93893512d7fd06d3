import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { icUserQuery, type IcPlace, type IcUserDetail } from '@/api/queries/identity-center';
import { icPlans } from '@/api/queries/identity-center-plans';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Facts } from '@/ui/facts';
import { Assignments } from './assignments';
import { KeptBy } from './people-panel';
import { EditPerson, JoinGroup } from './people-forms';
import { PersonAccess } from './person-access';

interface Detail {
  place: IcPlace;
  onClose: () => void;
}

/** One person: groups, assignments, and what comes of both. */
export function PersonDetail({ id, ...detail }: Detail & { id: string }) {
  const query = useQuery(icUserQuery(detail.place, id));
  return (
    <Loaded query={query} rows={9}>
      {(user) => <Content user={user} {...detail} />}
    </Loaded>
  );
}

function Content({ place, user, onClose }: Detail & { user: IcUserDetail }) {
  const { t } = useTranslation();
  const plans = icPlans(place);
  const edit = t('iam.actions.editOf', { name: user.user_name });
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <AskButton title={edit} label={edit} form={() => <EditPerson place={place} user={user} />}>
          {t('iam.actions.edit')}
        </AskButton>
        <StartButton danger make={() => plans.removeUser(user.id)} onApplied={onClose}>
          {t('identityCenter.deletePerson')}
        </StartButton>
      </Group>
      <Facts
        facts={[
          [t('identityCenter.displayName'), user.display_name],
          [t('identityCenter.fullName'), `${user.given_name} ${user.family_name}`.trim() || '–'],
          [t('organizations.email'), user.email || '–'],
          [t('identityCenter.keptBy'), <KeptBy key="kept" external={user.external} />],
          [
            t('organizations.id'),
            <Text key="id" component="span" ff="monospace" fz="xs">
              {user.id}
            </Text>,
          ],
        ]}
      />
      <PersonAccess place={place} user={user} />
      <Part
        title={t('identityCenter.view.groups')}
        none={user.groups.length === 0 && t('iam.detail.noGroups')}
        actions={
          <AskButton
            title={t('iam.actions.addToGroup')}
            form={() => <JoinGroup place={place} user={user} />}
          />
        }
      >
        <Entries
          items={user.groups}
          entryKey={({ id }) => id}
          actions={(group) => (
            <StartButton
              label={t('iam.actions.leaveOf', { name: group.display_name })}
              make={() => plans.changeMembers(group.id, { remove: [user.id] })}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        >
          {(group) => <Text fz="sm">{group.display_name}</Text>}
        </Entries>
      </Part>
      <Assignments
        place={place}
        of={{ user_id: user.id }}
        fixed={{ principal: { type: 'USER', id: user.id } }}
        name={user.user_name}
      />
    </Stack>
  );
}
