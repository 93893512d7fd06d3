/** How old access keys are, in the steps of AWS's advice to rotate them ("Manage access keys for IAM users", IAM User Guide). */
export interface AgeCounts {
  young: number;
  middle: number;
  old: number;
  unknown: number;
}

/** Counts the keys by age in days; kinds without a key of their own are left out. */
export function countAges(credentials: readonly { kind: string; key_age_days?: number | null }[]): AgeCounts {
  const counts: AgeCounts = { young: 0, middle: 0, old: 0, unknown: 0 };
  for (const { kind, key_age_days: days } of credentials) {
    if (kind !== 'access_key') continue;
    if (days === null || days === undefined) counts.unknown++;
    else if (days < 30) counts.young++;
    else if (days <= 90) counts.middle++;
    else counts.old++;
  }
  return counts;
}
