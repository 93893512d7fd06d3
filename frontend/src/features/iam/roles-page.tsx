import { Code, Group, Stack } from '@mantine/core';
import { IconMask } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamRoleQuery, iamRolesQuery, type IamRole, type IamRoleDetail } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { prettyJson } from '@/lib/pretty-json';
import { nameColumn, quietColumn, timeColumn } from '@/ui/aws/cells';
import { AskButton, Entries, Part } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { useOpened } from '@/ui/aws/opened';
import { ResourcePage } from '@/ui/aws/resource-page';
import { Tags } from '@/ui/aws/tags';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { CreateRole, EditDocument, EditRole } from './forms';
import { IamPage } from './iam-page';
import { PageLink } from './page-link';
import { AttachedPolicies, Boundary, InlinePolicies } from './policies-parts';
import { DeleteButton } from './whole-buttons';

/** /iam/roles: the roles of the account. */
export function RolesPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.roles.title')} description={t('iam.roles.description')}>
      {(credentialId) => <Roles credentialId={credentialId} />}
    </IamPage>
  );
}

function Roles({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const columns = useMemo<Column<IamRole>[]>(
    () => [
      nameColumn(
        t('iam.roles.column'),
        (role) => role.role_name,
        (role) => opened.open(role.role_name),
        'minmax(200px, 1.4fr)',
      ),
      quietColumn(
        'description',
        t('iam.forms.description'),
        (role) => role.description,
        'minmax(160px, 1.4fr)',
      ),
      quietColumn('path', t('iam.columns.path'), (role) => role.path, 'minmax(120px, 0.8fr)', 'code'),
      timeColumn('created', t('iam.columns.created'), (role) => role.created_at),
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={useInfiniteQuery(iamRolesQuery(credentialId))}
      label={t('iam.roles.title')}
      search={t('iam.roles.search')}
      columns={columns}
      rowKey={(role) => role.role_id}
      words={(role) => `${role.role_name} ${role.path} ${role.arn} ${role.description}`}
      create={{
        title: t('iam.actions.createRole'),
        form: () => <CreateRole credentialId={credentialId} />,
      }}
      empty={{ Icon: IconMask, title: t('iam.roles.empty'), body: t('iam.roles.emptyBody') }}
      opened={opened}
    >
      {(name, close) => <RoleDetail credentialId={credentialId} name={name} onClose={close} />}
    </ResourcePage>
  );
}

interface Detail {
  credentialId: number;
  onClose: () => void;
}

function RoleDetail({ name, ...detail }: Detail & { name: string }) {
  const query = useQuery(iamRoleQuery(detail.credentialId, name));
  return (
    <Loaded query={query} rows={9}>
      {(role) => <Content role={role} {...detail} />}
    </Loaded>
  );
}

function Content({ credentialId, role, onClose }: Detail & { role: IamRoleDetail }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const name = role.role_name;
  const principal = { credentialId, kind: 'role', name } as const;
  const trust = prettyJson(role.trust_policy);
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <AskButton
          title={t('iam.actions.editOf', { name })}
          label={t('iam.actions.editOf', { name })}
          form={() => <EditRole credentialId={credentialId} role={role} />}
        >
          {t('iam.actions.edit')}
        </AskButton>
        <DeleteButton {...principal} onApplied={onClose} />
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
          <AskButton
            title={t('iam.actions.editTrust')}
            label={t('iam.actions.editTrust')}
            form={() => (
              <EditDocument
                document={trust}
                policyType="trust"
                label={t('iam.detail.trust')}
                make={(text) => plans.updateRole(name, { trust_policy: text })}
              />
            )}
          >
            {t('iam.actions.edit')}
          </AskButton>
        }
      >
        <Code block tabIndex={0} mah={260} style={{ overflow: 'auto' }}>
          {trust}
        </Code>
      </Part>
      <AttachedPolicies {...principal} policies={role.attached_policies} />
      <InlinePolicies {...principal} policies={role.inline_policies} />
      <Part
        title={t('iam.profiles.title')}
        none={role.instance_profiles.length === 0 && t('iam.profiles.none')}
      >
        <Entries items={role.instance_profiles} entryKey={(profile) => profile}>
          {(profile) => (
            <PageLink to="/iam/instance-profiles" open={profile}>
              {profile}
            </PageLink>
          )}
        </Entries>
      </Part>
      <Boundary {...principal} arn={role.permissions_boundary_arn} />
      <Tags tags={role.tags ?? {}} make={(change) => plans.tag('role', name, change)} />
    </Stack>
  );
}
