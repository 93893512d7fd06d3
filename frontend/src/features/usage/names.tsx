import { Badge, Group, Text } from '@mantine/core';
import classes from './usage.module.css';

/** Names of services or actions under a title that says what they share; nothing where there are none. */
export function Names({ title, body, names }: { title: string; body: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <section aria-label={title}>
      <Group gap={8}>
        <Text fz="sm" fw={600}>
          {title}
        </Text>
        <Badge color="gray">{names.length}</Badge>
      </Group>
      <Text fz="xs" c="dimmed" mb={6}>
        {body}
      </Text>
      <ul className={classes.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  );
}
