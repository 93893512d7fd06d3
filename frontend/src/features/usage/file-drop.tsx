import { Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { IconCloudUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAborted, toApiError } from '@/api/errors';
import { uploadEvents, type EventFile } from '@/api/queries/usage';
import { GuardedButton } from '@/ui/guarded-button';
import classes from './usage.module.css';

interface Told {
  name: string;
  file: EventFile | null;
  failure: string;
}

/** Takes log files of CloudTrail, dropped or chosen, and sends one after the other. */
export function FileDrop({ may, onCounted }: { may: boolean; onCounted: () => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [told, setTold] = useState<readonly Told[]>([]);
  const [left, setLeft] = useState({ done: 0, total: 0 });
  const request = useRef<AbortController | null>(null);
  const busy = left.total > 0;

  const send = async (files: readonly File[]) => {
    if (files.length === 0 || request.current) return;
    const end = new AbortController();
    request.current = end;
    setTold([]);
    setLeft({ done: 0, total: files.length });
    for (const [index, file] of files.entries()) {
      try {
        const answer = await uploadEvents(file, end.signal);
        setTold((old) => [...old, { name: file.name, file: answer, failure: answer.failure ?? '' }]);
      } catch (thrown) {
        if (isAborted(thrown)) break;
        setTold((old) => [...old, { name: file.name, file: null, failure: toApiError(thrown).detail }]);
      }
      setLeft({ done: index + 1, total: files.length });
    }
    request.current = null;
    setLeft({ done: 0, total: 0 });
    onCounted();
  };

  return (
    <Stack gap="sm">
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          if (may) setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (may) void send([...event.dataTransfer.files]);
        }}
      >
        <IconCloudUpload size={22} aria-hidden />
        <Text fz="sm">{t('usage.files.drop')}</Text>
        <FileButton
          multiple
          accept=".json,.gz,application/json,application/gzip"
          onChange={(files) => void send(files)}
        >
          {(props) => (
            <GuardedButton
              size="xs"
              variant="default"
              reason={may ? null : t('usage.noStart')}
              loading={busy}
              onClick={props.onClick}
            >
              {t('usage.files.choose')}
            </GuardedButton>
          )}
        </FileButton>
      </div>
      {busy && (
        <Group gap="sm" wrap="nowrap">
          <Progress flex={1} value={(100 * left.done) / left.total} aria-label={t('usage.files.progress')} />
          <Button size="compact-xs" variant="default" onClick={() => request.current?.abort()}>
            {t('ui.cancel')}
          </Button>
        </Group>
      )}
      <Text fz="sm" role="status">
        {busy
          ? t('usage.files.sending', { done: left.done, count: left.total })
          : told.length > 0 && t('usage.files.sent', { count: told.length })}
      </Text>
      {told.length > 0 && (
        <ul className={classes.files} aria-label={t('usage.files.told')}>
          {told.map((one, index) => (
            <li key={`${index} ${one.name}`}>
              <Text fz="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {one.name}
              </Text>
              {one.failure && (
                <Text fz="sm" c="var(--tone-bad)">
                  {one.failure}
                </Text>
              )}
              {one.file && (
                <Text fz="xs" c="dimmed">
                  {t('usage.files.tally', { ...one.file.tally })}
                </Text>
              )}
              {one.file?.bad.slice(0, 5).map((bad) => (
                <Text key={bad.index} fz="xs" c="var(--tone-warn)">
                  {t('usage.files.bad', { index: bad.index, reason: bad.reason })}
                </Text>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
