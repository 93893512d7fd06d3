import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconBooks, IconWand } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { libraryQuery } from '@/api/queries/library';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Bars } from './bars';

const kinds = [
  { name: 'error', member: 'errors', tone: 'bad' },
  { name: 'security_warning', member: 'security_warnings', tone: 'warn' },
  { name: 'warning', member: 'warnings', tone: 'warn' },
  { name: 'suggestion', member: 'suggestions', tone: 'info' },
] as const;

/** How many findings the policies of the library have, by gravity. */
export function FindingsChart() {
  const { t, i18n } = useTranslation();
  const library = useInfiniteQuery(libraryQuery);
  const policies = library.data?.pages.flatMap((page) => page.items) ?? [];
  const bars = kinds.map(({ name, member, tone }) => ({
    name: t(`dashboard.findings.${name}`),
    value: policies.reduce((sum, policy) => sum + policy.findings[member], 0),
    tone,
  }));
  return (
    <Panel
      id="findings"
      title={t('dashboard.findings.title')}
      actions={
        policies.length > 0 && (
          <Anchor
            fz="sm"
            renderRoot={(props) => <Link to="/policies" search={{ sort: 'findings' }} {...props} />}
          >
            {t('dashboard.findings.all')}
          </Anchor>
        )
      }
    >
      {library.isPending ? (
        <LoadingRows rows={4} />
      ) : library.isError ? (
        <ErrorState error={library.error} onRetry={() => void library.refetch()} />
      ) : policies.length === 0 ? (
        <EmptyState
          icon={<IconBooks size={22} />}
          title={t('dashboard.findings.none')}
          action={
            <Button
              variant="default"
              leftSection={<IconWand size={16} />}
              renderRoot={(props) => <Link to="/policies/generate" {...props} />}
            >
              {t('dashboard.findings.noneGo')}
            </Button>
          }
        >
          {t('dashboard.findings.noneBody')}
        </EmptyState>
      ) : (
        <Stack gap="md">
          <Bars label={t('dashboard.findings.title')} bars={bars} language={i18n.language} />
          <Text fz="xs" c="dimmed">
            {bars.every(({ value }) => value === 0)
              ? t('dashboard.findings.clean')
              : t('dashboard.findings.total', { count: policies.length })}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}
