import {
  IconGavel,
  IconHierarchy,
  IconPlayerPlay,
  IconShieldSearch,
  IconSitemap,
  IconSitemapOff,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { orgOverviewQuery } from '@/api/queries/organizations';
import { CredentialPage } from '@/ui/aws/credential-page';
import { ViewTabs } from '@/ui/aws/view-tabs';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { FindingsPanel } from './findings-panel';
import { OverviewPanel } from './overview-panel';
import { PoliciesPanel } from './policies-panel';
import { PreviewPanel } from './preview-panel';
import { TreePanel } from './tree-panel';

const route = getRouteApi('/signed-in/organizations');

const views = {
  overview: { Icon: IconSitemap, Panel: OverviewPanel },
  accounts: { Icon: IconHierarchy, Panel: TreePanel },
  policies: { Icon: IconGavel, Panel: PoliciesPanel },
  preview: { Icon: IconPlayerPlay, Panel: PreviewPanel },
  findings: { Icon: IconShieldSearch, Panel: FindingsPanel },
} as const;
type View = keyof typeof views;

/** /organizations: the organization that an AWS account belongs to. */
export function OrganizationsPage() {
  const { t } = useTranslation();
  return (
    <CredentialPage
      title={t('organizations.title')}
      description={t('organizations.description')}
      needs={t('organizations.needs')}
      ability="organizations.plan"
      stale={keys.organizations}
      width={1320}
    >
      {(credentialId) => <Views credentialId={credentialId} />}
    </CredentialPage>
  );
}

function Views({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const { view = 'overview', credential } = route.useSearch();
  const navigate = route.useNavigate();
  const overview = useQuery(orgOverviewQuery(credentialId));
  const { Panel: Shown } = views[view];
  if (overview.data && !overview.data.in_organization) {
    return (
      <Panel>
        <EmptyState icon={<IconSitemapOff size={22} />} title={t('organizations.none')}>
          {t('organizations.noneBody')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <ViewTabs
      label={t('organizations.views')}
      views={(Object.keys(views) as View[]).map((value) => ({
        value,
        text: t(`organizations.view.${value}`),
        Icon: views[value].Icon,
      }))}
      value={view}
      onChange={(value) => void navigate({ search: { ...(credential ? { credential } : {}), view: value } })}
    >
      <Shown credentialId={credentialId} />
    </ViewTabs>
  );
}
