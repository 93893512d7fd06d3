import { useQuery } from '@tanstack/react-query';
import { meQuery } from './accounts';
import { workspacesQuery } from './server';
import type { Role } from './workspaces';

/** What the interface asks about; the whole table is the server's (docs/permissions.md). */
export type Ability =
  | 'policies.write'
  | 'iam.read'
  | 'iam.plan'
  | 'iam.write'
  | 'organizations.read'
  | 'organizations.plan'
  | 'identitycenter.read'
  | 'identitycenter.plan'
  | 'vault.write'
  | 'vault.use'
  | 'audit.read'
  | 'members.write'
  | 'monitoring.run'
  | 'findings.read'
  | 'findings.write'
  | 'usage.read'
  | 'jobs.read'
  | 'jobs.write';

const abilities: Record<Ability, readonly Role[]> = {
  'policies.write': ['owner', 'admin', 'operator'],
  'iam.read': ['owner', 'admin', 'operator'],
  'iam.plan': ['owner', 'admin', 'operator'],
  'iam.write': ['owner', 'admin'],
  'organizations.read': ['owner', 'admin', 'operator'],
  'organizations.plan': ['owner', 'admin', 'operator'],
  'identitycenter.read': ['owner', 'admin', 'operator'],
  'identitycenter.plan': ['owner', 'admin', 'operator'],
  'vault.use': ['owner', 'admin', 'operator'],
  'vault.write': ['owner', 'admin'],
  'audit.read': ['owner', 'admin', 'auditor'],
  'members.write': ['owner', 'admin'],
  'monitoring.run': ['owner', 'admin', 'operator'],
  'findings.read': ['owner', 'admin', 'operator', 'auditor'],
  'findings.write': ['owner', 'admin'],
  'usage.read': ['owner', 'admin', 'operator', 'auditor'],
  'jobs.read': ['owner', 'admin', 'operator', 'auditor'],
  'jobs.write': ['owner', 'admin', 'operator'],
};

/** One's role in the workspace one works in; undefined until it is known. */
export function useRole(): Role | undefined {
  const me = useQuery(meQuery);
  const workspaces = useQuery(workspacesQuery);
  return workspaces.data?.items.find((item) => item.id === me.data?.default_workspace_id)?.role;
}

/**
 * Whether one's role lets one do something; true until the role is known,
 * because the server decides anyway.
 */
export function useMay(ability: Ability): boolean {
  const role = useRole();
  return role === undefined || abilities[ability].includes(role);
}
