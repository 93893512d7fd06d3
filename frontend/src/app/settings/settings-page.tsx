import { Tabs } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconKey,
  IconListCheck,
  IconShieldLock,
  IconUserCircle,
  IconUsersGroup,
} from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { session } from '@/api/session';
import { AuditPanel } from '@/features/audit/audit-panel';
import { ProfilePanel } from '@/features/accounts/profile-panel';
import { SecurityPanel } from '@/features/accounts/security-panel';
import { ComputerPanel } from '@/features/desktop/computer-panel';
import { CredentialsPanel } from '@/features/vault/credentials-panel';
import { WorkspacePanel } from '@/features/workspaces/workspace-panel';
import { Page } from '@/ui/page';

const route = getRouteApi('/signed-in/settings');

const tabs = [
  { value: 'credentials', text: 'app.nav.credentials', Icon: IconKey },
  { value: 'profile', text: 'app.nav.profile', Icon: IconUserCircle },
  { value: 'security', text: 'app.nav.security', Icon: IconShieldLock },
  { value: 'workspace', text: 'app.nav.workspace', Icon: IconUsersGroup },
  { value: 'audit-log', text: 'app.nav.auditLog', Icon: IconListCheck },
  { value: 'computer', text: 'app.nav.computer', Icon: IconDeviceDesktop },
] as const;

// Only the desktop window is a computer of one's own.
const shown = tabs.filter(({ value }) => value !== 'computer' || session.home === 'desktop');

/** /settings: each tab belongs to a feature; the address says which one is open. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { tab = 'credentials', add = false } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (value: string | null) => {
    const chosen = shown.find((item) => item.value === value);
    if (chosen) void navigate({ search: { tab: chosen.value } });
  };
  return (
    <Page title={t('app.settings.title')} description={t('app.settings.description')}>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List aria-label={t('app.settings.tabs')} mb="lg">
          {shown.map(({ value, text, Icon }) => (
            <Tabs.Tab key={value} value={value} leftSection={<Icon size={16} aria-hidden />}>
              {t(text)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="credentials">
          <CredentialsPanel
            adding={add}
            onAdding={(adding) =>
              void navigate({
                search: { tab: 'credentials', ...(adding ? { add: true } : {}) },
                replace: !adding,
              })
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="profile">
          <ProfilePanel />
        </Tabs.Panel>
        <Tabs.Panel value="security">
          <SecurityPanel />
        </Tabs.Panel>
        <Tabs.Panel value="workspace">
          <WorkspacePanel />
        </Tabs.Panel>
        <Tabs.Panel value="audit-log">
          <AuditPanel />
        </Tabs.Panel>
        {session.home === 'desktop' && (
          <Tabs.Panel value="computer">
            <ComputerPanel />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
