/** The hours that a session of a permission set may last ("IAM Identity Center quotas", IAM Identity Center User Guide). */
export const sessionHours = Array.from({ length: 12 }, (_, i) => i + 1);

/** Hours and minutes of an ISO 8601 duration such as PT1H30M; null when it says more than that. */
export function durationParts(duration: string): { hours: number; minutes: number } | null {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration);
  if (!found || duration === 'PT') return null;
  return { hours: Number(found[1] ?? 0), minutes: Number(found[2] ?? 0) };
}
