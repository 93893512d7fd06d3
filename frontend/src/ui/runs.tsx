import { Select } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Panel } from './panel';
import { ErrorState, LoadingRows } from './states';

/** Results that are kept, newest first, of which one is shown: the one that is wanted, else the newest. */
export function Runs<Run extends { id: number }>({
  query,
  runs,
  wanted,
  label,
  name,
  onChoose,
  empty,
  children,
}: {
  query: UseQueryResult<unknown>;
  /** Those of the answer that can be shown; undefined as long as there is no answer. */
  runs: readonly Run[] | undefined;
  wanted: number | null;
  /** What the choice is called, where there is one. */
  label: string;
  name: (run: Run) => string;
  onChoose: (id: number | null) => void;
  /** What stands here before the first run. */
  empty: ReactNode;
  children: (id: number) => ReactNode;
}) {
  if (!runs) {
    return (
      <Panel flush={!query.isError}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingRows rows={6} />
        )}
      </Panel>
    );
  }
  const shown = wanted ?? runs[0]?.id;
  if (shown === undefined) return <Panel>{empty}</Panel>;
  return (
    <>
      {runs.length > 1 && (
        <Select
          label={label}
          maw={460}
          searchable
          value={String(shown)}
          onChange={(value) => onChoose(value ? Number(value) : null)}
          data={runs.map((run) => ({ value: String(run.id), label: name(run) }))}
        />
      )}
      <Fragment key={shown}>{children(shown)}</Fragment>
    </>
  );
}
