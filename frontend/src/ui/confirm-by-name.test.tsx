import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ConfirmByName } from './confirm-by-name';
import { renderUi } from './testing/render';

it('destroys nothing before its name is typed', async () => {
  const onConfirm = vi.fn();
  renderUi(
    <ConfirmByName
      opened
      onClose={vi.fn()}
      onExited={vi.fn()}
      title="Delete AWS credentials"
      name="Production"
      action="Delete credentials"
      busy={false}
      onConfirm={onConfirm}
    >
      It goes for good.
    </ConfirmByName>,
  );
  const person = userEvent.setup();
  const field = screen.getByLabelText('Type “Production” to confirm');
  const button = screen.getByRole('button', { name: 'Delete credentials' });
  await person.type(field, 'production{Enter}');
  expect(button).toBeDisabled();
  expect(onConfirm).not.toHaveBeenCalled();
  await person.clear(field);
  await person.type(field, ' Production {Enter}');
  expect(onConfirm).toHaveBeenCalledOnce();
});
