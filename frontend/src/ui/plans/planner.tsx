import { Modal } from '@mantine/core';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '@/api/queries/plans';
import type { Ability } from '@/api/queries/role';
import { PlanDialog } from './plan-dialog';

/** A change that somebody wants: how it is planned, and planned again. */
export interface PlanRequest {
  make: () => Promise<Plan>;
  /** Plans to remove all that hangs on it, too; offered when the server says that something does. */
  force?: () => Promise<Plan>;
  /** After the change was made in AWS. */
  onApplied?: () => void;
}

/** What is shown in the dialog, and the plan when it is made already. */
export interface PlanShown extends PlanRequest {
  plan: Plan | null;
  /** Tells one showing from the next. */
  turn: number;
}

interface Planner {
  /** What one's role must allow to plan here. */
  ability: Ability;
  /** A dialog of the planner is open: what lies below must not close by Escape. */
  busy: boolean;
  /** Opens a form that ends in `submit`. */
  ask: (title: string, body: ReactNode) => void;
  /** Closes the form. */
  cancel: () => void;
  /** Plans a change and shows it; failures are shown in the dialog. */
  start: (request: PlanRequest) => void;
  /** Plans what a form says, closes the form and shows the plan. Throws when it cannot be planned. */
  submit: (request: PlanRequest) => Promise<void>;
}

const PlannerContext = createContext<Planner | null>(null);

/** The planner of the page; throws outside of a PlannerProvider. */
export function usePlanner(): Planner {
  const planner = use(PlannerContext);
  if (!planner) throw new Error('usePlanner is used outside of a PlannerProvider');
  return planner;
}

/** Holds the two dialogs that every change of an AWS account goes through: its form and its plan. */
export function PlannerProvider({
  ability,
  stale,
  children,
}: {
  ability: Ability;
  /** The answers that a change in AWS makes stale. */
  stale: QueryKey;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<{ title: string; body: ReactNode } | null>(null);
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<PlanShown | null>(null);
  const [open, setOpen] = useState(false);

  const show = useCallback((request: PlanRequest, plan: Plan | null) => {
    setShown((before) => ({ ...request, plan, turn: (before?.turn ?? 0) + 1 }));
    setOpen(true);
  }, []);
  const cancel = useCallback(() => setAsking(false), []);
  const planner = useMemo<Planner>(
    () => ({
      ability,
      busy: asking || open,
      ask: (title, body) => {
        setForm({ title, body });
        setAsking(true);
      },
      cancel,
      start: (request) => show(request, null),
      submit: async (request) => {
        const plan = await request.make();
        setAsking(false);
        show(request, plan);
      },
    }),
    [ability, asking, open, cancel, show],
  );

  return (
    <PlannerContext value={planner}>
      {children}
      <Modal
        opened={asking}
        onClose={cancel}
        onExitTransitionEnd={() => setForm(null)}
        title={form?.title}
        size="lg"
        zIndex={260}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {form?.body}
      </Modal>
      <PlanDialog
        opened={open}
        shown={shown}
        onClose={() => setOpen(false)}
        onExited={() => setShown(null)}
        onShow={show}
        onApplied={() => {
          shown?.onApplied?.();
          void queryClient.invalidateQueries({ queryKey: stale });
        }}
      />
    </PlannerContext>
  );
}
