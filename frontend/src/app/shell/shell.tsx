import { AppShell, Box, Burger, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '@/ui/logo';
import { JobTray } from './job-tray';
import { Navigation } from './navigation';
import { NoticeMenu } from './notice-menu';
import { OfflineBanner } from './offline-banner';
import { Palette } from './palette';
import { SchemeMenu } from './scheme-menu';
import { ShortcutSheet } from './shortcut-sheet';
import { useExpiringKeys } from './use-expiring-keys';
import { useUpdates } from './use-updates';
import { UserMenu } from './user-menu';
import { WorkspaceMenu } from './workspace-menu';
import classes from './shell.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The frame of every page after signing in: navigation, workspace, search, account. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  const path = useLocation({ select: (location) => location.pathname });

  useEffect(close, [path, close]);
  useExpiringKeys();
  useUpdates();

  return (
    <>
      <a href="#content" className={classes.skip}>
        {t('app.skip')}
      </a>
      <AppShell
        layout="alt"
        header={{ height: 52 }}
        navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        padding={0}
        transitionDuration={120}
      >
        <AppShell.Header className={classes.header}>
          <Group h="100%" px="md" gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? t('app.nav.close') : t('app.nav.open')}
            />
            <WorkspaceMenu />
            <Box flex={1} />
            <UnstyledButton className={classes.search} onClick={spotlight.open} visibleFrom="xs">
              <IconSearch size={15} aria-hidden />
              <Text component="span" fz="sm" flex={1}>
                {t('app.header.search')}
              </Text>
              <Kbd size="xs">{isMac ? '⌘' : 'Ctrl'} K</Kbd>
            </UnstyledButton>
            <JobTray />
            <NoticeMenu />
            <SchemeMenu />
            <UserMenu />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} aria-label={t('app.nav.label')}>
          <Group h={52} px="md" justify="space-between" wrap="nowrap">
            <Link to="/" className={classes.brand}>
              <Logo size={22} />
              <Text component="span" fw={650} fz="md" lts="-0.01em">
                {t('app.name')}
              </Text>
            </Link>
            <Burger opened onClick={close} hiddenFrom="sm" size="sm" aria-label={t('app.nav.close')} />
          </Group>
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <OfflineBanner />
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <Palette />
      <ShortcutSheet />
    </>
  );
}
