import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustments, IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { initials } from '@/lib/format';
import { showShortcuts } from './shortcut-sheet';
import { useLogout } from './use-logout';

const PreferencesDialog = lazy(() => import('./preferences-dialog'));

/** Who is signed in, the way to the profile, and the way out. */
export function UserMenu() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const logout = useLogout();
  const name = me.data?.full_name ?? '';
  const email = me.data?.email ?? '';
  const [opened, { open, close }] = useDisclosure(false);
  const [wanted, setWanted] = useState(false); // its parts are fetched then
  return (
    <>
      <Suspense>{wanted && <PreferencesDialog opened={opened} onClose={close} />}</Suspense>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <UnstyledButton
            aria-label={t('app.header.account', { name: name || email })}
            style={{ borderRadius: 999 }}
          >
            <Avatar size={30} radius="xl" color="brand" variant="filled" aria-hidden>
              <Text component="span" fz="xs" fw={600}>
                {initials(name, email)}
              </Text>
            </Avatar>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {name && (
              <Text fz="sm" fw={600} c="var(--mantine-color-text)" truncate>
                {name}
              </Text>
            )}
            <Text fz="xs" truncate>
              {email}
            </Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconUserCircle size={16} />}
            renderRoot={(props: Record<string, unknown>) => (
              <Link to="/settings" search={{ tab: 'profile' }} {...props} />
            )}
          >
            {t('app.header.profile')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconAdjustments size={16} />}
            onClick={() => {
              setWanted(true);
              open();
            }}
          >
            {t('app.preferences.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showShortcuts}>
            {t('app.shortcuts.title')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={logout}>
            {t('app.header.logout')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
