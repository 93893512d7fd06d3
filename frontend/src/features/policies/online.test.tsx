import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { OnlineValidation, PolicyFinding } from '@/api/queries/policies';
import type { OnlineSimulation } from '@/api/queries/policy-analysis';
import { renderUi } from '@/ui/testing/render';
import { DecisionsOfAWS } from './online-decisions';
import { AnswerOfAWS } from './online-new-access';
import { OnlineDifferences } from './online-findings';
import { OnlinePanel } from './online-panel';

const finding = (code: string): PolicyFinding => ({
  code,
  type: 'warning',
  message: `About ${code}`,
  path: 'Statement[0].Action',
  line: 4,
  column: 12,
  offset: 40,
  length: 14,
  learn_more: '',
});

const answered: OnlineValidation = {
  answered: true,
  findings: [
    { found_by: 'both', finding: finding('SHARED') },
    { found_by: 'aws', finding: finding('THEIRS') },
    { found_by: 'iam_copilot', finding: finding('IAMC_OURS'), why: 'Access Analyzer has no such check.' },
  ],
  notes: [],
};

function differences(validation: OnlineValidation) {
  const on = { onGoTo: vi.fn(), onRetry: vi.fn() };
  renderUi(<OnlineDifferences validation={validation} {...on} />);
  return on;
}

it('shows what only one of the two finds, and leads there', async () => {
  const on = differences(answered);
  const theirs = screen.getByRole('list', { name: 'Only AWS finds this' });
  expect(within(theirs).getByText('About THEIRS')).toBeInTheDocument();
  await userEvent.click(within(theirs).getByRole('button', { name: 'Show line 4 in the editor' }));
  expect(on.onGoTo).toHaveBeenCalledExactlyOnceWith(answered.findings[1]?.finding);
  const ours = screen.getByRole('list', { name: 'Only IAM Copilot finds this' });
  expect(within(ours).getByText('Access Analyzer has no such check.')).toBeInTheDocument();
  expect(screen.queryByText('About SHARED')).not.toBeInTheDocument();
  expect(screen.getByText('1 finding that both have')).toBeInTheDocument();
});

it('says so when both find the same', () => {
  differences({ ...answered, findings: answered.findings.slice(0, 1) });
  expect(screen.getByText('AWS finds just the same')).toBeInTheDocument();
});

it('says why AWS gave no answer, and asks again', async () => {
  const problem = 'The AWS credential lacks the permission access-analyzer:ValidatePolicy.';
  const on = differences({ answered: false, problem, findings: [], notes: [] });
  expect(screen.getByText(problem)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(on.onRetry).toHaveBeenCalledOnce();
});

it('puts the decisions beside each other and explains a difference', () => {
  const simulation: OnlineSimulation = {
    results: [
      {
        simulator: 'custom_policy',
        action: 's3:GetObject',
        resource: '*',
        aws_decision: 'allowed',
        decision: 'implicit_deny',
        agrees: false,
        missing_context: [],
        explanation: ['AWS’s simulator evaluates no RCPs.'],
      },
    ],
    problems: ['The policies that the principal has were not simulated.'],
  };
  renderUi(<DecisionsOfAWS simulation={simulation} onRetry={vi.fn()} />);
  expect(screen.getByText('AWS decides otherwise')).toBeInTheDocument();
  expect(screen.getByText('AWS: Allowed. IAM Copilot: Denied: nothing allows it.')).toBeInTheDocument();
  expect(screen.getByText('AWS’s simulator evaluates no RCPs.')).toBeInTheDocument();
  expect(screen.getByText('The policies that the principal has were not simulated.')).toBeInTheDocument();
});

it('asks AWS only when somebody wants that', async () => {
  const onSwitch = vi.fn();
  const panel = { id: 'online', title: 'AWS', about: 'Sends it to AWS.', asking: true, error: null };
  renderUi(
    <OnlinePanel {...panel} on={false} onSwitch={onSwitch} onRetry={vi.fn()}>
      The answer
    </OnlinePanel>,
  );
  expect(screen.queryByText('The answer')).not.toBeInTheDocument();
  expect(screen.getByText('Sends it to AWS.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('switch', { name: 'Also ask AWS' }));
  expect(onSwitch).toHaveBeenCalledExactlyOnceWith(true);
});

it('sets what AWS says of new access beside the own result, with the statements it names', () => {
  renderUi(
    <AnswerOfAWS
      answer={{
        own: 'PASS',
        online: { answered: true, agrees: false, result: 'FAIL', reasons: ['New access in statement 0'] },
      }}
      onRetry={vi.fn()}
    />,
  );
  expect(screen.getByText('AWS says otherwise')).toBeInTheDocument();
  expect(screen.getByText('AWS: new access. IAM Copilot: no new access.')).toBeInTheDocument();
  expect(screen.getByRole('list', { name: 'Statements that AWS names' })).toHaveTextContent('statement 0');
});

it('says why AWS did not check new access, and asks again', async () => {
  const retry = vi.fn();
  renderUi(
    <AnswerOfAWS
      answer={{
        own: 'FAIL',
        online: { answered: false, agrees: false, problem: 'There is no AWS credential.', reasons: [] },
      }}
      onRetry={retry}
    />,
  );
  expect(screen.getByText('There is no AWS credential.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(retry).toHaveBeenCalledOnce();
});
