import type { IamUser } from '@/api/queries/iam';

/** The users whose name, path or ARN holds every word of the text, whatever their case. */
export function searchUsers(users: readonly IamUser[], text: string): readonly IamUser[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return users;
  return users.filter((user) => {
    const all = `${user.user_name} ${user.path} ${user.arn}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
