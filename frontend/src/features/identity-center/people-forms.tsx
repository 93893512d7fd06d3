import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  icGroupsQuery,
  icUsersQuery,
  type IcGroup,
  type IcGroupDetail,
  type IcPlace,
  type IcUser,
  type IcUserDetail,
} from '@/api/queries/identity-center';
import { icPlans } from '@/api/queries/identity-center-plans';
import { field } from '@/ui/aws/fields';
import { PlanForm } from '@/ui/aws/plan-form';
import { useWhole } from '@/ui/aws/use-whole';

/** Bounds of AWS ("CreateUser" and "CreateGroup", Identity Store API Reference). */
const bounds = { userName: 128, name: 1024, email: 320 };

function useFilled() {
  const { t } = useTranslation();
  return (text: string) => (text.trim() ? null : t('aws.fill'));
}

function usePersonFields(user?: IcUser) {
  const { t } = useTranslation();
  const check = useFilled();
  return {
    given_name: field.text(t('identityCenter.givenName'), bounds.name, {
      initial: user?.given_name ?? '',
      check,
    }),
    family_name: field.text(t('identityCenter.familyName'), bounds.name, {
      initial: user?.family_name ?? '',
      check,
    }),
    display_name: field.text(t('identityCenter.displayName'), bounds.name, {
      initial: user?.display_name ?? '',
      check,
    }),
    email: field.text(t('organizations.email'), bounds.email, { initial: user?.email ?? '', check }),
  };
}

/** A new person. */
export function CreatePerson({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const check = useFilled();
  const fields = usePersonFields();
  return (
    <PlanForm
      fields={{ user_name: field.text(t('identityCenter.userName'), bounds.userName, { check }), ...fields }}
      make={(values) => icPlans(place).createUser(values)}
    />
  );
}

/** Names and e-mail address of a person; only what differs is planned. */
export function EditPerson({ place, user }: { place: IcPlace; user: IcUser }) {
  const fields = usePersonFields(user);
  return (
    <PlanForm
      fields={fields}
      make={(values) =>
        icPlans(place).updateUser(
          user.id,
          Object.fromEntries(
            Object.entries(values).filter(([name, value]) => user[name as keyof typeof fields] !== value),
          ),
        )
      }
    />
  );
}

/** A new group, or another name and description of one. */
export function GroupForm({ place, group }: { place: IcPlace; group?: IcGroup }) {
  const { t } = useTranslation();
  const check = useFilled();
  return (
    <PlanForm
      fields={{
        display_name: field.text(t('iam.forms.name'), bounds.name, {
          initial: group?.display_name ?? '',
          check,
        }),
        description: field.text(t('iam.forms.description'), bounds.name, {
          initial: group?.description ?? '',
        }),
      }}
      make={(values) =>
        group ? icPlans(place).updateGroup(group.id, values) : icPlans(place).createGroup(values)
      }
    />
  );
}

/** Chooses who joins a group. */
export function AddMembers({ place, group }: { place: IcPlace; group: IcGroupDetail }) {
  const { t } = useTranslation();
  const { items, loading } = useWhole(useInfiniteQuery(icUsersQuery(place)));
  const there = new Set(group.members.map(({ id }) => id));
  return (
    <PlanForm
      fields={{
        add: field.many(
          t('identityCenter.view.people'),
          items
            .filter(({ id }) => !there.has(id))
            .map(({ id, user_name: name, display_name: shown }) => ({
              value: id,
              label: shown && shown !== name ? `${shown} · ${name}` : name,
            })),
          { loading, check: (values) => (values.length > 0 ? null : t('aws.fill')) },
        ),
      }}
      make={({ add }) => icPlans(place).changeMembers(group.id, { add })}
    />
  );
}

/** Chooses a group that a person joins. */
export function JoinGroup({ place, user }: { place: IcPlace; user: IcUserDetail }) {
  const { t } = useTranslation();
  const { items, loading } = useWhole(useInfiniteQuery(icGroupsQuery(place)));
  const there = new Set(user.groups.map(({ id }) => id));
  return (
    <PlanForm
      fields={{
        group: field.one(
          t('identityCenter.group'),
          items
            .filter(({ id }) => !there.has(id))
            .map(({ id, display_name: name }) => ({ value: id, label: name })),
          { loading, check: (value) => (value ? null : t('aws.fill')) },
        ),
      }}
      make={({ group }) => icPlans(place).changeMembers(group, { add: [user.id] })}
    />
  );
}
