import { useEffect, useState } from 'react';
import { toApiError, type ApiError } from '@/api/errors';
import { applyPlan, readPlan, type Plan, type PlanSecret } from '@/api/queries/plans';
import type { PlanShown } from './planner';

/** How often a plan that is being applied is looked at. */
const lookMilliseconds = 1000;

/** Failures that planning again is the answer to. */
const stale = ['plan.drift', 'plan.expired', 'plan.other_hash', 'plan.other_account', 'plan.over'];

/** Whether a failure of applying means that the plan is of no use any more. */
export function needsNewPlan(error: ApiError | null): boolean {
  return error !== null && stale.includes(error.code);
}

/** A plan from wishing for it to having applied it. Secrets live here and nowhere else. */
export function usePlanFlow(shown: PlanShown, onApplied: () => void) {
  const [plan, setPlan] = useState<Plan | null>(shown.plan);
  const [planning, setPlanning] = useState(!shown.plan);
  const [applying, setApplying] = useState(false);
  const [planError, setPlanError] = useState<ApiError | null>(null);
  const [applyError, setApplyError] = useState<ApiError | null>(null);
  const [secrets, setSecrets] = useState<readonly PlanSecret[]>([]);

  const make = async (how: () => Promise<Plan>) => {
    setPlanning(true);
    setPlanError(null);
    setApplyError(null);
    try {
      setPlan(await how());
    } catch (thrown) {
      setPlan(null);
      setPlanError(toApiError(thrown));
    } finally {
      setPlanning(false);
    }
  };
  const [first] = useState(() => (shown.plan ? null : shown.make));
  useEffect(() => {
    if (!first) return;
    first()
      .then(setPlan, (thrown: unknown) => setPlanError(toApiError(thrown)))
      .finally(() => setPlanning(false));
  }, [first]);

  const apply = async () => {
    if (!plan) return;
    setApplying(true);
    setApplyError(null);
    try {
      const answer = await applyPlan(plan);
      setPlan(answer.plan);
      setSecrets((before) => [...before, ...answer.secrets]);
      if (answer.plan.state === 'applied') onApplied();
    } catch (thrown) {
      setApplyError(toApiError(thrown));
      // The answer may be lost while the steps are done: the server knows.
      await readPlan(plan.id).then(setPlan, () => undefined);
    } finally {
      setApplying(false);
    }
  };

  const id = plan?.id;
  useEffect(() => {
    if (!applying || id === undefined) return;
    const asking = new AbortController();
    const timer = setInterval(() => {
      readPlan(id, asking.signal)
        // The answer of applying is the last word: a late look must not undo it.
        .then((now) => setPlan((before) => (asking.signal.aborted ? before : now)))
        .catch(() => undefined);
    }, lookMilliseconds);
    return () => {
      asking.abort();
      clearInterval(timer);
    };
  }, [applying, id]);

  return { plan, planning, planError, applying, applyError, secrets, make, apply };
}
