import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { CredentialPage } from '@/ui/aws/credential-page';

/** A page of IAM. */
export function IamPage({
  title,
  description,
  children,
}: {
  title: string;
  description: string;
  children: (credentialId: number) => ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <CredentialPage
      title={title}
      description={description}
      needs={t('iam.noCredentialsBody')}
      ability="iam.plan"
      stale={keys.iam}
    >
      {children}
    </CredentialPage>
  );
}
