import { Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exactUtc, localTime, relativeTime } from '@/lib/format';

/** A moment: how long ago in words, or the local date and time; the exact UTC time on hover and focus. */
export function Time({ at, style = 'relative' }: { at: string; style?: 'relative' | 'local' }) {
  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), 30_000, { autoInvoke: style === 'relative' });
  const { language } = useTranslation().i18n;
  const moment = new Date(at);
  return (
    <Tooltip label={<span className="numbers">{exactUtc(moment)}</span>}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {style === 'relative' ? relativeTime(moment, now, language) : localTime(moment, language)}
      </time>
    </Tooltip>
  );
}
