import { Button, Stack, Text } from '@mantine/core';
import { IconBell, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clearNotices, seeNotices, useNotices } from '@/ui/notices';
import { Time } from '@/ui/time';
import { HeaderPopover } from './header-popover';
import classes from './notice-menu.module.css';

/** What was said in passing, for whoever missed it. */
export function NoticeMenu() {
  const { t } = useTranslation();
  const { notices, unseen } = useNotices();
  return (
    <HeaderPopover
      title={t('app.notices.label')}
      label={unseen > 0 ? t('app.notices.unseen', { count: unseen }) : t('app.notices.label')}
      icon={<IconBell size={17} />}
      dot={unseen > 0 ? 'red' : null}
      width={340}
      maxHeight={360}
      none={notices.length === 0 ? t('app.notices.none') : null}
      onOpen={seeNotices}
      action={(close) => (
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
      )}
    >
      {() =>
        notices.map(({ id, kind, text, at }) => (
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
        ))
      }
    </HeaderPopover>
  );
}
