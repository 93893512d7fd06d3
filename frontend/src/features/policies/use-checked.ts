import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { validationQuery, type PolicyFinding, type PolicyType } from '@/api/queries/policies';
import { inOrder, toRemarks } from './findings';

/**
 * The findings on a text while it changes. `known` is a text that a program put
 * there (generated, fixed, reverted), which needs no waiting.
 */
export function useChecked(
  text: string,
  policyType: PolicyType,
  known: string,
  onFix: (finding: PolicyFinding) => void,
) {
  const [settled] = useDebouncedValue(text, 350);
  const wanted = settled === text || text === known ? text : settled;
  const check = useQuery(validationQuery(wanted, policyType));
  const checked = check.data;
  const current = checked?.document === text && checked.policyType === policyType;
  const findings = useMemo(() => inOrder(checked?.validation.findings ?? []), [checked]);
  const remarks = useMemo(
    () => (checked && current ? toRemarks(checked.document, findings, onFix) : []),
    [checked, current, findings, onFix],
  );
  return { check, checked, current, findings, remarks };
}
