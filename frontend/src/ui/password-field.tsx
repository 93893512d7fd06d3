import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A field for a secret, with a button that shows what was typed and an error that screen readers hear. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      spellCheck={false}
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('ui.reveal'), tabIndex: 0 }}
      aria-invalid={Boolean(props.error)}
      {...props}
    />
  );
}
