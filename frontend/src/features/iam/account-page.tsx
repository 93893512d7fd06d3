import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AccountSummary } from './account-summary';
import { IamPage } from './iam-page';
import { PasswordPolicyPanel } from './password-policy-panel';
import { CredentialReportPanel } from './report-panel';

/** /iam/account: what holds for the whole account. */
export function AccountPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.account.title')} description={t('iam.account.description')}>
      {(credentialId) => (
        <Stack gap="lg">
          <AccountSummary credentialId={credentialId} />
          <PasswordPolicyPanel credentialId={credentialId} />
          <CredentialReportPanel credentialId={credentialId} />
        </Stack>
      )}
    </IamPage>
  );
}
