import { Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmTotp, enrolTotp, type TotpEnrolment } from '@/api/queries/mfa';
import { CopyButton } from '@/ui/copy-button';
import { notifyDone, showFormError } from '@/ui/notify';
import { ProofForm } from './proof-form';
import { RecoveryCodes } from './recovery-codes';
import classes from './enrol-dialog.module.css';

/** Turns two-factor sign-in on: the password, the app, then the codes for emergencies. */
export function EnrolDialog({
  opened,
  onClose,
  onEnabled,
}: {
  opened: boolean;
  onClose: () => void;
  /** The second factor is on from now; the recovery codes are still to be shown. */
  onEnabled: () => void;
}) {
  const { t } = useTranslation();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const title = codes ? t('security.codes.title') : t('security.enrol.title');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => {
        // Nothing secret stays in the page.
        setEnrolment(null);
        setCodes(null);
      }}
      // The codes are shown once: no click beside the dialog may lose them.
      closeOnClickOutside={codes === null}
      closeOnEscape={codes === null}
      withCloseButton={codes === null}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onClose={onClose} />
      ) : enrolment ? (
        <AppStep
          enrolment={enrolment}
          onConfirmed={(list) => {
            // An account that had a second factor already keeps its codes.
            if (list.length > 0) setCodes(list);
            else onClose();
            onEnabled();
            notifyDone(t('security.enrol.done'));
          }}
        />
      ) : (
        <ProofForm
          body={t('security.enrol.passwordBody')}
          action={t('security.enrol.next')}
          run={enrolTotp}
          onDone={setEnrolment}
        />
      )}
    </Modal>
  );
}

function AppStep({
  enrolment,
  onConfirmed,
}: {
  enrolment: TotpEnrolment;
  onConfirmed: (codes: string[]) => void;
}) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() ? null : t('accounts.required')) },
  });
  const confirm = useMutation({
    mutationFn: (values: { code: string }) => confirmTotp(values.code.replace(/\s/g, '')),
    onSuccess: onConfirmed,
    onError: (error) => showFormError(form, error, { 'accounts.wrong_second_factor': 'code' }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => confirm.mutate(values))} noValidate>
      <Stack gap="md">
        <Text fz="sm">{t('security.enrol.scan')}</Text>
        <img className={classes.picture} src={enrolment.qr_code} alt={t('security.enrol.picture')} />
        <Stack gap={4}>
          <Text fz="xs" c="dimmed">
            {t('security.enrol.cannotScan')}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Code className={classes.key}>{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</Code>
            <CopyButton text={enrolment.secret} what={t('security.enrol.key')} />
          </Group>
        </Stack>
        <TextInput
          label={t('security.enrol.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          autoFocus
          {...form.getInputProps('code')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={confirm.isPending}>
            {t('security.enrol.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
