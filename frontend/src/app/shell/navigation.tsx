import { Stack, Text } from '@mantine/core';
import {
  IconArrowsDiff,
  IconBooks,
  IconChartHistogram,
  IconBuilding,
  IconFileCertificate,
  IconHistory,
  IconId,
  IconLayoutDashboard,
  IconMask,
  IconMessageQuestion,
  IconPlayerPlay,
  IconSettings,
  IconServer2,
  IconShieldSearch,
  IconSitemap,
  IconUsers,
  IconUsersGroup,
  IconWand,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './navigation.module.css';

const rooms = [
  { group: null, items: [{ to: '/', text: 'app.nav.dashboard', Icon: IconLayoutDashboard }] },
  {
    group: 'app.nav.policies',
    items: [
      { to: '/policies', text: 'app.nav.library', Icon: IconBooks },
      { to: '/policies/generate', text: 'app.nav.generate', Icon: IconWand },
      { to: '/policies/compare', text: 'app.nav.compare', Icon: IconArrowsDiff },
      { to: '/policies/simulate', text: 'app.nav.simulate', Icon: IconPlayerPlay },
      { to: '/policies/explain', text: 'app.nav.explain', Icon: IconMessageQuestion },
      { to: '/monitoring', text: 'app.nav.monitoring', Icon: IconHistory },
    ],
  },
  {
    group: 'app.nav.iam',
    items: [
      { to: '/access', text: 'app.nav.access', Icon: IconZoomQuestion },
      { to: '/findings', text: 'app.nav.findings', Icon: IconShieldSearch },
      { to: '/usage', text: 'app.nav.usage', Icon: IconChartHistogram },
      { to: '/iam/users', text: 'app.nav.iamUsers', Icon: IconUsers },
      { to: '/iam/groups', text: 'app.nav.iamGroups', Icon: IconUsersGroup },
      { to: '/iam/roles', text: 'app.nav.iamRoles', Icon: IconMask },
      { to: '/iam/instance-profiles', text: 'app.nav.iamProfiles', Icon: IconServer2 },
      { to: '/iam/policies', text: 'app.nav.iamPolicies', Icon: IconFileCertificate },
      { to: '/iam/account', text: 'app.nav.iamAccount', Icon: IconBuilding },
    ],
  },
  {
    group: 'app.nav.manyAccounts',
    items: [
      { to: '/organizations', text: 'app.nav.organizations', Icon: IconSitemap },
      { to: '/identity-center', text: 'app.nav.identityCenter', Icon: IconId },
    ],
  },
] as const;

/** The rooms of the application; only those that exist. */
export function Navigation() {
  const { t } = useTranslation();
  // The page of one policy belongs to the library; the other pages below /policies do not.
  const onPolicy = useLocation({ select: ({ pathname }) => /^\/policies\/\d+$/.test(pathname) });
  return (
    <Stack gap="md" px="xs" pb="sm" flex={1} justify="space-between">
      <Stack gap="md">
        {rooms.map(({ group, items }) => (
          <div key={group ?? ''}>
            {group && (
              <Text className={classes.group} id={`nav-${group}`}>
                {t(group)}
              </Text>
            )}
            <ul className={classes.list} aria-labelledby={group ? `nav-${group}` : undefined}>
              {items.map(({ to, text, Icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    activeOptions={{ exact: to === '/' || (to === '/policies' && !onPolicy) }}
                    className={classes.item}
                  >
                    <Icon size={17} stroke={1.7} aria-hidden />
                    {t(text)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Stack>
      <ul className={classes.list}>
        <li>
          <Link to="/settings" className={classes.item}>
            <IconSettings size={17} stroke={1.7} aria-hidden />
            {t('app.nav.settings')}
          </Link>
        </li>
      </ul>
    </Stack>
  );
}
