import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orgOverviewQuery, type OrgAccount, type OrgOverview } from '@/api/queries/organizations';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { Facts } from '@/ui/facts';
import { AccountId, Arn } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { VirtualTable, type Column } from '@/ui/virtual-table';
import { typeName } from './words';

/** What the organization is, and who administers it. */
export function OverviewPanel({ credentialId }: { credentialId: number }) {
  const query = useQuery(orgOverviewQuery(credentialId));
  const overview = query.data;
  if (!overview) {
    return (
      <Panel flush>
        <Loaded query={query}>{() => null}</Loaded>
      </Panel>
    );
  }
  return (
    <Stack gap="lg">
      <Notes notes={overview.notes} />
      <Organization overview={overview} />
      <DelegatedAdmins admins={overview.delegated_administrators} />
    </Stack>
  );
}

function Organization({ overview }: { overview: OrgOverview }) {
  const { t } = useTranslation();
  const { management_account_id: management, caller_account_id: caller, policy_types: types } = overview;
  return (
    <Panel id="organization" title={t('organizations.organization')}>
      <Facts
        facts={[
          [
            t('organizations.id'),
            <Text key="id" component="span" ff="monospace" fz="sm">
              {overview.id}
            </Text>,
          ],
          [t('iam.detail.arn'), overview.arn ? <Arn key="arn" arn={overview.arn} /> : '–'],
          [
            t('organizations.management'),
            <Group key="management" gap="sm" component="span">
              {management && <AccountId id={management} />}
              <Text component="span" fz="sm" c="dimmed">
                {overview.management_email}
              </Text>
            </Group>,
          ],
          [
            t('organizations.caller'),
            <Group key="caller" gap="sm" component="span">
              <AccountId id={caller} />
              {caller === management && <Badge component="span">{t('organizations.isManagement')}</Badge>}
            </Group>,
          ],
          [
            t('organizations.features'),
            t(overview.feature_set === 'ALL' ? 'organizations.allFeatures' : 'organizations.billingOnly'),
          ],
          [
            t('organizations.types'),
            types.length === 0 ? (
              t('organizations.noTypes')
            ) : (
              <Group key="types" gap={6} component="span">
                {types.map((type) => (
                  <Badge key={type} color="gray" component="span">
                    {typeName(t, type)}
                  </Badge>
                ))}
              </Group>
            ),
          ],
        ]}
      />
    </Panel>
  );
}

function DelegatedAdmins({ admins }: { admins: readonly OrgAccount[] }) {
  const { t } = useTranslation();
  const columns: Column<OrgAccount>[] = [
    {
      key: 'name',
      heading: t('organizations.account'),
      width: 'minmax(180px, 1fr)',
      cell: (account) => (
        <Text fz="sm" fw={550} truncate title={account.email}>
          {account.name}
        </Text>
      ),
    },
    {
      key: 'id',
      heading: t('organizations.id'),
      width: '190px',
      cell: (account) => <AccountId id={account.id} />,
    },
    {
      key: 'services',
      heading: t('organizations.services'),
      width: 'minmax(260px, 2fr)',
      cell: (account) => (
        <Group gap={4} wrap="nowrap" style={{ overflow: 'hidden' }} title={account.services?.join(', ')}>
          {account.services?.map((service) => (
            <Code key={service} fz="xs">
              {service}
            </Code>
          ))}
        </Group>
      ),
    },
  ];
  return (
    <Panel
      id="delegated"
      flush
      title={t('organizations.delegated')}
      description={t('organizations.delegatedBody')}
    >
      {admins.length === 0 ? (
        <EmptyState icon={<IconUserShield size={22} />} title={t('organizations.noDelegated')}>
          {t('organizations.noDelegatedBody')}
        </EmptyState>
      ) : (
        <VirtualTable
          label={t('organizations.delegated')}
          columns={columns}
          rows={admins}
          rowKey={(account) => account.id}
          minWidth={720}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}
