import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { SimulationStage } from '@/api/queries/policy-analysis';
import { renderUi } from '@/ui/testing/render';
import { exampleSimulation } from './simulation-draft';
import { marksOf } from './simulation-marks';
import { StageFlow } from './stage-flow';

const stages: SimulationStage[] = [
  {
    stage: 'deny',
    outcome: 'unknown',
    reason: 'It depends on aws:SourceIp.',
    statements: [
      {
        policy_type: 'identity',
        policy_index: 0,
        statement_index: 1,
        sid: 'OnlyFromTheOffice',
        effect: 'Deny',
        applies: 'unknown',
      },
      { policy_type: 'scp', level: 0, policy_index: 0, statement_index: 0, effect: 'Deny', applies: 'yes' },
    ],
  },
  { stage: 'identity', outcome: 'allowed', reason: 'Statement 1 allows it.' },
];

it('tells stage by stage what was found, and leads to the statements', async () => {
  const onShow = vi.fn();
  renderUi(<StageFlow stages={stages} draft={exampleSimulation} onShow={onShow} />);
  const [deny, identity] = screen.getAllByRole('listitem');
  expect(deny).toHaveTextContent('Deny statements depends');
  expect(identity).toHaveTextContent('Identity-based policies passes');
  const chips = within(deny as HTMLElement).getAllByRole('button');
  expect(chips[0]).toHaveTextContent('Deny Identity policy 1, OnlyFromTheOffice · depends');
  await userEvent.click(chips[0] as HTMLElement);
  expect(onShow).toHaveBeenCalledExactlyOnceWith(stages[0]?.statements?.[0]);
  // A policy that the page does not have cannot be shown.
  expect(chips[1]).toBeDisabled();
});

it('marks the deciding statements in the editors of their policies', () => {
  const marks = marksOf(exampleSimulation, stages[0]?.statements ?? []);
  expect([...marks]).toEqual([[1, [{ path: ['Statement', 1], tone: 'warn' }]]]);
});
