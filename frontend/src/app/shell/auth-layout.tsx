import { Box, Group, Stack, Text } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Logo } from '@/ui/logo';
import { SchemeMenu } from './scheme-menu';
import classes from './auth-layout.module.css';

/** The frame of the pages before signing in: the mark of the product and one card. */
export function AuthLayout() {
  const { t } = useTranslation();
  return (
    <Box className={classes.page}>
      <Group justify="flex-end" p="sm" component="header" className={classes.corner}>
        <SchemeMenu />
      </Group>
      <Stack component="main" align="center" className={classes.main}>
        <Link to="/login" className={classes.brand}>
          <Logo size={34} />
          <Text component="span" fz="xl" fw={650} lts="-0.01em">
            {t('app.name')}
          </Text>
        </Link>
        <Outlet />
        <Text fz="xs" c="dimmed" ta="center">
          {t('accounts.tagline')}
        </Text>
      </Stack>
    </Box>
  );
}
