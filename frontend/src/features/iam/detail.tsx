import { Drawer, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { usePlanner } from '@/ui/plans/planner';

/** A drawer about one thing. It stays while a dialog of the planner is open above it. */
export function DetailDrawer({
  name,
  onClose,
  children,
}: {
  name: string | null;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  return (
    <Drawer
      opened={name !== null}
      onClose={onClose}
      closeOnEscape={!planner.busy}
      closeOnClickOutside={!planner.busy}
      trapFocus={!planner.busy}
      position="right"
      size="xl"
      title={
        <Text fw={600} fz="lg" truncate>
          {name}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {children}
    </Drawer>
  );
}

/** One subject of a drawer, with what can be done about it. */
export function Part({
  title,
  none = false,
  actions,
  children,
}: {
  title: string;
  /** What is said instead of the content when there is none. */
  none?: string | false;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Stack gap={6} component="section" aria-label={title}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>{title}</Title>
        {actions && <Group gap={6}>{actions}</Group>}
      </Group>
      {none ? (
        <Text fz="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        children
      )}
    </Stack>
  );
}

/** A button that begins a plan; says why when one's role may not plan. */
export function PlanButton({
  children,
  label,
  danger = false,
  onClick,
}: {
  children: ReactNode;
  /** Names what it is about, where the words on it do not. */
  label?: string;
  danger?: boolean;
  onClick: () => void;
}) {
  const { t } = useTranslation();
  const may = useMay('iam.plan');
  return (
    <GuardedButton
      size="compact-sm"
      variant="default"
      reason={may ? null : t('iam.mayNotPlan')}
      {...(danger ? { c: 'var(--tone-bad)' } : {})}
      {...(label ? { 'aria-label': label } : {})}
      onClick={onClick}
    >
      {children}
    </GuardedButton>
  );
}
