import { describe, expect, it, vi } from 'vitest';
import type { PolicyFinding } from '@/api/queries/policies';
import { countBySeverity, inOrder, toRemarks } from './findings';

const finding = (
  type: PolicyFinding['type'],
  offset: number,
  more: Partial<PolicyFinding> = {},
): PolicyFinding => ({
  code: `${type}@${offset}`,
  type,
  message: 'm',
  path: '',
  line: 1,
  column: 1,
  offset,
  length: 2,
  learn_more: '',
  ...more,
});

describe('findings', () => {
  it('come gravest first, then as the text goes', () => {
    const all = [
      finding('suggestion', 0),
      finding('error', 9),
      finding('warning', 3),
      finding('error', 1),
      finding('security_warning', 5),
    ];
    expect(inOrder(all).map((item) => item.code)).toEqual([
      'error@1',
      'error@9',
      'security_warning@5',
      'warning@3',
      'suggestion@0',
    ]);
  });

  it('are counted by gravity', () => {
    expect(countBySeverity([finding('warning', 0), finding('error', 1), finding('warning', 2)])).toEqual([
      { severity: 'error', count: 1 },
      { severity: 'warning', count: 2 },
    ]);
  });

  it('become remarks at the right characters, with their fix', () => {
    const onFix = vi.fn();
    const mendable = finding('error', 4, { fix: { title: 'Mend', edits: [] } });
    const remarks = toRemarks('"é":ab', [mendable, finding('suggestion', 0, { length: 3 })], onFix);
    // é takes two bytes, so byte 4 is the colon.
    expect(remarks.map(({ from, to, severity }) => [from, to, severity])).toEqual([
      [3, 5, 'error'],
      [0, 2, 'info'],
    ]);
    remarks[0]?.fix?.apply();
    expect(onFix).toHaveBeenCalledWith(mendable);
    expect(remarks[1]?.fix).toBeUndefined();
  });
});
