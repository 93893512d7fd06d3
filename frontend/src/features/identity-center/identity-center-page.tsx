import { Select, Stack } from '@mantine/core';
import {
  IconBuilding,
  IconId,
  IconLayoutDashboard,
  IconMapPinOff,
  IconShieldSearch,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { icOverviewQuery, type IcOverview } from '@/api/queries/identity-center';
import { keys } from '@/api/queries/keys';
import { CredentialPage } from '@/ui/aws/credential-page';
import { Loaded } from '@/ui/aws/loaded';
import { ViewTabs } from '@/ui/aws/view-tabs';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AccountsPanel } from './accounts-panel';
import { FindingsPanel } from './findings-panel';
import { GroupsPanel } from './groups-panel';
import { OverviewPanel } from './overview-panel';
import { PeoplePanel } from './people-panel';
import { SetsPanel } from './sets-panel';

const route = getRouteApi('/signed-in/identity-center');

const views = {
  overview: { Icon: IconLayoutDashboard, Panel: OverviewPanel },
  sets: { Icon: IconId, Panel: SetsPanel },
  people: { Icon: IconUsers, Panel: PeoplePanel },
  groups: { Icon: IconUsersGroup, Panel: GroupsPanel },
  accounts: { Icon: IconBuilding, Panel: AccountsPanel },
  findings: { Icon: IconShieldSearch, Panel: FindingsPanel },
} as const;
type View = keyof typeof views;

/** /identity-center: who gets what in which account. */
export function IdentityCenterPage() {
  const { t } = useTranslation();
  return (
    <CredentialPage
      title={t('identityCenter.title')}
      description={t('identityCenter.description')}
      needs={t('identityCenter.needs')}
      ability="identitycenter.plan"
      stale={keys.identityCenter}
      width={1320}
    >
      {(credentialId) => <Instances credentialId={credentialId} />}
    </CredentialPage>
  );
}

function Instances({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const query = useQuery(icOverviewQuery(credentialId));
  if (query.data?.enabled) return <Views credentialId={credentialId} overview={query.data} />;
  return (
    <Panel>
      <Loaded query={query}>
        {({ region }) => (
          <EmptyState icon={<IconMapPinOff size={22} />} title={t('identityCenter.none', { region })}>
            {t('identityCenter.noneBody')}
          </EmptyState>
        )}
      </Loaded>
    </Panel>
  );
}

function Views({ credentialId, overview }: { credentialId: number; overview: IcOverview }) {
  const { t } = useTranslation();
  const { view = 'overview', credential } = route.useSearch();
  const navigate = route.useNavigate();
  const { instances } = overview;
  const [chosen, choose] = useState(instances[0]?.arn ?? '');
  const { Panel: Shown } = views[view];
  const instance = instances.find(({ arn }) => arn === chosen) ?? instances[0];
  if (!instance) return null;
  return (
    <Stack gap="md">
      {instances.length > 1 && (
        <Select
          label={t('identityCenter.instance')}
          maw={420}
          value={instance.arn}
          onChange={(arn) => arn && choose(arn)}
          data={instances.map(({ arn, name }) => ({ value: arn, label: name || arn }))}
        />
      )}
      <ViewTabs
        label={t('identityCenter.views')}
        views={(Object.keys(views) as View[]).map((value) => ({
          value,
          text: t(`identityCenter.view.${value}`),
          Icon: views[value].Icon,
        }))}
        value={view}
        onChange={(value) =>
          void navigate({ search: { ...(credential ? { credential } : {}), view: value } })
        }
      >
        <Shown
          key={instance.arn}
          place={{ credentialId, instanceArn: instance.arn }}
          instance={instance}
          region={overview.region}
        />
      </ViewTabs>
    </Stack>
  );
}
