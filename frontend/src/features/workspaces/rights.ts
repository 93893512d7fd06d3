import type { GivenRole, Role } from '@/api/queries/workspaces';

/** Roles that can be given, the most powerful first. */
export const givenRoles: readonly GivenRole[] = ['admin', 'operator', 'auditor', 'viewer'];

/** Whether a role manages the people of a workspace. Only for what is shown: the server decides. */
export function managesPeople(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}
