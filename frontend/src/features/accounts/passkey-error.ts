import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/errors';
import { notifyError } from '@/ui/notify';
import { NoPasskey } from './webauthn';

/** Tells of a passkey that was not made or shown, and whether it was that. */
export function usePasskeyError(): (thrown: unknown) => boolean {
  const { t } = useTranslation();
  return (thrown) => {
    if (!(thrown instanceof NoPasskey)) return false;
    // An authenticator that has one of the account's passkeys already says so by InvalidStateError.
    const text =
      thrown.message === 'InvalidStateError' ? t('security.passkeys.there') : t('security.passkeys.none');
    notifyError(new ApiError('client.no_passkey', text, 0, ''));
    return true;
  };
}
