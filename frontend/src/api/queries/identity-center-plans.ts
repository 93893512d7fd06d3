import { api, dataOf } from '../client';
import type { components } from '../schema';
import { withCredential } from './iam';
import type { IcPlace } from './identity-center';
import type { Plan } from './plans';

type Schemas = components['schemas'];
export type AssignBody = Schemas['ICAssignRequest'];
export type SetBody = Schemas['UpdateICPermissionSetRequest'];

/** Plans the changes of IAM Identity Center. Each answers a plan and changes nothing in AWS. */
export function icPlans({ credentialId, instanceArn }: IcPlace) {
  const params = { header: withCredential(credentialId), query: { instance_arn: instanceArn } };
  const ofSet = (id: string) => ({ params: { ...params, path: { permission_set_id: id } } });
  const ofUser = (id: string) => ({ params: { ...params, path: { user_id: id } } });
  const ofGroup = (id: string) => ({ params: { ...params, path: { group_id: id } } });
  return {
    createSet: (body: Schemas['CreateICPermissionSetRequest']): Promise<Plan> =>
      dataOf(api.POST('/api/v1/identity-center/permission-sets', { params, body })),
    /** What is not named stays as it is. */
    updateSet: (id: string, body: SetBody): Promise<Plan> =>
      dataOf(
        api.PATCH('/api/v1/identity-center/permission-sets/{permission_set_id}', { ...ofSet(id), body }),
      ),
    removeSet: (id: string): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/identity-center/permission-sets/{permission_set_id}', ofSet(id))),
    /** Brings a permission set to every account that has it. */
    provision: (id: string): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/identity-center/permission-sets/{permission_set_id}/provision', {
          ...ofSet(id),
          body: {},
        }),
      ),

    createUser: (body: Schemas['ICUserRequest']): Promise<Plan> =>
      dataOf(api.POST('/api/v1/identity-center/users', { params, body })),
    updateUser: (id: string, body: Schemas['ICUserRequest']): Promise<Plan> =>
      dataOf(api.PATCH('/api/v1/identity-center/users/{user_id}', { ...ofUser(id), body })),
    removeUser: (id: string): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/identity-center/users/{user_id}', ofUser(id))),

    createGroup: (body: Schemas['ICGroupRequest']): Promise<Plan> =>
      dataOf(api.POST('/api/v1/identity-center/groups', { params, body })),
    updateGroup: (id: string, body: Schemas['ICGroupRequest']): Promise<Plan> =>
      dataOf(api.PATCH('/api/v1/identity-center/groups/{group_id}', { ...ofGroup(id), body })),
    removeGroup: (id: string): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/identity-center/groups/{group_id}', ofGroup(id))),
    /** Who joins and leaves a group, by ids. */
    changeMembers: (id: string, change: { add?: string[]; remove?: string[] }): Promise<Plan> =>
      dataOf(api.POST('/api/v1/identity-center/groups/{group_id}/members', { ...ofGroup(id), body: change })),

    assign: (body: AssignBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/identity-center/assignments', { params, body })),
    unassign: (body: AssignBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/identity-center/assignments/remove', { params, body })),
  };
}
