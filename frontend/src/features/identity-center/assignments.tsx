import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  assignmentsQuery,
  type AssignmentsOf,
  type IcAssignment,
  type IcPlace,
} from '@/api/queries/identity-center';
import { icPlans } from '@/api/queries/identity-center-plans';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { AccountId } from '@/ui/identifiers';
import { AssignForm, type Fixed } from './assign-form';

/** Assignments of a permission set, person or group: each can be taken away, and more can be made. */
export function Assignments({
  place,
  of,
  fixed,
  name,
}: {
  place: IcPlace;
  of: AssignmentsOf;
  /** What every assignment that is made here has. */
  fixed: Fixed;
  name: string;
}) {
  const { t } = useTranslation();
  const query = useQuery(assignmentsQuery(place, of));
  return (
    <Part
      title={t('identityCenter.assignments')}
      none={query.data?.items.length === 0 && t('identityCenter.noAssignments')}
      actions={
        <AskButton
          title={t('identityCenter.assignOf', { name })}
          form={() => <AssignForm place={place} fixed={fixed} />}
        >
          {t('identityCenter.assign')}
        </AskButton>
      }
    >
      <Loaded query={query} rows={3}>
        {({ items, notes }) => (
          <Stack gap="sm">
            <Notes notes={notes} />
            <Entries
              items={items}
              entryKey={assignmentKey}
              actions={(item) => <Unassign place={place} item={item} />}
            >
              {(item) => <Assignment item={item} fixed={fixed} />}
            </Entries>
          </Stack>
        )}
      </Loaded>
    </Part>
  );
}

/** What tells assignments apart. */
export function assignmentKey(item: IcAssignment): string {
  return `${item.account_id} ${item.permission_set_id} ${item.principal_id}`;
}

/** Takes an assignment away. */
export function Unassign({ place, item }: { place: IcPlace; item: IcAssignment }) {
  const { t } = useTranslation();
  return (
    <StartButton
      danger
      label={t('identityCenter.unassignOf', {
        set: item.permission_set_name,
        who: item.principal_name || item.principal_id,
        account: item.account_name ?? item.account_id,
      })}
      make={() =>
        icPlans(place).unassign({
          permission_set_id: item.permission_set_id,
          principal_type: item.principal_type,
          principal_id: item.principal_id,
          account_ids: [item.account_id],
        })
      }
    >
      {t('iam.actions.remove')}
    </StartButton>
  );
}

function Assignment({ item, fixed }: { item: IcAssignment; fixed: Fixed }) {
  return (
    <Stack gap={0} miw={0}>
      <Group gap={8}>
        {!fixed.permission_set_id && (
          <Text fz="sm" fw={550}>
            {item.permission_set_name}
          </Text>
        )}
        {!fixed.principal && <Principal item={item} />}
      </Group>
      <Group gap={8}>
        <Text fz="sm" c="dimmed">
          {item.account_name}
        </Text>
        <AccountId id={item.account_id} copy={false} />
      </Group>
    </Stack>
  );
}

/** To whom something is assigned. */
export function Principal({ item }: { item: IcAssignment }) {
  const { t } = useTranslation();
  return (
    <Group gap={8} wrap="nowrap" component="span" display="inline-flex">
      <Badge color="gray" component="span">
        {t(item.principal_type === 'USER' ? 'identityCenter.person' : 'identityCenter.group')}
      </Badge>
      {item.principal_name ? (
        <Text component="span" fz="sm" fw={550}>
          {item.principal_name}
        </Text>
      ) : (
        <Text component="span" fz="sm" c="var(--tone-bad)" title={item.principal_id}>
          {t('identityCenter.gone')}
        </Text>
      )}
    </Group>
  );
}
