import { Code, Group, Stack, Text } from '@mantine/core';
import { IconMask } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamRoleQuery, iamRolesQuery, type IamRole } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { prettyJson } from '@/lib/pretty-json';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { usePlanner } from '@/ui/plans/planner';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { NameCell, PathCell } from './cells';
import { DetailDrawer, Part, PlanButton } from './detail';
import { CreateRole, EditDocument } from './forms';
import { IamPage, useOpened } from './iam-page';
import { AttachedPolicies, Boundary, InlinePolicies, Tags } from './policies-parts';
import { ResourceList } from './resource-list';

/** /iam/roles: the roles of the account. */
export function RolesPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.roles.title')} description={t('iam.roles.description')}>
      {(credentialId) => <Roles credentialId={credentialId} />}
    </IamPage>
  );
}

const words = (role: IamRole) => `${role.role_name} ${role.path} ${role.arn} ${role.description}`;

function Roles({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const opened = useOpened();
  const query = useInfiniteQuery(iamRolesQuery(credentialId));
  const columns = useMemo<Column<IamRole>[]>(
    () => [
      {
        key: 'name',
        heading: t('iam.roles.column'),
        width: 'minmax(200px, 1.4fr)',
        cell: (role) => <NameCell name={role.role_name} onOpen={() => opened.open(role.role_name)} />,
      },
      {
        key: 'description',
        heading: t('iam.forms.description'),
        width: 'minmax(160px, 1.4fr)',
        cell: (role) => (
          <Text fz="sm" c="dimmed" truncate>
            {role.description}
          </Text>
        ),
      },
      {
        key: 'path',
        heading: t('iam.columns.path'),
        width: 'minmax(120px, 0.8fr)',
        cell: (role) => <PathCell path={role.path} />,
      },
      {
        key: 'created',
        heading: t('iam.columns.created'),
        width: '150px',
        cell: (role) => <Time at={role.created_at} />,
      },
    ],
    [t, opened],
  );
  return (
    <>
      <ResourceList
        query={query}
        label={t('iam.roles.title')}
        search={t('iam.roles.search')}
        columns={columns}
        rowKey={(role) => role.role_id}
        words={words}
        actions={
          <PlanButton
            onClick={() =>
              planner.ask(t('iam.actions.createRole'), <CreateRole credentialId={credentialId} />)
            }
          >
            {t('iam.actions.createRole')}
          </PlanButton>
        }
        empty={
          <EmptyState icon={<IconMask size={22} />} title={t('iam.roles.empty')}>
            {t('iam.roles.emptyBody')}
          </EmptyState>
        }
      />
      <DetailDrawer name={opened.name} onClose={opened.close}>
        {opened.name && <RoleDetail credentialId={credentialId} name={opened.name} onClose={opened.close} />}
      </DetailDrawer>
    </>
  );
}

function RoleDetail({
  credentialId,
  name,
  onClose,
}: {
  credentialId: number;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const plans = iamPlans(credentialId);
  const query = useQuery(iamRoleQuery(credentialId, name));
  if (query.isPending) return <LoadingRows rows={9} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const role = query.data;
  const trust = prettyJson(role.trust_policy);
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <PlanButton
          danger
          onClick={() =>
            planner.start({
              make: () => plans.remove('role', name, false),
              force: () => plans.remove('role', name, true),
              onApplied: onClose,
            })
          }
        >
          {t('iam.actions.deleteRole')}
        </PlanButton>
      </Group>
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={role.arn} />],
          [t('iam.forms.description'), role.description || '–'],
          [t('iam.forms.session'), String(role.max_session_duration / 3600)],
          [t('iam.detail.created'), <Time key="created" at={role.created_at} style="local" />],
          [
            t('iam.roles.lastUsed'),
            role.last_used_at ? <Time key="used" at={role.last_used_at} /> : t('iam.detail.neverUsed'),
          ],
        ]}
      />
      <Part
        title={t('iam.detail.trust')}
        actions={
          <PlanButton
            label={t('iam.actions.editTrust')}
            onClick={() =>
              planner.ask(
                t('iam.actions.editTrust'),
                <EditDocument
                  document={trust}
                  policyType="trust"
                  label={t('iam.detail.trust')}
                  make={(text) => plans.updateRole(name, { trust_policy: text })}
                />,
              )
            }
          >
            {t('iam.actions.edit')}
          </PlanButton>
        }
      >
        <Code block tabIndex={0} mah={260} style={{ overflow: 'auto' }}>
          {trust}
        </Code>
      </Part>
      <AttachedPolicies
        credentialId={credentialId}
        kind="role"
        name={name}
        policies={role.attached_policies}
      />
      <InlinePolicies credentialId={credentialId} kind="role" name={name} policies={role.inline_policies} />
      <Boundary credentialId={credentialId} kind="role" name={name} arn={role.permissions_boundary_arn} />
      <Tags tags={role.tags ?? {}} make={(change) => plans.tag('role', name, change)} />
    </Stack>
  );
}
