import { SegmentedControl } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { iamPoliciesQuery, type IamPolicy, type PolicyScope } from '@/api/queries/iam';
import { usePlanner } from '@/ui/plans/planner';
import { EmptyState } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { NameCell, PathCell } from './cells';
import { DetailDrawer, PlanButton } from './detail';
import { CreatePolicy } from './forms';
import { IamPage, useOpened } from './iam-page';
import { PolicyDetail } from './policy-detail';
import { ResourceList } from './resource-list';

/** /iam/policies: the managed policies that the account can use. */
export function ManagedPoliciesPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.policies.title')} description={t('iam.policies.description')}>
      {(credentialId) => <Policies credentialId={credentialId} />}
    </IamPage>
  );
}

const words = (policy: IamPolicy) => `${policy.policy_name} ${policy.path} ${policy.arn}`;

function Policies({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const opened = useOpened();
  const [scope, setScope] = useState<PolicyScope>('Local');
  const query = useInfiniteQuery(iamPoliciesQuery(credentialId, scope));
  const columns = useMemo<Column<IamPolicy>[]>(
    () => [
      {
        key: 'name',
        heading: t('iam.policies.column'),
        width: 'minmax(220px, 1.8fr)',
        cell: (policy) => <NameCell name={policy.policy_name} onOpen={() => opened.open(policy.arn)} />,
      },
      {
        key: 'path',
        heading: t('iam.columns.path'),
        width: 'minmax(120px, 1fr)',
        cell: (policy) => <PathCell path={policy.path} />,
      },
      {
        key: 'attached',
        heading: t('iam.policies.attachments'),
        width: '120px',
        cell: (policy) => <span className="numbers">{policy.attachment_count}</span>,
      },
      {
        key: 'updated',
        heading: t('iam.policies.updated'),
        width: '150px',
        cell: (policy) => <Time at={policy.updated_at} />,
      },
    ],
    [t, opened],
  );
  return (
    <>
      <ResourceList
        query={query}
        label={t('iam.policies.title')}
        search={t('iam.policies.search')}
        columns={columns}
        rowKey={(policy) => policy.arn}
        words={words}
        actions={
          <>
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
            <PlanButton
              onClick={() =>
                planner.ask(t('iam.actions.createPolicy'), <CreatePolicy credentialId={credentialId} />)
              }
            >
              {t('iam.actions.createPolicy')}
            </PlanButton>
          </>
        }
        empty={
          <EmptyState icon={<IconFileCertificate size={22} />} title={t('iam.policies.empty')}>
            {t('iam.policies.emptyBody')}
          </EmptyState>
        }
      />
      <DetailDrawer name={opened.name ? opened.name.replace(/^.*\//, '') : null} onClose={opened.close}>
        {opened.name && <PolicyDetail credentialId={credentialId} arn={opened.name} onClose={opened.close} />}
      </DetailDrawer>
    </>
  );
}
