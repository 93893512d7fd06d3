import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithoutRef, Ref } from 'react';

/**
 * A button that stays in its place when one may not use it, and says why. It
 * can still be reached by the keyboard, so that everybody learns the reason.
 */
export function GuardedButton({
  reason,
  onClick,
  ...props
}: ButtonProps &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & {
    /** Why it may not be used; null when it may. */
    reason: string | null;
    ref?: Ref<HTMLButtonElement>;
  }) {
  return (
    <Tooltip
      label={reason}
      disabled={reason === null}
      multiline
      maw={280}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Button
        {...props}
        {...(reason === null ? {} : { 'data-disabled': true, 'aria-disabled': true, title: reason })}
        onClick={(event) => {
          if (reason === null) onClick?.(event);
          else event.preventDefault();
        }}
      />
    </Tooltip>
  );
}
