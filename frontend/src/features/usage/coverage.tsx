import { Alert, Anchor, Badge, Group, List, Stack, Text } from '@mantine/core';
import { IconHistoryOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { UsageReport } from '@/api/queries/usage';
import { Time } from '@/ui/time';
import { reachedDays } from './grants';

/** Where the data of a report come from, and how far they reach. */
export function Coverage({ report }: { report: UsageReport }) {
  const { t } = useTranslation();
  const { regions, data } = report.trail;
  const reached = reachedDays(report);
  if (reached === null) {
    return (
      <Alert color="blue" icon={<IconHistoryOff size={18} />} title={t('usage.coverage.none')}>
        <Text fz="sm">
          {t('usage.coverage.noneBody')} <ReadTrail />
        </Text>
      </Alert>
    );
  }
  return (
    <Stack gap={6} component="section" aria-label={t('usage.coverage.title')}>
      <Text fz="sm" fw={600}>
        {t('usage.coverage.title')}
      </Text>
      <List fz="sm" spacing={4}>
        <List.Item>{t('usage.coverage.lastAccessed')}</List.Item>
        {regions.map((one) => (
          <List.Item key={one.region}>
            <Group gap={8} component="span" display="inline-flex">
              <Text component="span" fz="sm" ff="monospace">
                {one.region}
              </Text>
              <span>
                <Time at={one.from} style="local" /> –{' '}
                <Time at={one.to < report.at ? one.to : report.at} style="local" />
              </span>
              <Badge color={one.complete ? 'teal' : 'gray'} tt="none">
                {t(one.complete ? 'usage.coverage.complete' : 'usage.coverage.partly')}
              </Badge>
            </Group>
          </List.Item>
        ))}
        <List.Item>
          {data.length > 0
            ? t('usage.coverage.data', { services: data.join(', ') })
            : t('usage.coverage.noData')}
        </List.Item>
      </List>
      {reached < report.days && (
        <Text fz="sm" c="var(--tone-warn)">
          {t('usage.coverage.short', { count: reached, days: report.days })} <ReadTrail />
        </Text>
      )}
    </Stack>
  );
}

function ReadTrail() {
  const { t } = useTranslation();
  return (
    <Anchor inherit renderRoot={(props) => <Link to="/usage" search={{ view: 'trail' }} {...props} />}>
      {t('usage.coverage.read')}
    </Anchor>
  );
}
