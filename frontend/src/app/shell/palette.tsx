import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconArrowsDiff,
  IconBooks,
  IconChartHistogram,
  IconBuilding,
  IconFileCertificate,
  IconHierarchy3,
  IconHistory,
  IconId,
  IconKey,
  IconKeyboard,
  IconLayoutDashboard,
  IconListCheck,
  IconLock,
  IconLogout,
  IconMask,
  IconMessageQuestion,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconSearch,
  IconShieldLock,
  IconServer2,
  IconShieldSearch,
  IconSitemap,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
  IconWand,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { showShortcuts } from './shortcut-sheet';
import { useLogout } from './use-logout';

/** Ctrl/Cmd-K: every page and action by name. */
export function Palette() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const logout = useLogout();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const icon = { size: 18, stroke: 1.6 };

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('app.palette.pages'),
      actions: [
        {
          id: 'dashboard',
          label: t('app.nav.dashboard'),
          leftSection: <IconLayoutDashboard {...icon} />,
          onClick: () => void navigate({ to: '/' }),
        },
        {
          id: 'library',
          label: t('app.palette.library'),
          leftSection: <IconBooks {...icon} />,
          onClick: () => void navigate({ to: '/policies' }),
        },
        {
          id: 'access',
          label: t('app.nav.access'),
          description: t('app.palette.accessHint'),
          leftSection: <IconZoomQuestion {...icon} />,
          onClick: () => void navigate({ to: '/access' }),
        },
        {
          id: 'findings',
          label: t('app.nav.findings'),
          description: t('app.palette.findingsHint'),
          leftSection: <IconShieldSearch {...icon} />,
          onClick: () => void navigate({ to: '/findings' }),
        },
        {
          id: 'usage',
          label: t('app.nav.usage'),
          description: t('app.palette.usageHint'),
          leftSection: <IconChartHistogram {...icon} />,
          onClick: () => void navigate({ to: '/usage' }),
        },
        {
          id: 'monitoring',
          label: t('app.nav.monitoring'),
          description: t('app.palette.monitoringHint'),
          leftSection: <IconHistory {...icon} />,
          onClick: () => void navigate({ to: '/monitoring' }),
        },
        {
          id: 'paths',
          label: t('app.palette.paths'),
          leftSection: <IconHierarchy3 {...icon} />,
          onClick: () => void navigate({ to: '/access', search: { view: 'paths' } }),
        },
        {
          id: 'generate',
          label: t('app.palette.generate'),
          description: t('app.palette.generateHint'),
          leftSection: <IconWand {...icon} />,
          onClick: () => void navigate({ to: '/policies/generate' }),
        },
        {
          id: 'compare',
          label: t('app.palette.compare'),
          description: t('app.palette.compareHint'),
          leftSection: <IconArrowsDiff {...icon} />,
          onClick: () => void navigate({ to: '/policies/compare' }),
        },
        {
          id: 'checks',
          label: t('app.palette.checks'),
          leftSection: <IconShieldSearch {...icon} />,
          onClick: () => void navigate({ to: '/policies/compare', search: { view: 'checks' } }),
        },
        {
          id: 'simulate',
          label: t('app.palette.simulate'),
          description: t('app.palette.simulateHint'),
          leftSection: <IconPlayerPlay {...icon} />,
          onClick: () => void navigate({ to: '/policies/simulate' }),
        },
        {
          id: 'explain',
          label: t('app.palette.explain'),
          description: t('app.palette.explainHint'),
          leftSection: <IconMessageQuestion {...icon} />,
          onClick: () => void navigate({ to: '/policies/explain' }),
        },
        {
          id: 'users',
          label: t('app.palette.users'),
          leftSection: <IconUsers {...icon} />,
          onClick: () => void navigate({ to: '/iam/users' }),
        },
        {
          id: 'iam-groups',
          label: t('app.palette.iamGroups'),
          leftSection: <IconUsersGroup {...icon} />,
          onClick: () => void navigate({ to: '/iam/groups' }),
        },
        {
          id: 'iam-roles',
          label: t('app.palette.iamRoles'),
          leftSection: <IconMask {...icon} />,
          onClick: () => void navigate({ to: '/iam/roles' }),
        },
        {
          id: 'iam-profiles',
          label: t('app.nav.iamProfiles'),
          leftSection: <IconServer2 {...icon} />,
          onClick: () => void navigate({ to: '/iam/instance-profiles' }),
        },
        {
          id: 'iam-policies',
          label: t('app.nav.iamPolicies'),
          leftSection: <IconFileCertificate {...icon} />,
          onClick: () => void navigate({ to: '/iam/policies' }),
        },
        {
          id: 'iam-account',
          label: t('app.palette.iamAccount'),
          leftSection: <IconBuilding {...icon} />,
          onClick: () => void navigate({ to: '/iam/account' }),
        },
        {
          id: 'organizations',
          label: t('app.palette.organizations'),
          description: t('app.palette.organizationsHint'),
          leftSection: <IconSitemap {...icon} />,
          onClick: () => void navigate({ to: '/organizations' }),
        },
        {
          id: 'scp-preview',
          label: t('app.palette.scpPreview'),
          leftSection: <IconSitemap {...icon} />,
          onClick: () => void navigate({ to: '/organizations', search: { view: 'preview' } }),
        },
        {
          id: 'identity-center',
          label: t('app.palette.identityCenter'),
          description: t('app.palette.identityCenterHint'),
          leftSection: <IconId {...icon} />,
          onClick: () => void navigate({ to: '/identity-center' }),
        },
        {
          id: 'credentials',
          label: t('app.nav.credentials'),
          leftSection: <IconKey {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'credentials' } }),
        },
        {
          id: 'profile',
          label: t('app.nav.profile'),
          leftSection: <IconUserCircle {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'profile' } }),
        },
        {
          id: 'security',
          label: t('app.palette.security'),
          leftSection: <IconShieldLock {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'security' } }),
        },
        {
          id: 'workspace',
          label: t('app.palette.workspace'),
          leftSection: <IconUsersGroup {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'workspace' } }),
        },
        {
          id: 'audit',
          label: t('app.nav.auditLog'),
          leftSection: <IconListCheck {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'audit-log' } }),
        },
      ],
    },
    {
      group: t('app.palette.actions'),
      actions: [
        {
          id: 'add-credential',
          label: t('app.palette.addCredential'),
          leftSection: <IconPlus {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'credentials', add: true } }),
        },
        {
          id: 'change-password',
          label: t('app.palette.changePassword'),
          leftSection: <IconLock {...icon} />,
          onClick: () => void navigate({ to: '/settings', search: { tab: 'profile' }, hash: 'password' }),
        },
        {
          id: 'scheme',
          label: t('app.palette.toggleScheme'),
          leftSection: <IconMoon {...icon} />,
          onClick: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
        },
        {
          id: 'shortcuts',
          label: t('app.shortcuts.title'),
          leftSection: <IconKeyboard {...icon} />,
          onClick: showShortcuts,
        },
        {
          id: 'logout',
          label: t('app.palette.logout'),
          leftSection: <IconLogout {...icon} />,
          onClick: logout,
        },
      ],
    },
  ];

  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      nothingFound={t('app.palette.nothing')}
      highlightQuery
      // The list is longer than a small window, and the keyboard must reach its end.
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      attributes={{ content: { 'aria-label': t('app.palette.label') } }}
      searchProps={{
        placeholder: t('app.palette.placeholder'),
        'aria-label': t('app.palette.placeholder'),
        leftSection: <IconSearch size={18} />,
      }}
    />
  );
}
