import { fromAnswer, isAborted } from './errors';
import type { Job } from './queries/jobs';
import { session } from './session';
import { readEvents } from '@/lib/event-stream';

// The server lets one person follow six times, and a browser keeps six
// connections to a server: of all tabs one follows, and tells the others.
const nameOf = (workspaceId: number) => `iamcopilot.jobs.${workspaceId}`;

const shortestPause = 1_000;
const longestPause = 30_000;

let following = false;

/** Whether changes of jobs arrive by themselves, so that nobody need ask. */
export function hearsOfJobs(): boolean {
  return following;
}

/** Whether this home can follow: the window's own scheme hands answers over whole. */
export function canFollowJobs(): boolean {
  return session.home === 'browser' && typeof ReadableStream !== 'undefined';
}

/** Follows the jobs of the workspace one works in until the signal; `onJob` gets each job again at each change. */
export async function followJobs(
  workspaceId: number,
  onJob: (job: Job) => void,
  signal: AbortSignal,
): Promise<void> {
  const name = nameOf(workspaceId);
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  channel?.addEventListener('message', ({ data }: MessageEvent<Job>) => onJob(data));
  const tell = (job: Job) => {
    onJob(job);
    channel?.postMessage(job);
  };
  const locks = (navigator as { locks?: LockManager }).locks;
  following = true;
  try {
    if (locks) await locks.request(name, { signal }, () => listen(tell, signal));
    else await listen(tell, signal);
  } catch (thrown) {
    if (!isAborted(thrown)) throw thrown;
  } finally {
    following = false;
    channel?.close();
  }
}

/** Keeps a stream open, and comes again where it left off when it ends. */
async function listen(tell: (job: Job) => void, signal: AbortSignal): Promise<void> {
  let last = '';
  let pause = shortestPause;
  while (!signal.aborted) {
    try {
      const response = await session.fetch(
        new Request(`${window.location.origin}/api/v1/jobs/events`, {
          headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) },
          signal,
        }),
      );
      // Nobody is signed in any more, or may not follow: coming again would not help.
      if (response.status === 401 || response.status === 403) return;
      if (!response.ok || !response.body) throw fromAnswer(response, await response.json().catch(() => null));
      for await (const { id, event, data } of readEvents(response.body)) {
        pause = shortestPause;
        last = id || last;
        if (event === 'job') tell(JSON.parse(data) as Job);
      }
    } catch (thrown) {
      if (signal.aborted) return;
      if (!isAborted(thrown)) pause = Math.min(pause * 2, longestPause);
    }
    await sleep(pause, signal);
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((awake) => {
    const timer = setTimeout(awake, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      awake();
    });
  });
}
