import { IconGavel, IconHierarchy, IconPlayerPlay, IconShieldSearch, IconSitemap } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { CredentialPage } from '@/ui/aws/credential-page';
import { ViewTabs } from '@/ui/aws/view-tabs';
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
  const { view = 'overview', credential } = route.useSearch();
  const navigate = route.useNavigate();
  const { Panel } = views[view];
  return (
    <CredentialPage
      title={t('organizations.title')}
      description={t('organizations.description')}
      needs={t('organizations.needs')}
      ability="organizations.plan"
      stale={keys.organizations}
      width={1320}
    >
      {(credentialId) => (
        <ViewTabs
          label={t('organizations.views')}
          views={(Object.keys(views) as View[]).map((value) => ({
            value,
            text: t(`organizations.view.${value}`),
            Icon: views[value].Icon,
          }))}
          value={view}
          onChange={(value) =>
            void navigate({ search: { ...(credential ? { credential } : {}), view: value } })
          }
        >
          <Panel credentialId={credentialId} />
        </ViewTabs>
      )}
    </CredentialPage>
  );
}
