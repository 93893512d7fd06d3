import { SegmentedControl } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { iamPoliciesQuery, type IamPolicy, type PolicyScope } from '@/api/queries/iam';
import { countColumn, nameColumn, quietColumn, timeColumn } from '@/ui/aws/cells';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import type { Column } from '@/ui/virtual-table';
import { CreatePolicy } from './forms';
import { IamPage } from './iam-page';
import { PolicyDetail } from './policy-detail';

/** /iam/policies: the managed policies that the account can use. */
export function ManagedPoliciesPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.policies.title')} description={t('iam.policies.description')}>
      {(credentialId) => <Policies credentialId={credentialId} />}
    </IamPage>
  );
}

function Policies({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const [scope, setScope] = useState<PolicyScope>('Local');
  const columns = useMemo<Column<IamPolicy>[]>(
    () => [
      nameColumn(
        t('iam.policies.column'),
        (policy) => policy.policy_name,
        (policy) => opened.open(policy.arn),
        'minmax(220px, 1.8fr)',
      ),
      quietColumn('path', t('iam.columns.path'), (policy) => policy.path, 'minmax(120px, 1fr)', 'code'),
      countColumn('attached', t('iam.policies.attachments'), (policy) => policy.attachment_count),
      timeColumn('updated', t('iam.policies.updated'), (policy) => policy.updated_at),
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={useInfiniteQuery(iamPoliciesQuery(credentialId, scope))}
      label={t('iam.policies.title')}
      search={t('iam.policies.search')}
      columns={columns}
      rowKey={(policy) => policy.arn}
      words={(policy) => `${policy.policy_name} ${policy.path} ${policy.arn}`}
      filters={
        <SegmentedControl
          size="xs"
          aria-label={t('iam.policies.scope')}
          value={scope}
          onChange={(value) => setScope(value)}
          data={[
            { value: 'Local', label: t('iam.policies.own') },
            { value: 'AWS', label: t('iam.policies.aws') },
          ]}
        />
      }
      create={{
        title: t('iam.actions.createPolicy'),
        form: () => <CreatePolicy credentialId={credentialId} />,
      }}
      empty={{
        Icon: IconFileCertificate,
        title: t('iam.policies.empty'),
        body: t('iam.policies.emptyBody'),
      }}
      opened={opened}
      drawerName={(arn) => arn.replace(/^.*\//, '')}
    >
      {(arn, close) => <PolicyDetail credentialId={credentialId} arn={arn} onClose={close} />}
    </ResourcePage>
  );
}
