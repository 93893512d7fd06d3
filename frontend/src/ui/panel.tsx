import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

/** A titled surface that holds one subject. */
export function Panel({
  title,
  description,
  actions,
  children,
  flush = false,
  id,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** No padding around the content: for tables and lists. */
  flush?: boolean;
  id?: string;
}) {
  return (
    <Box
      component="section"
      className={classes.panel}
      aria-labelledby={title && id ? `${id}-title` : undefined}
    >
      {(title ?? actions) && (
        <Group
          justify="space-between"
          align="center"
          gap="xs"
          className={classes.head}
          data-flush={flush || undefined}
        >
          <Stack gap={2} miw={0} className={classes.title}>
            {title && (
              <Title order={2} fz="md" id={id ? `${id}-title` : undefined}>
                {title}
              </Title>
            )}
            {description && (
              <Text fz="sm" c="dimmed">
                {description}
              </Text>
            )}
          </Stack>
          {actions && <div className={classes.actions}>{actions}</div>}
        </Group>
      )}
      <div className={flush ? undefined : classes.body}>{children}</div>
    </Box>
  );
}
