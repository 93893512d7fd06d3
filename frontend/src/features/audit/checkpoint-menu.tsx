import { Button, Menu, Text } from '@mantine/core';
import { IconFileCheck, IconFileDownload, IconSignature } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { auditCheckpoint, type AuditCheckpoint } from '@/api/queries/audit';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { notifyError } from '@/ui/notify';
import { readCheckpoint } from './checkpoint';

/** Gets a checkpoint of the log, and holds an older one against it. */
export function CheckpointMenu({
  busy,
  onVerify,
}: {
  busy: boolean;
  onVerify: (checkpoint: AuditCheckpoint) => void;
}) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: auditCheckpoint,
    onSuccess: (checkpoint) =>
      downloadText(
        `audit-checkpoint-${checkpoint.workspace_id}-${checkpoint.id}.json`,
        `${JSON.stringify(checkpoint, null, 2)}\n`,
        'application/json',
      ),
    onError: notifyError,
  });
  return (
    <>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('audit.checkpointVerify')}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          void chosen?.text().then((text) => {
            const checkpoint = readCheckpoint(text);
            if (checkpoint) onVerify(checkpoint);
            else notifyError(new Error(t('audit.checkpointBad')));
          });
        }}
      />
      <Menu position="bottom-end" width={330}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconSignature size={16} />}
            loading={save.isPending || busy}
          >
            {t('audit.checkpoint')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {session.home === 'browser' && (
            <Menu.Item leftSection={<IconFileDownload size={16} />} onClick={() => save.mutate()}>
              {t('audit.checkpointGet')}
              <Text fz="xs" c="dimmed">
                {t('audit.checkpointGetBody')}
              </Text>
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconFileCheck size={16} />} onClick={() => file.current?.click()}>
            {t('audit.checkpointVerify')}
            <Text fz="xs" c="dimmed">
              {t('audit.checkpointVerifyBody')}
            </Text>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
