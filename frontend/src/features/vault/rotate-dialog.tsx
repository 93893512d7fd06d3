import { Alert, Button, Group, Modal, Select, Stack, Stepper, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { cancelRotation, rotate, rotationQuery, type Credential } from '@/api/queries/vault';
import { notifyDone, notifyError } from '@/ui/notify';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Dialog } from '@/ui/use-dialog';
import { canCancel, rotationSteps, stepsDone } from './rotation-steps';

/** Changes an access key for a new one, step by step; also shows a rotation that is under way. */
export function RotateDialog({ dialog }: { dialog: Dialog<Credential> }) {
  const { t } = useTranslation();
  const credential = dialog.about;
  return (
    <Modal
      opened={dialog.opened}
      onClose={dialog.close}
      onExitTransitionEnd={dialog.onExited}
      size="lg"
      title={t('vault.rotation.title', { label: credential?.label })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {credential && <Steps credential={credential} onClose={dialog.close} />}
    </Modal>
  );
}

function Steps({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [keep, setKeep] = useState('0');
  const [begun, setBegun] = useState(false);
  const running = begun;
  const state = useQuery({ ...rotationQuery(credential.id), refetchInterval: running ? 1000 : false });
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.credentials });
  const go = useMutation({
    mutationFn: () => rotate(credential.id, Number(keep)),
    onMutate: () => setBegun(true),
    onSuccess: (rotation) => {
      if (rotation.step === 'deleted') notifyDone(t('vault.rotation.done', { label: credential.label }));
    },
    onError: notifyError,
    onSettled: async () => {
      setBegun(false);
      await refresh();
    },
  });
  const cancel = useMutation({
    mutationFn: () => cancelRotation(credential.id),
    onSuccess: () => notifyDone(t('vault.rotation.cancelled')),
    onError: notifyError,
    onSettled: refresh,
  });
  if (state.isPending) return <LoadingRows rows={3} />;
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  // An older rotation is history: only one that is open, or was made here, is shown.
  const rotation =
    state.data && (state.data.open || go.isPending || go.isSuccess || go.isError) ? state.data : null;
  const open = rotation?.open === true;
  const finished = rotation?.step === 'deleted' && !go.isPending;
  // Nothing is to be done until the old key's time is up: the server does it then.
  const waiting = open && rotation.step === 'deactivated' && !rotation.problem && !go.isPending;
  const done = stepsDone(rotation);
  return (
    <Stack gap="md">
      <Text fz="sm" c="dimmed">
        {t('vault.rotation.what')}
      </Text>
      <Stepper
        active={done}
        orientation="vertical"
        size="xs"
        iconSize={26}
        aria-label={t('vault.rotation.steps')}
      >
        {rotationSteps.map((step, index) => (
          <Stepper.Step
            key={step}
            label={t(`vault.rotation.stepsOf.${step}`)}
            description={t(
              index < done
                ? 'vault.rotation.stateDone'
                : go.isPending && index === done
                  ? 'vault.rotation.stateNow'
                  : 'vault.rotation.stateNext',
            )}
            loading={go.isPending && index === done}
            // Steps are done in their order: none can be chosen.
            allowStepSelect={false}
          />
        ))}
      </Stepper>
      {rotation?.problem && !go.isPending && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('vault.rotation.stands')}>
          <Text fz="sm">{rotation.problem}</Text>
          {open && rotation.next_attempt_at && (
            <Text fz="sm" mt={4}>
              {t('vault.rotation.nextAttempt')} <Time at={rotation.next_attempt_at} />
            </Text>
          )}
        </Alert>
      )}
      {waiting && rotation.keep_old_until && (
        <Alert icon={<IconCircleCheck size={18} />}>
          <Text fz="sm">
            {t('vault.rotation.keptUntil')} <Time at={rotation.keep_old_until} />
          </Text>
        </Alert>
      )}
      {finished && (
        <Alert color="teal.9" icon={<IconCircleCheck size={18} />}>
          <Text fz="sm">{t('vault.rotation.doneText')}</Text>
        </Alert>
      )}
      {!rotation && (
        <>
          <Select
            label={t('vault.rotation.keep')}
            description={t('vault.rotation.keepHint')}
            value={keep}
            onChange={(value) => setKeep(value ?? '0')}
            allowDeselect={false}
            data={[0, 1, 2, 3, 4, 5, 6, 7].map((days) => ({
              value: String(days),
              label: t('vault.rotation.keepDays', { count: days }),
            }))}
          />
          <Text fz="xs" c="dimmed">
            {t('vault.rotation.needs')}
          </Text>
        </>
      )}
      <Group justify="flex-end" gap="xs">
        {rotation && canCancel(rotation) && !go.isPending && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('vault.rotation.cancel')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t(finished || waiting ? 'ui.close' : 'ui.cancel')}
        </Button>
        {!finished && !waiting && (
          <Button loading={go.isPending} onClick={() => go.mutate()} data-autofocus>
            {t(open ? 'vault.rotation.again' : 'vault.rotation.start')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
