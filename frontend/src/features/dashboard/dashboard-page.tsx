import { Alert, Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { useMay } from '@/api/queries/role';
import { workspacesQuery } from '@/api/queries/server';
import { credentialsQuery } from '@/api/queries/vault';
import { Page } from '@/ui/page';
import { AccountsPanel } from './accounts-panel';
import { ActivityPanel } from './activity-panel';
import { FindingsChart } from './findings-chart';
import { FirstSteps } from './first-steps';
import { KeyAges } from './key-ages';
import { QuickStart } from './quick-start';
import { ServerPanel } from './server-panel';
import classes from './dashboard-page.module.css';

/** /: who is signed in, what is set up, what happened lately, and where to start. */
export function DashboardPage() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const workspaces = useQuery(workspacesQuery);
  const credentials = useQuery(credentialsQuery);
  const mayAudit = useMay('audit.read');
  const workspace = workspaces.data?.items.find((item) => item.id === me.data?.default_workspace_id);
  const name = me.data ? me.data.full_name || me.data.email : '';
  return (
    <Page
      title={t('dashboard.title')}
      heading={me.data ? t('dashboard.hello', { name }) : '\u00a0'}
      description={
        !me.data
          ? '\u00a0'
          : workspace
            ? t('dashboard.identity', { email: me.data.email, workspace: workspace.name })
            : me.data.email
      }
    >
      <FirstSteps />
      <QuickStart />
      {credentials.data?.length === 0 && <NoCredentials />}
      <div className={classes.columns}>
        <Stack gap="lg" miw={0}>
          {(credentials.isPending || credentials.isError || credentials.data.length > 0) && <AccountsPanel />}
          <div className={classes.charts}>
            <FindingsChart />
            {credentials.data && credentials.data.length > 0 && <KeyAges credentials={credentials.data} />}
          </div>
          {mayAudit && <ActivityPanel />}
        </Stack>
        <SimpleGrid cols={1} spacing="lg">
          <ServerPanel />
        </SimpleGrid>
      </div>
    </Page>
  );
}

function NoCredentials() {
  const { t } = useTranslation();
  return (
    <Alert
      icon={<IconKey size={18} />}
      title={t('dashboard.noCredentials')}
      className={classes.banner}
      styles={{ body: { flex: 1 } }}
    >
      <div className={classes.bannerBody}>
        <Text fz="sm">{t('dashboard.noCredentialsBody')}</Text>
        <Button
          leftSection={<IconPlus size={16} />}
          renderRoot={(props) => (
            <Link to="/settings" search={{ tab: 'credentials', add: true }} {...props} />
          )}
        >
          {t('dashboard.addCredentials')}
        </Button>
      </div>
    </Alert>
  );
}
