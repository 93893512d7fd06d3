import { Button, Stack, Text } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { verifyEmail } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import { session } from '@/api/session';
import { AuthCard } from '@/ui/auth-card';
import { EmptyState, ErrorState } from '@/ui/states';
import { BadLink } from './bad-link';
import { linkToken } from './link-token';

/**
 * /verify-email: proves an address by the link in a letter. It takes a click,
 * because programs that look through mail open links, too.
 */
export function VerifyEmailPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [token] = useState(() => linkToken());
  const verify = useMutation({
    mutationFn: () => verifyEmail(token),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  });
  const signedIn = session.status === 'signed_in';
  const spent = token === '' || (verify.isError && toApiError(verify.error).status === 422);
  return (
    <AuthCard title={t('accounts.verify.title')} heading={t('accounts.verify.heading')}>
      {verify.isSuccess ? (
        <EmptyState
          icon={<IconMailCheck size={22} />}
          title={t('accounts.verify.done')}
          action={
            <Button renderRoot={(props) => <Link to={signedIn ? '/' : '/login'} {...props} />}>
              {signedIn ? t('accounts.verify.goOn') : t('accounts.login.submit')}
            </Button>
          }
        >
          {t('accounts.verify.doneBody')}
        </EmptyState>
      ) : spent ? (
        <BadLink />
      ) : verify.isError ? (
        <ErrorState error={verify.error} onRetry={() => verify.mutate()} />
      ) : (
        <Stack>
          <Text>{t('accounts.verify.body')}</Text>
          <Button size="md" loading={verify.isPending} onClick={() => verify.mutate()} autoFocus>
            {t('accounts.verify.submit')}
          </Button>
        </Stack>
      )}
    </AuthCard>
  );
}
