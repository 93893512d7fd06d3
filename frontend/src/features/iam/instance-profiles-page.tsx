import { Stack } from '@mantine/core';
import { IconServerOff, IconServer2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { iamInstanceProfilesQuery, iamRolesQuery, type IamInstanceProfile } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import type { Plan } from '@/api/queries/plans';
import { nameColumn, quietColumn, timeColumn } from '@/ui/aws/cells';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { field } from '@/ui/aws/fields';
import { useOpened } from '@/ui/aws/opened';
import { PlanForm, useNameCheck } from '@/ui/aws/plan-form';
import { ResourcePage } from '@/ui/aws/resource-page';
import { useWhole } from '@/ui/aws/use-whole';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Column } from '@/ui/virtual-table';
import { IamPage } from './iam-page';
import { PageLink } from './page-link';

/** /iam/instance-profiles: what carries roles onto EC2 instances. */
export function InstanceProfilesPage() {
  const { t } = useTranslation();
  return (
    <IamPage title={t('iam.profiles.title')} description={t('iam.profiles.description')}>
      {(credentialId) => <Profiles credentialId={credentialId} />}
    </IamPage>
  );
}

function Profiles({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const columns = useMemo<Column<IamInstanceProfile>[]>(
    () => [
      nameColumn(
        t('iam.profiles.column'),
        (profile) => profile.instance_profile_name,
        (profile) => opened.open(profile.instance_profile_name),
      ),
      quietColumn(
        'role',
        t('iam.roles.column'),
        (profile) => profile.roles.join(', ') || '–',
        'minmax(160px, 1.2fr)',
      ),
      quietColumn('path', t('iam.columns.path'), (profile) => profile.path, 'minmax(120px, 1fr)', 'code'),
      timeColumn('created', t('iam.columns.created'), (profile) => profile.created_at),
    ],
    [t, opened],
  );
  return (
    <ResourcePage
      query={useInfiniteQuery(iamInstanceProfilesQuery(credentialId))}
      label={t('iam.profiles.title')}
      search={t('iam.profiles.search')}
      hint={t('iam.profiles.searchHint')}
      columns={columns}
      rowKey={(profile) => profile.instance_profile_id}
      words={(profile) =>
        `${profile.instance_profile_name} ${profile.path} ${profile.arn} ${profile.roles.join(' ')}`
      }
      create={{
        title: t('iam.profiles.create'),
        form: () => <CreateProfile credentialId={credentialId} />,
      }}
      empty={{ Icon: IconServer2, title: t('iam.profiles.empty'), body: t('iam.profiles.emptyBody') }}
      opened={opened}
    >
      {(name, close) => <ProfileDetail credentialId={credentialId} name={name} onClose={close} />}
    </ResourcePage>
  );
}

interface Detail {
  credentialId: number;
  onClose: () => void;
}

/** AWS's list tells all there is to a profile: what is open is found in it. */
function ProfileDetail({ name, ...detail }: Detail & { name: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(iamInstanceProfilesQuery(detail.credentialId));
  const { items, loading } = useWhole(query);
  const profile = items.find((one) => one.instance_profile_name === name);
  if (profile) return <Content profile={profile} {...detail} />;
  if (loading) return <LoadingRows rows={5} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <EmptyState icon={<IconServerOff size={22} />} title={t('iam.profiles.gone', { name })} />;
}

function Content({ credentialId, profile, onClose }: Detail & { profile: IamInstanceProfile }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const name = profile.instance_profile_name;
  return (
    <Stack gap="lg">
      <div>
        <StartButton
          danger
          make={() => plans.removeInstanceProfile(name, false)}
          force={() => plans.removeInstanceProfile(name, true)}
          onApplied={onClose}
        >
          {t('iam.profiles.delete')}
        </StartButton>
      </div>
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={profile.arn} />],
          [t('iam.columns.path'), profile.path],
          [t('iam.detail.created'), <Time key="created" at={profile.created_at} style="local" />],
        ]}
      />
      <Part
        title={t('iam.roles.column')}
        none={profile.roles.length === 0 && t('iam.profiles.noRole')}
        actions={
          profile.roles.length === 0 && (
            <AskButton
              title={t('iam.profiles.addRole')}
              form={() => (
                <ChooseRole credentialId={credentialId} make={(role) => plans.addRoleToProfile(name, role)} />
              )}
            />
          )
        }
      >
        <Entries
          items={profile.roles}
          entryKey={(role) => role}
          actions={(role) => (
            <StartButton
              label={t('iam.actions.removeOf', { name: role })}
              make={() => plans.removeRoleFromProfile(name, role)}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        >
          {(role) => (
            <PageLink to="/iam/roles" open={role}>
              {role}
            </PageLink>
          )}
        </Entries>
      </Part>
    </Stack>
  );
}

/** The roles of the account, to choose one. */
function useRoleChoices(credentialId: number) {
  const { items, loading } = useWhole(useInfiniteQuery(iamRolesQuery(credentialId)));
  return { loading, choices: items.map(({ role_name: name }) => ({ value: name, label: name })) };
}

function CreateProfile({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const check = useNameCheck();
  const { choices, loading } = useRoleChoices(credentialId);
  return (
    <PlanForm
      fields={{
        instance_profile_name: field.text(t('iam.forms.name'), 128, { check }),
        path: field.text(t('iam.forms.path'), 512, { placeholder: '/engineering/' }),
        role: field.one(t('iam.profiles.roleOptional'), choices, { loading }),
      }}
      make={({ instance_profile_name: name, path, role }) =>
        iamPlans(credentialId).createInstanceProfile({
          instance_profile_name: name,
          ...(path ? { path } : {}),
          ...(role ? { role_name: role } : {}),
        })
      }
    />
  );
}

function ChooseRole({ credentialId, make }: { credentialId: number; make: (role: string) => Promise<Plan> }) {
  const { t } = useTranslation();
  const { choices, loading } = useRoleChoices(credentialId);
  return (
    <PlanForm
      fields={{
        role: field.one(t('iam.roles.column'), choices, {
          loading,
          check: (value) => (value ? null : t('iam.profiles.chooseRole')),
        }),
      }}
      make={({ role }) => make(role)}
    />
  );
}
