import { Checkbox, Group, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exposuresQuery, type AccessSource } from '@/api/queries/access';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { ExposureTable } from './exposure-table';

/** Who outside the account gets in, the widest first. */
export function OutsidePanel({ source }: { source: AccessSource }) {
  const { t } = useTranslation();
  const [services, setServices] = useState(false);
  const answer = useQuery(exposuresQuery(source, services));
  return (
    <Panel flush>
      <Group px="md" py="sm" justify="space-between" gap="sm">
        <Text fz="sm" c="dimmed" maw={760}>
          {t('access.outside.note')}
        </Text>
        <Checkbox
          label={t('access.outside.services')}
          checked={services}
          onChange={(event) => setServices(event.currentTarget.checked)}
        />
      </Group>
      {answer.isPending ? (
        <LoadingRows rows={6} />
      ) : answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data.exposures.length === 0 ? (
        <EmptyState icon={<IconShieldCheck size={22} />} title={t('access.outside.none')}>
          {t('access.outside.noneBody')}
        </EmptyState>
      ) : (
        <ExposureTable exposures={answer.data.exposures} />
      )}
    </Panel>
  );
}
