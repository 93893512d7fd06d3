import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { actionsQuery } from '@/api/queries/policy-analysis';
import classes from './action-input.module.css';

/** A field for one AWS action, completed from the catalog as one types. */
export function ActionInput(props: Omit<AutocompleteProps, 'data' | 'filter'>) {
  const data = useActions(props.value ?? '');
  return (
    <Autocomplete
      placeholder="s3:GetObject"
      spellCheck={false}
      {...props}
      classNames={{ input: classes.code ?? '' }}
      data={data}
      filter={({ options }) => options}
    />
  );
}

/** Actions that begin as typed; none once the whole action stands there. */
function useActions(typed: string): string[] {
  const [settled] = useDebouncedValue(typed.trim(), 150);
  const answer = useQuery({
    ...actionsQuery(settled),
    enabled: settled.length > 0,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const labels = (answer.data?.items ?? [])
      .filter(({ kind }) => kind === 'action' || kind === 'service')
      .map(({ kind, label, insert }) => (kind === 'service' ? insert.replace(/:\*?$/, ':') : label));
    return [...new Set(labels)];
  }, [answer.data]);
}
