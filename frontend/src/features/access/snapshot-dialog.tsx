import { Button, Code, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/copy-button';
import { readSnapshot, type SnapshotProblem } from './snapshot';

const command = 'aws iam get-account-authorization-details > account.json';

/** Takes a snapshot of an account from a file or the clipboard. */
export function SnapshotDialog({
  opened,
  onClose,
  onLoad,
}: {
  opened: boolean;
  onClose: () => void;
  onLoad: (name: string, snapshot: unknown) => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('access.load.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Content onClose={onClose} onLoad={onLoad} />
    </Modal>
  );
}

function Content({
  onClose,
  onLoad,
}: {
  onClose: () => void;
  onLoad: (name: string, snapshot: unknown) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<SnapshotProblem | null>(null);
  const take = (name: string, written: string) => {
    const read = readSnapshot(written);
    if ('problem' in read) {
      setProblem(read.problem);
      return;
    }
    onLoad(name, read.snapshot);
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take(t('access.load.pasted'), text);
      }}
    >
      <Stack gap="md">
        <Stack gap={6}>
          <Text fz="sm">{t('access.load.body')}</Text>
          <Group gap={6} wrap="nowrap">
            <Code style={{ overflowWrap: 'anywhere' }}>{command}</Code>
            <CopyButton text={command} what={command} />
          </Group>
        </Stack>
        <FileButton
          accept="application/json,.json"
          onChange={(file) => {
            if (file) void file.text().then((written) => take(file.name, written));
          }}
        >
          {(props) => (
            <Button {...props} variant="default" w="fit-content" leftSection={<IconFileUpload size={16} />}>
              {t('access.load.file')}
            </Button>
          )}
        </FileButton>
        <Textarea
          label={t('access.load.text')}
          minRows={7}
          maxRows={14}
          autosize
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
          value={text}
          error={problem && t(`access.load.${problem}`)}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" disabled={text.trim() === ''}>
            {t('access.load.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
