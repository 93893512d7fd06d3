import { describe, expect, it } from 'vitest';
import { readEvents, type StreamEvent } from './event-stream';

async function read(...pieces: string[]): Promise<StreamEvent[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe('readEvents', () => {
  it('reads events that come in any pieces', async () => {
    expect(
      await read('id: 1-2\neve', 'nt: job\ndata: {"a"', ':1}\n', '\nid: 1-3\nevent: job\ndata: x\n\n'),
    ).toEqual([
      { id: '1-2', event: 'job', data: '{"a":1}' },
      { id: '1-3', event: 'job', data: 'x' },
    ]);
  });

  it('leaves out signs of life and what has not ended', async () => {
    expect(await read(': still here\n\n', 'data: one\ndata: two\n\n', 'data: cut')).toEqual([
      { id: '', event: 'message', data: 'one\ntwo' },
    ]);
  });
});
