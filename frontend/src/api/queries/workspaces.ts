import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A tenant: what it holds is seen by its members only. */
export type Workspace = Schemas['Workspace'];
/** What somebody is in a workspace. */
export type Role = Workspace['role'];
/** A role that an invitation or a change can give: there is one owner. */
export type GivenRole = Schemas['InviteRequest']['role'];
/** A person in a workspace. */
export type Member = Schemas['Member'];
/** An open invitation; its link comes only where the server sends no mail, and only once. */
export type Invitation = Schemas['Invitation'];

const at = (workspaceId: number) => ({ path: { workspace_id: workspaceId } });

/** Every member of a workspace. */
export function membersQuery(workspaceId: number) {
  return queryOptions({
    queryKey: [...keys.workspaces, workspaceId, 'members'],
    queryFn: async ({ signal }) => {
      const items: Member[] = [];
      let cursor = '';
      do {
        const piece = await dataOf(
          api.GET('/api/v1/workspaces/{workspace_id}/members', {
            signal,
            params: { ...at(workspaceId), query: { limit: 200, ...(cursor ? { cursor } : {}) } },
          }),
        );
        items.push(...piece.items);
        cursor = piece.next_cursor;
      } while (cursor);
      return items;
    },
  });
}

/** The open invitations of a workspace. */
export function invitationsQuery(workspaceId: number) {
  return queryOptions({
    queryKey: [...keys.workspaces, workspaceId, 'invitations'],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/workspaces/{workspace_id}/invitations', {
          signal,
          params: { ...at(workspaceId), query: { limit: 200 } },
        }),
      ),
  });
}

/** Makes a workspace, whose owner is whoever makes it. */
export function createWorkspace(name: string): Promise<Workspace> {
  return dataOf(api.POST('/api/v1/workspaces', { body: { name } }));
}

/** Renames a workspace, or changes what it asks of its members. */
export function updateWorkspace(id: number, body: Schemas['UpdateWorkspaceRequest']): Promise<Workspace> {
  return dataOf(api.PATCH('/api/v1/workspaces/{workspace_id}', { params: at(id), body }));
}

/** Deletes a workspace with all that it holds. */
export function deleteWorkspace(id: number, body: Schemas['DeleteWorkspaceRequest']) {
  return dataOf(api.POST('/api/v1/workspaces/{workspace_id}/delete', { params: at(id), body }));
}

/** Leaves a workspace. */
export function leaveWorkspace(id: number) {
  return dataOf(api.POST('/api/v1/workspaces/{workspace_id}/leave', { params: at(id) }));
}

/** Hands a workspace over; the giver becomes an admin. */
export function transferWorkspace(id: number, body: Schemas['TransferRequest']): Promise<Workspace> {
  return dataOf(api.POST('/api/v1/workspaces/{workspace_id}/transfer', { params: at(id), body }));
}

/** Gives a member another role. */
export function changeRole(workspaceId: number, userId: number, role: GivenRole) {
  const path = { workspace_id: workspaceId, user_id: userId };
  return dataOf(
    api.PATCH('/api/v1/workspaces/{workspace_id}/members/{user_id}', { params: { path }, body: { role } }),
  );
}

/** Takes a member out of a workspace. */
export function removeMember(workspaceId: number, userId: number) {
  const path = { workspace_id: workspaceId, user_id: userId };
  return dataOf(api.DELETE('/api/v1/workspaces/{workspace_id}/members/{user_id}', { params: { path } }));
}

/** Invites somebody by address. */
export function invite(workspaceId: number, body: Schemas['InviteRequest']): Promise<Invitation> {
  return dataOf(api.POST('/api/v1/workspaces/{workspace_id}/invitations', { params: at(workspaceId), body }));
}

/** Sends an invitation once more, with a new link; the old one is void. */
export function resendInvitation(workspaceId: number, id: number): Promise<Invitation> {
  return dataOf(
    api.POST('/api/v1/workspaces/{workspace_id}/invitations/{id}/resend', {
      params: { path: { workspace_id: workspaceId, id } },
    }),
  );
}

/** Takes an invitation back. */
export function revokeInvitation(workspaceId: number, id: number) {
  return dataOf(
    api.DELETE('/api/v1/workspaces/{workspace_id}/invitations/{id}', {
      params: { path: { workspace_id: workspaceId, id } },
    }),
  );
}
