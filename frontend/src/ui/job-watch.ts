// Jobs whose end the page in front tells of itself.
const watched = new Map<number, number>();

/** Says that a page shows how a job ends; returns what ends that. */
export function watchJob(id: number): () => void {
  watched.set(id, (watched.get(id) ?? 0) + 1);
  return () => {
    const left = (watched.get(id) ?? 1) - 1;
    if (left > 0) watched.set(id, left);
    else watched.delete(id);
  };
}

/** Whether a page in front tells of a job's end. */
export function isWatched(id: number): boolean {
  return watched.has(id);
}
