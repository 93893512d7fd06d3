import { Box, Button, Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudX,
  IconLock,
  IconPlugConnectedX,
  IconRefresh,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clientCodes, toApiError, type ApiError } from '@/api/errors';
import { CopyButton } from './copy-button';
import classes from './states.module.css';

/** Nothing here yet, why, and the next step. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="xs" py={40} px="md" ta="center">
      <Box className={classes.icon}>{icon}</Box>
      <Title order={2} size="h3">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" maw={460} fz="sm">
          {children}
        </Text>
      )}
      {action && <Box mt="xs">{action}</Box>}
    </Stack>
  );
}

/** The request id of a failure, to be quoted to whoever runs the server. */
export function RequestId({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} justify="center" wrap="nowrap">
      <Text fz="xs" c="dimmed">
        {t('ui.requestId')}
      </Text>
      <Code fz="xs">{id}</Code>
      <CopyButton text={id} what={t('ui.requestId')} size="xs" />
    </Group>
  );
}

/** AWS's own code and sentence, told apart from ours. */
export function AwsRefusal({ aws }: { aws: NonNullable<ApiError['aws']> }) {
  const { t } = useTranslation();
  return (
    <Box className={classes.aws}>
      <Text fz="xs" c="dimmed">
        {t('ui.awsSaid', { call: `${aws.service.toLowerCase()}:${aws.operation}` })}
      </Text>
      <Text fz="sm" ff="monospace" fw={600}>
        {aws.code}
      </Text>
      <Text fz="sm">{aws.message}</Text>
    </Box>
  );
}

/** Something failed: what, what AWS said if it was AWS, the request id, and a way to try again. */
export function ErrorState({ error: thrown, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const error = toApiError(thrown);
  // A role without the permission is no failure: trying again changes nothing.
  if (error.status === 403) {
    return (
      <EmptyState icon={<IconLock size={22} />} title={t('ui.notAllowed')}>
        {error.detail}
      </EmptyState>
    );
  }
  const title = error.aws
    ? t('ui.awsRefused')
    : error.code === clientCodes.offline
      ? t('ui.offline')
      : t('ui.failed');
  const Icon = error.aws
    ? IconCloudX
    : error.code === clientCodes.offline
      ? IconPlugConnectedX
      : IconAlertTriangle;
  return (
    <Stack align="center" gap="xs" py={36} px="md" ta="center" role="alert">
      <Box className={classes.icon} data-tone="bad">
        <Icon size={22} />
      </Box>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw={520} fz="sm">
        {error.detail}
      </Text>
      {error.aws && <AwsRefusal aws={error.aws} />}
      {onRetry && (
        <Button variant="default" mt="xs" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
          {t('ui.retry')}
        </Button>
      )}
      {error.requestId && <RequestId id={error.requestId} />}
    </Stack>
  );
}

/** Rows that are on their way. */
export function LoadingRows({ rows = 5, height = 18 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap={14} p="md" role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={height} width={`${96 - ((i * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}
