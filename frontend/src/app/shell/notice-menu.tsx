import {
  ActionIcon,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Stack,
  Text,
  Tooltip,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clearNotices, seeNotices, useNotices } from '@/ui/notices';
import { Time } from '@/ui/time';
import classes from './notice-menu.module.css';

/** What was said in passing, for whoever missed it. */
export function NoticeMenu() {
  const { t } = useTranslation();
  const { notices, unseen } = useNotices();
  const [opened, { open, close }] = useDisclosure(false);
  const label = unseen > 0 ? t('app.notices.unseen', { count: unseen }) : t('app.notices.label');
  return (
    <Popover
      position="bottom-end"
      width={340}
      shadow="md"
      opened={opened}
      onDismiss={close}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <Indicator disabled={unseen === 0} size={8} offset={7} color="red">
            <ActionIcon
              size="lg"
              aria-label={label}
              aria-expanded={opened}
              onClick={() => {
                if (opened) close();
                else {
                  open();
                  seeNotices();
                }
              }}
            >
              <IconBell size={17} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('app.notices.label')}>
        <Group justify="space-between" px="md" py={10} className={classes.head}>
          <Text fz="sm" fw={600}>
            {t('app.notices.label')}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={notices.length === 0}
            onClick={() => {
              clearNotices();
              close();
            }}
          >
            {t('app.notices.clear')}
          </Button>
        </Group>
        {notices.length === 0 ? (
          <Text fz="sm" c="dimmed" p="md">
            {t('app.notices.none')}
          </Text>
        ) : (
          <ScrollArea.Autosize
            mah={360}
            viewportProps={{ tabIndex: 0, 'aria-label': t('app.notices.label') }}
          >
            <ul className={classes.list}>
              {notices.map(({ id, kind, text, at }) => (
                <li key={id} className={classes.notice} data-kind={kind}>
                  {kind === 'done' ? (
                    <IconCircleCheck size={16} className={classes.icon} aria-hidden />
                  ) : (
                    <IconExclamationCircle
                      size={16}
                      className={classes.icon}
                      role="img"
                      aria-label={t('app.notices.failed')}
                    />
                  )}
                  <Stack gap={1} miw={0}>
                    <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
                      {text}
                    </Text>
                    <Text fz="xs" c="dimmed">
                      <Time at={at.toISOString()} />
                    </Text>
                  </Stack>
                </li>
              ))}
            </ul>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
