import { Alert, Button, Group, Loader, Modal, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRefreshAlert } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { undoPlan, type Plan } from '@/api/queries/plans';
import { useMay } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { AwsRefusal, ErrorState } from '@/ui/states';
import type { PlanRequest, PlanShown } from './planner';
import { PlanReview } from './plan-review';
import { PlanSecrets } from './plan-secrets';
import { needsNewPlan, usePlanFlow } from './use-plan-flow';

/** Refusals to delete what something hangs on: all of it can be planned. */
const inUse = ['iam.not_empty', 'organizations.policy_attached'];

/** A change of AWS before, while and after it is made: nothing is sent before Apply is pressed. */
export function PlanDialog({
  opened,
  shown,
  onClose,
  onExited,
  onShow,
  onApplied,
}: {
  opened: boolean;
  shown: PlanShown | null;
  onClose: () => void;
  onExited: () => void;
  /** Shows another plan in place of this one. */
  onShow: (request: PlanRequest, plan: Plan | null) => void;
  onApplied: () => void;
}) {
  const { t } = useTranslation();
  // What is shown once must not vanish by a slip of the hand.
  const [hold, setHold] = useState<'no' | 'secrets' | 'applying'>('no');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onExited}
      closeOnEscape={hold === 'no'}
      closeOnClickOutside={hold === 'no'}
      withCloseButton={hold !== 'applying'}
      title={t('plans.title')}
      size={760}
      zIndex={280}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {shown && (
        <Body
          key={shown.turn}
          shown={shown}
          onClose={onClose}
          onShow={onShow}
          onApplied={onApplied}
          onHold={setHold}
        />
      )}
    </Modal>
  );
}

function Body({
  shown,
  onClose,
  onShow,
  onApplied,
  onHold,
}: {
  shown: PlanShown;
  onClose: () => void;
  onShow: (request: PlanRequest, plan: Plan | null) => void;
  onApplied: () => void;
  onHold: (why: 'no' | 'secrets' | 'applying') => void;
}) {
  const { t } = useTranslation();
  const flow = usePlanFlow(shown, onApplied);
  const { plan, secrets, applying } = flow;
  const hold = applying ? 'applying' : secrets.length > 0 ? 'secrets' : 'no';
  useEffect(() => {
    onHold(hold);
    return () => onHold('no');
  }, [hold, onHold]);
  return (
    <>
      {flow.planning ? (
        <Group gap="sm" py="xl" justify="center" role="status">
          <Loader size="sm" />
          <Text fz="sm">{t('plans.working')}</Text>
        </Group>
      ) : flow.planError ? (
        inUse.includes(flow.planError.code) && shown.force ? (
          <Stack gap="md">
            <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t('plans.notEmpty')}>
              {flow.planError.detail}
            </Alert>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('ui.cancel')}
              </Button>
              <Button color="red.8" data-autofocus onClick={() => shown.force && void flow.make(shown.force)}>
                {t('plans.planAll')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <ErrorState error={flow.planError} onRetry={() => void flow.make(shown.make)} />
        )
      ) : plan ? (
        <Stack gap="md">
          <Title order={2} fz="lg">
            {plan.title}
          </Title>
          <Outcome plan={plan} flow={flow} />
          {secrets.length > 0 && <PlanSecrets secrets={secrets} />}
          <PlanReview plan={plan} />
          <Actions plan={plan} flow={flow} shown={shown} onClose={onClose} onShow={onShow} />
        </Stack>
      ) : null}
    </>
  );
}

type Flow = ReturnType<typeof usePlanFlow>;

/** What became of applying. */
function Outcome({ plan, flow }: { plan: Plan; flow: Flow }) {
  const { t } = useTranslation();
  const { applyError: error, applying } = flow;
  const done = plan.steps.filter((step) => step.state === 'done').length;
  if (applying) {
    return (
      <Alert icon={<Loader size={16} />} role="status">
        {t('plans.progress', { done, count: plan.steps.length })}
      </Alert>
    );
  }
  if (plan.state === 'applied') {
    return (
      <Alert color="teal" icon={<IconCircleCheck size={18} />} role="status">
        {t('plans.applied')}
      </Alert>
    );
  }
  if (needsNewPlan(error) && error) {
    return (
      <Alert color="orange" icon={<IconRefreshAlert size={18} />} title={t('plans.stale')}>
        <Text fz="sm">{error.detail}</Text>
        {done === 0 && <Text fz="sm">{t('plans.nothingApplied')}</Text>}
      </Alert>
    );
  }
  const partly = plan.state === 'failed_partially' || (plan.state === 'applying' && done > 0);
  const why = error?.detail ?? plan.error;
  if (!why && !partly) return null;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={partly ? t('plans.partly', { done, count: plan.steps.length }) : t('plans.failed')}
    >
      <Stack gap="xs">
        {why && <Text fz="sm">{why}</Text>}
        {partly && <Text fz="sm">{t('plans.partlyBody')}</Text>}
        {error?.aws && <AwsRefusal aws={error.aws} />}
      </Stack>
    </Alert>
  );
}

function Actions({
  plan,
  flow,
  shown,
  onClose,
  onShow,
}: {
  plan: Plan;
  flow: Flow;
  shown: PlanShown;
  onClose: () => void;
  onShow: (request: PlanRequest, plan: Plan | null) => void;
}) {
  const { t } = useTranslation();
  const mayApply = useMay('iam.write');
  const reason = mayApply ? null : t('plans.mayNotApply');
  const removes = plan.steps.some((step) => /:(Delete|Remove|Detach|Deactivate)/.test(step.operation));
  const over = plan.state === 'applied';
  const partly = plan.state === 'failed_partially' || plan.state === 'applying';
  const some = plan.steps.some((step) => step.state === 'done');
  return (
    <Stack gap={6}>
      {!over && reason && (
        <Text fz="sm" c="dimmed" ta="right">
          {reason}
        </Text>
      )}
      <Group justify="flex-end" gap="xs">
        {(over || (partly && some)) && (
          <Button
            variant="default"
            onClick={() => onShow({ make: () => undoPlan(plan.id) }, null)}
            disabled={flow.secrets.length > 0 || flow.applying}
            title={flow.secrets.length > 0 ? t('plans.secretsFirst') : undefined}
          >
            {t(over ? 'plans.undo' : 'plans.undoDone')}
          </Button>
        )}
        <Button variant={over ? 'filled' : 'default'} onClick={onClose} disabled={flow.applying}>
          {over || partly ? t('ui.close') : t('ui.cancel')}
        </Button>
        {!over &&
          (needsNewPlan(flow.applyError) ? (
            <Button data-autofocus onClick={() => void flow.make(shown.make)}>
              {t('plans.again')}
            </Button>
          ) : (
            <GuardedButton
              reason={reason}
              loading={flow.applying}
              {...(removes ? { color: 'red.8' } : {})}
              onClick={() => void flow.apply()}
              data-autofocus
            >
              {partly ? t('plans.resume') : t('plans.apply')}
            </GuardedButton>
          ))}
      </Group>
    </Stack>
  );
}
