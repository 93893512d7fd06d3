import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { PolicyFinding } from '@/api/queries/policies';
import { renderUi } from '@/ui/testing/render';
import { FindingsPanel } from './findings-panel';

const finding: PolicyFinding = {
  code: 'INVALID_ACTION',
  type: 'error',
  message: 'Amazon S3 has no action GetObjekt.',
  path: 'Statement[0].Action',
  line: 4,
  column: 12,
  offset: 40,
  length: 14,
  learn_more: 'https://docs.aws.amazon.com/IAM/',
  fix: { title: 'Use s3:GetObject', edits: [{ offset: 40, length: 14, new_text: '"s3:GetObject"' }] },
};

function show(props: Partial<Parameters<typeof FindingsPanel>[0]> = {}) {
  const on = { onRetry: vi.fn(), onFix: vi.fn(), onGoTo: vi.fn() };
  renderUi(<FindingsPanel findings={[finding]} checking={false} current error={null} {...on} {...props} />);
  return on;
}

describe('FindingsPanel', () => {
  it('says what, where and how grave, and hands over the fix', async () => {
    const on = show();
    expect(screen.getByText('1 error')).toBeInTheDocument();
    expect(screen.getByText(finding.message)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show line 4 in the editor' }));
    expect(on.onGoTo).toHaveBeenCalledExactlyOnceWith(finding);
    await userEvent.click(screen.getByRole('button', { name: 'Fix: Use s3:GetObject' }));
    expect(on.onFix).toHaveBeenCalledExactlyOnceWith(finding);
  });

  it('fixes nothing while the findings speak of an earlier text', () => {
    show({ current: false, checking: true });
    expect(screen.getByRole('button', { name: 'Fix: Use s3:GetObject' })).toBeDisabled();
  });

  it('says so when there is nothing to say, but not before the check is done', () => {
    show({ findings: [] });
    expect(screen.getByText('No findings')).toBeInTheDocument();
  });

  it('waits for the check before it praises', () => {
    show({ findings: [], checking: true, current: false });
    expect(screen.queryByText('No findings')).not.toBeInTheDocument();
  });

  it('offers to check again when that failed', async () => {
    const on = show({ findings: [], error: new TypeError('Failed to fetch') });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(on.onRetry).toHaveBeenCalledOnce();
  });
});
