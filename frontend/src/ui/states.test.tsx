import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/errors';
import { ErrorState } from './states';
import { renderUi } from './testing/render';

describe('ErrorState', () => {
  it("shows AWS's own code and sentence, the request id, and a way to try again", async () => {
    const retry = vi.fn();
    const error = new ApiError('aws.refused', 'AWS refused the call.', 502, 'req-1', [], {
      service: 'IAM',
      operation: 'ListUsers',
      code: 'AccessDenied',
      message: 'not authorized to perform: iam:ListUsers',
    });
    renderUi(<ErrorState error={error} onRetry={retry} />);
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('AWS refused the request');
    expect(alert).toHaveTextContent('AWS answered iam:ListUsers with');
    expect(alert).toHaveTextContent('AccessDenied');
    expect(alert).toHaveTextContent('not authorized to perform: iam:ListUsers');
    expect(alert).toHaveTextContent('req-1');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('tells a lost connection from a failure', () => {
    renderUi(<ErrorState error={new TypeError('Failed to fetch')} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The server cannot be reached');
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });
});
