import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { PolicyWitness } from '@/api/queries/policy-analysis';
import { renderUi } from '@/ui/testing/render';
import { WitnessCard } from './witness-card';

const witness: PolicyWitness = {
  allowed_by: 'a',
  principal: 'arn:aws:iam::111122223333:role/example',
  action: 's3:DeleteObject',
  resource: 'arn:aws:s3:::b/example',
  context: { 'aws:SourceIp': ['10.0.0.1'], 'aws:PrincipalOrgID': [] },
};

describe('WitnessCard', () => {
  it('says what, on what, by whom and where, and what must be absent', () => {
    renderUi(<WitnessCard lead="For instance, only A allows" witness={witness} simulate={[]} />);
    const card = within(screen.getByRole('region', { name: 'For instance, only A allows' }));
    expect(card.getByText('s3:DeleteObject')).toBeInTheDocument();
    expect(card.getByText('arn:aws:s3:::b/example')).toBeInTheDocument();
    const context = card.getAllByRole('listitem').map((item) => item.textContent);
    expect(context).toEqual(['aws:SourceIp = 10.0.0.1', 'aws:PrincipalOrgID not in the request']);
  });

  it('calls an anonymous caller anybody', () => {
    renderUi(<WitnessCard lead="x" witness={{ ...witness, principal: '*' }} simulate={[]} />);
    expect(screen.getByText('anybody, without signing in')).toBeInTheDocument();
  });

  it('names the policies to simulate with when there are two', async () => {
    const open = vi.fn();
    const { rerender } = renderUi(
      <WitnessCard
        lead="x"
        witness={witness}
        simulate={[
          { name: 'Policy A', open },
          { name: 'Policy B', open: vi.fn() },
        ]}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Simulate with Policy A' }));
    expect(open).toHaveBeenCalledOnce();
    rerender(<WitnessCard lead="x" witness={witness} simulate={[{ name: 'Policy', open }]} />);
    expect(screen.getByRole('button', { name: 'Simulate this request' })).toBeInTheDocument();
  });
});
