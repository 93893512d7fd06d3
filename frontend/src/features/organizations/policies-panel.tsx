import { Badge, SegmentedControl } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeable, orgPoliciesQuery, type OrgPolicyListed } from '@/api/queries/organizations';
import { countColumn, nameColumn, quietColumn } from '@/ui/aws/cells';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import type { Column } from '@/ui/virtual-table';
import { PolicyDetail } from './policy-detail';
import { CreatePolicy } from './policy-forms';
import { typeName } from './words';

const filters = ['all', ...changeable, 'other'] as const;
type Filter = (typeof filters)[number];

/** The policies of the organization. */
export function PoliciesPanel({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const [filter, setFilter] = useState<Filter>('all');
  const query = useInfiniteQuery({
    ...orgPoliciesQuery(credentialId),
    select: (data) => ({
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.filter(({ type }) => {
          const own = changeable.some((one) => one === type);
          return filter === 'all' || (filter === 'other' ? !own : type === filter);
        }),
      })),
    }),
  });
  const columns = useMemo<Column<OrgPolicyListed>[]>(
    () => [
      nameColumn(
        t('organizations.policy'),
        (policy) => policy.name,
        (policy) => opened.open(policy.id),
      ),
      {
        key: 'type',
        heading: t('organizations.policyType'),
        width: 'minmax(120px, 0.7fr)',
        cell: (policy) => (
          <>
            <Badge color="gray">{typeName(t, policy.type)}</Badge>{' '}
            {policy.aws_managed && <Badge color="blue">AWS</Badge>}
          </>
        ),
      },
      quietColumn(
        'description',
        t('iam.forms.description'),
        (policy) => policy.description ?? '',
        'minmax(180px, 1.6fr)',
      ),
      quietColumn('id', t('organizations.id'), (policy) => policy.id, 'minmax(140px, 0.8fr)', 'code'),
      countColumn('attached', t('iam.policies.attachments'), (policy) => policy.attachments, '100px'),
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={query}
      label={t('organizations.policies')}
      search={t('iam.policies.search')}
      hint={t('organizations.policyHint')}
      columns={columns}
      rowKey={(policy) => policy.id}
      words={(policy) => `${policy.name} ${policy.id} ${policy.description ?? ''}`}
      minWidth={860}
      filters={
        <SegmentedControl
          size="xs"
          aria-label={t('organizations.policyType')}
          value={filter}
          onChange={setFilter}
          data={filters.map((value) => ({
            value,
            label:
              value === 'all' || value === 'other' ? t(`organizations.filter.${value}`) : typeName(t, value),
          }))}
        />
      }
      create={{
        title: t('organizations.create'),
        form: () => <CreatePolicy credentialId={credentialId} />,
      }}
      empty={{
        Icon: IconGavel,
        title: t('organizations.noPolicies'),
        body: t('organizations.noPoliciesBody'),
      }}
      opened={opened}
      drawerName={(id) =>
        query.data?.pages.flatMap((page) => page.items).find((policy) => policy.id === id)?.name ?? id
      }
    >
      {(id, close) => <PolicyDetail credentialId={credentialId} id={id} onClose={close} />}
    </ResourcePage>
  );
}
