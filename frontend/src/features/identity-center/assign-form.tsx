import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  icGroupsQuery,
  icUsersQuery,
  permissionSetsQuery,
  type IcPlace,
} from '@/api/queries/identity-center';
import { icPlans, type AssignBody } from '@/api/queries/identity-center-plans';
import { orgTreeQuery } from '@/api/queries/organizations';
import { groupAccountId } from '@/lib/format';
import { field, type Choice, type Field } from '@/ui/aws/fields';
import { PlanForm } from '@/ui/aws/plan-form';
import { useWhole } from '@/ui/aws/use-whole';

/** What of an assignment stands already. */
export interface Fixed {
  permission_set_id?: string;
  principal?: { type: AssignBody['principal_type']; id: string };
  account_id?: string;
}

const accountShape = /^\d{12}$/;

/** The accounts to choose among, as far as the credential may read the organization. */
export function useAccountChoices(credentialId: number): { choices: Choice[]; loading: boolean } {
  const tree = useQuery(orgTreeQuery(credentialId));
  const choices = (tree.data?.nodes ?? []).flatMap(({ type, id, name }) =>
    type === 'account' ? [{ value: id, label: `${name} · ${groupAccountId(id)}` }] : [],
  );
  return { choices, loading: tree.isPending };
}

/** Gives a permission set in accounts to a person or group: asks for what does not stand yet. */
export function AssignForm({ place, fixed }: { place: IcPlace; fixed: Fixed }) {
  const { t } = useTranslation();
  const sets = useWhole(
    useInfiniteQuery({ ...permissionSetsQuery(place), enabled: !fixed.permission_set_id }),
  );
  const users = useWhole(useInfiniteQuery({ ...icUsersQuery(place), enabled: !fixed.principal }));
  const groups = useWhole(useInfiniteQuery({ ...icGroupsQuery(place), enabled: !fixed.principal }));
  const accounts = useAccountChoices(place.credentialId);
  const chosen = (value: string) => (value ? null : t('aws.fill'));
  const some = (values: string[]) =>
    values.length > 0 && values.every((value) => accountShape.test(value))
      ? null
      : t('identityCenter.badAccounts');
  const people: Choice[] = [
    ...groups.items.map(({ id, display_name: name }) => ({
      value: `GROUP ${id}`,
      label: `${name} · ${t('identityCenter.group')}`,
    })),
    ...users.items.map(({ id, user_name: name, display_name: shown }) => ({
      value: `USER ${id}`,
      label: shown && shown !== name ? `${shown} · ${name}` : name,
    })),
  ];
  const fields: Record<string, Field> = {
    ...(fixed.permission_set_id
      ? {}
      : {
          permission_set_id: field.one(
            t('identityCenter.set'),
            sets.items.map(({ id, name }) => ({ value: id, label: name })),
            { loading: sets.loading, check: chosen },
          ),
        }),
    ...(fixed.principal
      ? {}
      : {
          principal_id: field.one(t('identityCenter.who'), people, {
            loading: users.loading || groups.loading,
            check: chosen,
          }),
        }),
    ...(fixed.account_id
      ? {}
      : {
          account_ids:
            // Whoever may not read the organization knows the ids.
            accounts.choices.length > 0 || accounts.loading
              ? field.many(t('identityCenter.accounts'), accounts.choices, {
                  loading: accounts.loading,
                  check: some,
                })
              : field.texts(t('identityCenter.accounts'), t('identityCenter.accountsHint'), {
                  placeholder: '123456789012',
                  check: some,
                }),
        }),
  };
  return (
    <PlanForm
      fields={fields}
      make={(values) => {
        const [type, id] = String(values['principal_id'] ?? '').split(' ');
        return icPlans(place).assign({
          permission_set_id: fixed.permission_set_id ?? String(values['permission_set_id']),
          principal_type: fixed.principal?.type ?? (type === 'USER' ? 'USER' : 'GROUP'),
          principal_id: fixed.principal?.id ?? id ?? '',
          account_ids: fixed.account_id ? [fixed.account_id] : (values['account_ids'] as string[]),
        });
      }}
    />
  );
}
