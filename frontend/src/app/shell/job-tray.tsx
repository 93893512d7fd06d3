import {
  ActionIcon,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Stack,
  Text,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconExclamationCircle,
  IconProgressCheck,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { cancelJob, hasEnded, rememberJob, type Job } from '@/api/queries/jobs';
import { useMay, useRole } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { JobBar } from '@/ui/job-progress';
import { notifyError } from '@/ui/notify';
import { useJobsSeen } from '@/ui/preferences';
import { Time } from '@/ui/time';
import { resultOf } from './job-results';
import { useJobs } from './use-jobs';
import classes from './job-tray.module.css';
import head from './notice-menu.module.css';

/** Work that goes on in the background, and what has become of it. */
export function JobTray() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const may = useMay('jobs.read');
  const [seen, setSeen] = useJobsSeen();
  const [opened, { open, close }] = useDisclosure(false);
  const running = jobs.filter((job) => !hasEnded(job)).length;
  const news = jobs.filter((job) => (job.finished_at ?? '') > seen).length;
  const label =
    running > 0
      ? t('jobs.running', { count: running })
      : news > 0
        ? t('jobs.news', { count: news })
        : t('jobs.label');
  if (!may) return null;
  return (
    <Popover
      position="bottom-end"
      width={360}
      shadow="md"
      opened={opened}
      onDismiss={close}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <Indicator
            disabled={running === 0 && news === 0}
            processing={running > 0}
            size={8}
            offset={7}
            color={running > 0 ? 'brand' : 'teal'}
          >
            <ActionIcon
              size="lg"
              aria-label={label}
              aria-expanded={opened}
              onClick={() => {
                if (opened) close();
                else {
                  open();
                  setSeen(new Date().toISOString());
                }
              }}
            >
              <IconProgressCheck size={17} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <VisuallyHidden role="status">
        {running > 0 ? t('jobs.running', { count: running }) : ''}
      </VisuallyHidden>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('jobs.label')}>
        <Text fz="sm" fw={600} px="md" py={10} className={head.head}>
          {t('jobs.label')}
        </Text>
        {jobs.length === 0 ? (
          <Text fz="sm" c="dimmed" p="md" tabIndex={-1} data-autofocus>
            {t('jobs.none')}
          </Text>
        ) : (
          <ScrollArea.Autosize mah={420} viewportProps={{ tabIndex: 0, 'aria-label': t('jobs.label') }}>
            <ul className={head.list}>
              {jobs.map((job) => (
                <JobRow key={job.id} job={job} onLeave={close} />
              ))}
            </ul>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const icons = {
  queued: IconClock,
  running: IconClock,
  succeeded: IconCircleCheck,
  failed: IconExclamationCircle,
  cancelled: IconCircleMinus,
} as const;

function JobRow({ job, onLeave }: { job: Job; onLeave: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const ended = hasEnded(job);
  const result = resultOf(job);
  const Icon = icons[job.state];
  return (
    <li className={classes.job}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon size={16} className={classes.icon} data-state={job.state} aria-hidden />
        <Stack gap={1} miw={0} flex={1}>
          <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
            {job.title}
          </Text>
          <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t(`jobs.state.${job.state}`)} · <Time at={job.finished_at ?? job.created_at} /> ·{' '}
            {t('jobs.by', { who: job.created_by })}
          </Text>
          {job.error && (
            <Text
              fz="xs"
              c={ended ? 'var(--tone-bad)' : 'var(--tone-warn)'}
              style={{ overflowWrap: 'anywhere' }}
            >
              {!ended && `${t('jobs.again')} `}
              {job.error.detail}
            </Text>
          )}
        </Stack>
        {!ended && <CancelButton job={job} />}
        {result && (
          <GuardedButton
            reason={null}
            size="compact-xs"
            variant="default"
            aria-label={t('jobs.showNamed', { title: job.title })}
            onClick={() => {
              onLeave();
              void navigate(result);
            }}
          >
            {t('jobs.show')}
          </GuardedButton>
        )}
      </Group>
      {!ended && <JobBar job={job} />}
    </li>
  );
}

function CancelButton({ job }: { job: Job }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('jobs.write');
  const role = useRole();
  const me = useQuery(meQuery);
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.id),
    onSuccess: (changed) => rememberJob(queryClient, changed),
    onError: notifyError,
  });
  const mine = job.created_by === me.data?.email || role === 'owner' || role === 'admin';
  return (
    <GuardedButton
      size="compact-xs"
      variant="default"
      aria-label={t('jobs.cancelNamed', { title: job.title })}
      loading={cancel.isPending}
      disabled={job.cancel_requested}
      reason={!may ? t('jobs.noCancel') : mine ? null : t('jobs.notYours')}
      onClick={() => cancel.mutate()}
    >
      {job.cancel_requested ? t('jobs.cancelling') : t('ui.cancel')}
    </GuardedButton>
  );
}
