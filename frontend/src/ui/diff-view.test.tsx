import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { diffLines } from '@/lib/line-diff';
import { DiffView, stretches } from './diff-view';
import { renderUi } from './testing/render';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

describe('a comparison of texts', () => {
  it('folds what lies far from every change', () => {
    const before = numbers(30);
    const after = before.with(14, 'x');
    const shape = stretches(diffLines(before.join('\n'), after.join('\n'))).map((stretch) =>
      'hidden' in stretch ? `~${stretch.hidden}` : stretch.lines.length,
    );
    // Lines 1-11 and 19-30 are folded; 3 + removed + added + 3 are shown.
    expect(shape).toEqual(['~11', 8, '~12']);
  });

  it('folds neither a line or two nor equal texts', () => {
    expect(stretches(diffLines('1\n2\n3\n4\n5\nx', '1\n2\n3\n4\n5\ny'))).toHaveLength(2);
    expect(stretches(diffLines('1\n2', '1\n2'))).toHaveLength(1);
  });

  it('can be scrolled by the keyboard, and says what it is', () => {
    renderUi(<DiffView before="a" after="b" label="What changes" />);
    expect(screen.getByRole('region', { name: 'What changes' })).toHaveAttribute('tabindex', '0');
    expect(screen.getByText('a').closest('[data-kind]')).toHaveAttribute('data-kind', 'removed');
    expect(screen.getByText('b').closest('[data-kind]')).toHaveAttribute('data-kind', 'added');
  });
});
