import { Drawer, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '@/api/queries/plans';
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

/** Things of a drawer, each with what can be done about it. */
export function Entries<T>({
  items,
  entryKey,
  actions,
  children,
}: {
  items: readonly T[];
  entryKey: (item: T) => string;
  actions?: (item: T) => ReactNode;
  children: (item: T) => ReactNode;
}) {
  return (
    <Stack gap={6}>
      {items.map((item) => (
        <Group key={entryKey(item)} justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" miw={0} flex={1}>
            {children(item)}
          </Group>
          {actions && (
            <Group gap={6} wrap="nowrap">
              {actions(item)}
            </Group>
          )}
        </Group>
      ))}
    </Stack>
  );
}

interface PlanButtonProps {
  children: ReactNode;
  /** Names what it is about, where the words on it do not. */
  label?: string;
  danger?: boolean;
  /** The main one of its page, as high as the fields beside it. */
  main?: boolean;
  onClick: () => void;
}

/** A button that begins a plan; says why when one's role may not plan. */
export function PlanButton({ children, label, danger = false, main = false, onClick }: PlanButtonProps) {
  const { t } = useTranslation();
  const { ability } = usePlanner();
  const may = useMay(ability);
  return (
    <GuardedButton
      {...(main ? {} : { size: 'compact-sm' })}
      variant="default"
      reason={may ? null : t('plans.mayNotPlan')}
      {...(danger ? { c: 'var(--tone-bad)' } : {})}
      {...(label ? { 'aria-label': label } : {})}
      onClick={onClick}
    >
      {children}
    </GuardedButton>
  );
}

/** A button that plans a change at once, without a form. */
export function StartButton({
  make,
  force,
  onApplied,
  ...button
}: Omit<PlanButtonProps, 'onClick'> & {
  make: () => Promise<Plan>;
  /** Plans to remove all that hangs on it, too. */
  force?: () => Promise<Plan>;
  onApplied?: () => void;
}) {
  const planner = usePlanner();
  return (
    <PlanButton
      {...button}
      onClick={() =>
        planner.start({ make, ...(force ? { force } : {}), ...(onApplied ? { onApplied } : {}) })
      }
    />
  );
}

/** A button that opens a form, which ends in a plan. */
export function AskButton({
  title,
  form,
  children,
  label,
  main,
}: {
  /** What the dialog is called, and the button where it says nothing else. */
  title: string;
  form: () => ReactNode;
  children?: ReactNode;
  label?: string;
  main?: boolean;
}) {
  const planner = usePlanner();
  return (
    <PlanButton
      {...(label ? { label } : {})}
      {...(main ? { main } : {})}
      onClick={() => planner.ask(title, form())}
    >
      {children ?? title}
    </PlanButton>
  );
}
