import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import { credentialsQuery, type Credential } from '@/api/queries/vault';
import { GuardedButton } from '@/ui/guarded-button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { useDialog } from '@/ui/use-dialog';
import { CredentialForm } from './credential-form';
import { CredentialTable } from './credential-table';
import { basesOf, canBeBase } from './role-values';
import { SignInDialog } from './sign-in-dialog';

/** Settings → AWS credentials. `adding` opens the form at once, `onAdding` tells that it was opened or closed. */
export function CredentialsPanel({
  adding,
  onAdding,
}: {
  adding: boolean;
  onAdding: (adding: boolean) => void;
}) {
  const { t } = useTranslation();
  const may = useMay('vault.write');
  const credentials = useQuery(credentialsQuery);
  const editing = useDialog<Credential>();
  const signingIn = useDialog<Credential>();
  const addButton = useRef<HTMLButtonElement>(null);
  const add = (
    <GuardedButton
      ref={addButton}
      leftSection={<IconPlus size={16} />}
      reason={may ? null : t('vault.noWrite')}
      onClick={() => onAdding(true)}
    >
      {t('vault.add')}
    </GuardedButton>
  );
  const some = credentials.data && credentials.data.length > 0;

  return (
    <Panel
      id="credentials"
      flush
      title={t('vault.title')}
      description={t('vault.description')}
      actions={some ? add : undefined}
    >
      {credentials.isPending ? (
        <LoadingRows rows={3} />
      ) : credentials.isError ? (
        <ErrorState error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : credentials.data.length === 0 ? (
        <EmptyState icon={<IconKey size={22} />} title={t('vault.empty')} action={add}>
          {t('vault.emptyBody')}
        </EmptyState>
      ) : (
        <CredentialTable credentials={credentials.data} onEdit={editing.open} onSignIn={signingIn.open} />
      )}
      <CredentialForm
        opened={adding && may && credentials.data !== undefined}
        credential={null}
        isFirst={credentials.data?.length === 0}
        bases={credentials.data?.filter(canBeBase) ?? []}
        onSignIn={(credential) => signingIn.open(credential, addButton.current)}
        onClose={() => onAdding(false)}
        onExited={() => addButton.current?.focus()}
      />
      <CredentialForm
        opened={editing.opened}
        credential={editing.about}
        isFirst={false}
        bases={editing.about ? basesOf(editing.about, credentials.data ?? []) : []}
        onClose={editing.close}
        onExited={editing.onExited}
      />
      <SignInDialog dialog={signingIn} />
    </Panel>
  );
}
