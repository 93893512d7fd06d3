/**
 * The moments between two calendar days ("2026-11-23") in the reader's zone,
 * both days included: from the first one's midnight, and before the midnight
 * after the last one. Empty days leave that side open.
 */
export function dayRange(first: string | null, last: string | null): { from?: string; to?: string } {
  const midnight = (day: string, plus: number): string | undefined => {
    const [year, month, date] = day.split('-').map(Number);
    if (!year || !month || !date) return undefined;
    // Counted in days, so that a day of 23 or 25 hours is still one day.
    return new Date(year, month - 1, date + plus).toISOString();
  };
  const from = first ? midnight(first, 0) : undefined;
  const to = last ? midnight(last, 1) : undefined;
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}
