import { Skeleton, Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './verdict.module.css';

/** How an answer sounds: its colour says the same as its icon and words. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet';

/** An answer in large letters, with what follows from it. */
export function Verdict({
  Icon,
  tone,
  title,
  children,
}: {
  Icon: Icon;
  tone: Tone;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes.verdict} data-tone={tone}>
      <span className={classes.icon} aria-hidden>
        <Icon size={22} stroke={1.9} />
      </span>
      <Stack gap={2} miw={0}>
        <Title order={2} fz="lg">
          {title}
        </Title>
        <Text fz="sm" c="dimmed" component="div">
          {children}
        </Text>
      </Stack>
    </div>
  );
}

/** An answer on its way, as large as it will be. */
export function VerdictLoading({ label }: { label: string }) {
  return (
    <div className={classes.verdict} role="status" aria-label={label}>
      <Skeleton width={40} height={40} radius={10} />
      <Stack gap={8} flex={1}>
        <Skeleton width="40%" height={16} />
        <Skeleton width="70%" height={12} />
      </Stack>
    </div>
  );
}
