import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { PolicyCase } from '@/api/queries/library';
import { ActionInput } from '@/ui/action-input';
import type { Dialog } from '@/ui/use-dialog';
import { contextToLines, linesToContext } from './stored-policy';
import classes from './stored-document.module.css';

/** Which case is edited; a place after the last one is a new case. */
export interface CaseEdit {
  cases: PolicyCase[];
  at: number;
}

/** Writes down a request and what a policy must say of it. */
export function CaseDialog({
  dialog,
  busy,
  onSave,
}: {
  dialog: Dialog<CaseEdit>;
  busy: boolean;
  /** All cases, with the edited one in its place. */
  onSave: (cases: PolicyCase[]) => void;
}) {
  const { t } = useTranslation();
  const edit = dialog.about;
  const fresh = edit !== null && edit.at >= edit.cases.length;
  return (
    <Modal
      opened={dialog.opened}
      onClose={dialog.close}
      onExitTransitionEnd={dialog.onExited}
      size="lg"
      title={t(fresh ? 'library.cases.addTitle' : 'library.cases.editTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {edit && <CaseForm key={edit.at} edit={edit} busy={busy} onSave={onSave} onClose={dialog.close} />}
    </Modal>
  );
}

function CaseForm({
  edit,
  busy,
  onSave,
  onClose,
}: {
  edit: CaseEdit;
  busy: boolean;
  onSave: (cases: PolicyCase[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const old = edit.cases[edit.at];
  const form = useForm({
    initialValues: {
      name: old?.name ?? '',
      expect: old?.expect ?? ('allowed' as const),
      action: old?.action ?? '',
      resource: old?.resource ?? '',
      principal: old?.principal ?? '',
      context: contextToLines(old?.context),
    },
    validate: {
      name: (value) =>
        value.trim() === ''
          ? t('library.cases.nameMissing')
          : edit.cases.some(({ name }, i) => i !== edit.at && name === value.trim())
            ? t('library.cases.nameTaken')
            : null,
      action: (value) => (/^[\w-]+:[\w*?]+$/.test(value.trim()) ? null : t('library.cases.actionMissing')),
      context: (value) => {
        const read = linesToContext(value);
        return 'bad' in read ? t('library.cases.contextBad', { line: read.bad }) : null;
      },
    },
  });
  const save = (values: typeof form.values) => {
    const read = linesToContext(values.context);
    if ('bad' in read) return;
    const next: PolicyCase = {
      name: values.name.trim(),
      expect: values.expect,
      action: values.action.trim(),
      ...(values.resource.trim() ? { resource: values.resource.trim() } : {}),
      ...(values.principal.trim() ? { principal: values.principal.trim() } : {}),
      ...(Object.keys(read.context).length > 0 ? { context: read.context } : {}),
      ...(old?.unknown_context ? { unknown_context: old.unknown_context } : {}),
    };
    onSave([...edit.cases.slice(0, edit.at), next, ...edit.cases.slice(edit.at + 1)]);
  };
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="md">
        <TextInput
          label={t('library.cases.name')}
          description={t('library.cases.nameHint')}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Stack gap={4}>
          <Text fz="sm" fw={550} id="case-expect">
            {t('library.cases.expect')}
          </Text>
          <SegmentedControl
            aria-labelledby="case-expect"
            w="fit-content"
            data={[
              { value: 'allowed', label: t('library.cases.expectAllow') },
              { value: 'denied', label: t('library.cases.expectDeny') },
            ]}
            value={form.values.expect}
            onChange={(value) => form.setFieldValue('expect', value === 'denied' ? 'denied' : 'allowed')}
          />
        </Stack>
        <ActionInput label={t('library.cases.action')} {...form.getInputProps('action')} />
        <TextInput
          label={t('library.cases.resource')}
          description={t('library.cases.resourceHint')}
          placeholder="arn:aws:s3:::my-bucket/key"
          classNames={{ input: classes.code ?? '' }}
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('resource')}
        />
        <TextInput
          label={t('library.cases.principal')}
          description={t('library.cases.principalHint')}
          placeholder="arn:aws:iam::123456789012:role/app"
          classNames={{ input: classes.code ?? '' }}
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('principal')}
        />
        <Textarea
          label={t('library.cases.context')}
          description={t('library.cases.contextHint')}
          placeholder="aws:SourceIp = 203.0.113.7"
          classNames={{ input: classes.code ?? '' }}
          spellCheck={false}
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('context')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('library.cases.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
