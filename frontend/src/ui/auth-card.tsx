import { Paper, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** The one card of a page before signing in. */
export function AuthCard({
  title,
  heading,
  children,
  width = 400,
}: {
  title: string;
  heading: string;
  children: ReactNode;
  width?: number;
}) {
  useDocumentTitle(`${title} · IAM Copilot`);
  return (
    <Paper
      w="100%"
      maw={width}
      p="xl"
      shadow="sm"
      style={{ border: '1px solid var(--line)', background: 'var(--surface-raised)' }}
    >
      <Stack gap="lg">
        <Title order={1} fz="lg">
          {heading}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}
