import { Progress } from '@mantine/core';

/** How much of something is there, as a bar; `text` says it in words for people who cannot see it. */
export function Meter({
  value,
  label,
  text,
  color,
  width = '100%',
}: {
  /** From 0 to 100. */
  value: number;
  label: string;
  text: string;
  color: string;
  width?: number | string;
}) {
  return (
    <Progress.Root size={5} w={width} role="img" aria-label={text ? `${label}: ${text}` : label}>
      <Progress.Section value={value} color={color} withAria={false} />
    </Progress.Root>
  );
}
