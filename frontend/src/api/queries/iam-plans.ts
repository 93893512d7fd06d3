import { api, dataOf } from '../client';
import type { components } from '../schema';
import { withCredential, type PrincipalKind } from './iam';
import type { Plan } from './plans';

type Schemas = components['schemas'];
export type CreateUserBody = Schemas['CreateIAMUserRequest'];
export type CreateGroupBody = Schemas['CreateIAMGroupRequest'];
export type CreateRoleBody = Schemas['CreateIAMRoleRequest'];
export type UpdateRoleBody = Schemas['UpdateIAMRoleRequest'];
export type CreateInstanceProfileBody = Schemas['CreateInstanceProfileRequest'];
export type CreatePolicyBody = Schemas['CreateIAMPolicyRequest'];
export type PasswordPolicyBody = Schemas['PasswordPolicyRequest'];
export type TagsBody = Schemas['IAMTagsRequest'];

/** Plans the changes of IAM with a credential. Each answers a plan and changes nothing in AWS. */
export function iamPlans(credentialId: number) {
  const header = withCredential(credentialId);
  const named = (name: string) => ({ params: { header, path: { name } } });
  const inline = (name: string, policy: string) => ({
    params: { header, path: { name, policy_name: policy } },
  });
  const ofPolicy = (arn: string) => ({ params: { header, query: { policy_arn: arn } } });
  const key = (name: string, id: string) => ({ params: { header, path: { name, access_key_id: id } } });
  const ofVersion = (arn: string, version: string) => ({
    params: { header, path: { version_id: version }, query: { policy_arn: arn } },
  });
  return {
    createUser: (body: CreateUserBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/users', { params: { header }, body })),
    createGroup: (body: CreateGroupBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/groups', { params: { header }, body })),
    createRole: (body: CreateRoleBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/roles', { params: { header }, body })),
    createPolicy: (body: CreatePolicyBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/policies', { params: { header }, body })),

    createInstanceProfile: (body: CreateInstanceProfileBody): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/instance-profiles', { params: { header }, body })),
    removeInstanceProfile: (name: string, force: boolean): Promise<Plan> =>
      dataOf(
        api.DELETE('/api/v1/iam/instance-profiles/{name}', {
          params: { header, path: { name }, query: { force } },
        }),
      ),
    addRoleToProfile: (name: string, role: string): Promise<Plan> =>
      dataOf(
        api.PUT('/api/v1/iam/instance-profiles/{name}/roles/{role_name}', {
          params: { header, path: { name, role_name: role } },
        }),
      ),
    removeRoleFromProfile: (name: string, role: string): Promise<Plan> =>
      dataOf(
        api.DELETE('/api/v1/iam/instance-profiles/{name}/roles/{role_name}', {
          params: { header, path: { name, role_name: role } },
        }),
      ),

    /** Another name or path of a user or group. */
    rename: (kind: 'user' | 'group', name: string, newName: string, newPath: string): Promise<Plan> => {
      const body = { ...(newName ? { new_name: newName } : {}), ...(newPath ? { new_path: newPath } : {}) };
      return kind === 'user'
        ? dataOf(api.PATCH('/api/v1/iam/users/{name}', { ...named(name), body }))
        : dataOf(api.PATCH('/api/v1/iam/groups/{name}', { ...named(name), body }));
    },
    updateRole: (name: string, body: UpdateRoleBody): Promise<Plan> =>
      dataOf(api.PATCH('/api/v1/iam/roles/{name}', { ...named(name), body })),

    /** `force` plans to delete all that hangs on it, too. */
    remove: (kind: PrincipalKind, name: string, force: boolean): Promise<Plan> => {
      const of = { params: { header, path: { name }, query: { force } } };
      if (kind === 'user') return dataOf(api.DELETE('/api/v1/iam/users/{name}', of));
      if (kind === 'group') return dataOf(api.DELETE('/api/v1/iam/groups/{name}', of));
      return dataOf(api.DELETE('/api/v1/iam/roles/{name}', of));
    },
    removePolicy: (arn: string, force: boolean): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/iam/policy', { params: { header, query: { policy_arn: arn, force } } })),

    attach: (arn: string, kind: PrincipalKind, name: string): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/iam/policy/attach', {
          ...ofPolicy(arn),
          body: { principal_type: kind, principal_name: name },
        }),
      ),
    detach: (arn: string, kind: PrincipalKind, name: string): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/iam/policy/detach', {
          ...ofPolicy(arn),
          body: { principal_type: kind, principal_name: name },
        }),
      ),

    putInline: (kind: PrincipalKind, name: string, policy: string, document: string): Promise<Plan> => {
      const of = { ...inline(name, policy), body: { document } };
      if (kind === 'user')
        return dataOf(api.PUT('/api/v1/iam/users/{name}/inline-policies/{policy_name}', of));
      if (kind === 'group')
        return dataOf(api.PUT('/api/v1/iam/groups/{name}/inline-policies/{policy_name}', of));
      return dataOf(api.PUT('/api/v1/iam/roles/{name}/inline-policies/{policy_name}', of));
    },
    removeInline: (kind: PrincipalKind, name: string, policy: string): Promise<Plan> => {
      const of = inline(name, policy);
      if (kind === 'user')
        return dataOf(api.DELETE('/api/v1/iam/users/{name}/inline-policies/{policy_name}', of));
      if (kind === 'group')
        return dataOf(api.DELETE('/api/v1/iam/groups/{name}/inline-policies/{policy_name}', of));
      return dataOf(api.DELETE('/api/v1/iam/roles/{name}/inline-policies/{policy_name}', of));
    },

    /** A user joins a group. */
    join: (group: string, user: string): Promise<Plan> =>
      dataOf(
        api.PUT('/api/v1/iam/groups/{name}/members/{user_name}', {
          params: { header, path: { name: group, user_name: user } },
        }),
      ),
    /** A user leaves a group. */
    leave: (group: string, user: string): Promise<Plan> =>
      dataOf(
        api.DELETE('/api/v1/iam/groups/{name}/members/{user_name}', {
          params: { header, path: { name: group, user_name: user } },
        }),
      ),

    setBoundary: (kind: 'user' | 'role', name: string, arn: string): Promise<Plan> => {
      const of = { ...named(name), body: { policy_arn: arn } };
      return kind === 'user'
        ? dataOf(api.PUT('/api/v1/iam/users/{name}/permissions-boundary', of))
        : dataOf(api.PUT('/api/v1/iam/roles/{name}/permissions-boundary', of));
    },
    removeBoundary: (kind: 'user' | 'role', name: string): Promise<Plan> =>
      kind === 'user'
        ? dataOf(api.DELETE('/api/v1/iam/users/{name}/permissions-boundary', named(name)))
        : dataOf(api.DELETE('/api/v1/iam/roles/{name}/permissions-boundary', named(name))),

    tag: (kind: 'user' | 'role', name: string, body: TagsBody): Promise<Plan> =>
      kind === 'user'
        ? dataOf(api.PATCH('/api/v1/iam/users/{name}/tags', { ...named(name), body }))
        : dataOf(api.PATCH('/api/v1/iam/roles/{name}/tags', { ...named(name), body })),
    tagPolicy: (arn: string, body: TagsBody): Promise<Plan> =>
      dataOf(api.PATCH('/api/v1/iam/policy/tags', { ...ofPolicy(arn), body })),

    createKey: (name: string): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/users/{name}/access-keys', named(name))),
    switchKey: (name: string, id: string, status: 'Active' | 'Inactive'): Promise<Plan> =>
      dataOf(
        api.PATCH('/api/v1/iam/users/{name}/access-keys/{access_key_id}', {
          ...key(name, id),
          body: { status },
        }),
      ),
    removeKey: (name: string, id: string): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/iam/users/{name}/access-keys/{access_key_id}', key(name, id))),
    rotateKey: (name: string, id: string, step: 'create' | 'deactivate' | 'delete'): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/iam/users/{name}/access-keys/{access_key_id}/rotate', {
          ...key(name, id),
          body: { step },
        }),
      ),

    removeMfa: (name: string, serial: string): Promise<Plan> =>
      dataOf(
        api.DELETE('/api/v1/iam/users/{name}/mfa-devices', {
          params: { header, path: { name }, query: { serial_number: serial } },
        }),
      ),

    /** A first console password; it is generated when the plan is applied. */
    createPassword: (name: string): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/users/{name}/login-profile', { ...named(name), body: {} })),
    resetPassword: (name: string): Promise<Plan> =>
      dataOf(api.PUT('/api/v1/iam/users/{name}/login-profile', { ...named(name), body: {} })),
    removePassword: (name: string): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/iam/users/{name}/login-profile', named(name))),

    createVersion: (arn: string, document: string, pruneOldest: boolean): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/iam/policy/versions', {
          ...ofPolicy(arn),
          body: { document, prune_oldest: pruneOldest },
        }),
      ),
    useVersion: (arn: string, version: string): Promise<Plan> =>
      dataOf(api.POST('/api/v1/iam/policy/versions/{version_id}/default', ofVersion(arn, version))),
    removeVersion: (arn: string, version: string): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/iam/policy/versions/{version_id}', ofVersion(arn, version))),

    setAlias: (alias: string): Promise<Plan> =>
      dataOf(api.PUT('/api/v1/iam/account/alias', { params: { header }, body: { alias } })),
    removeAlias: (): Promise<Plan> => dataOf(api.DELETE('/api/v1/iam/account/alias', { params: { header } })),
    /** Fields that are not named stay as they are. */
    setPasswordPolicy: (body: PasswordPolicyBody): Promise<Plan> =>
      dataOf(api.PUT('/api/v1/iam/account/password-policy', { params: { header }, body })),
    removePasswordPolicy: (): Promise<Plan> =>
      dataOf(api.DELETE('/api/v1/iam/account/password-policy', { params: { header } })),
  };
}
