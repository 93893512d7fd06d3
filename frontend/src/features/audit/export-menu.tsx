import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileText, IconTable } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAborted } from '@/api/errors';
import { exportAudit, type AuditFilter } from '@/api/queries/audit';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { notifyDone, notifyError } from '@/ui/notify';

const types = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

/** Saves the log, or what the filters leave of it, as a file. */
export function ExportMenu({ filter, filtered }: { filter: AuditFilter; filtered: boolean }) {
  const { t } = useTranslation();
  const request = useRef<AbortController>(null);
  const save = useMutation({
    mutationFn: async (format: 'ndjson' | 'csv') => {
      request.current = new AbortController();
      const text = await exportAudit(filter, format, request.current.signal);
      downloadText(`audit-log-${new Date().toISOString().slice(0, 10)}.${format}`, text, types[format]);
    },
    onSuccess: () => notifyDone(t('audit.exported')),
    onError: (error) => {
      if (!isAborted(error)) notifyError(error);
    },
  });
  // The window has no place to put downloads.
  if (session.home !== 'browser') return null;
  if (save.isPending) {
    return (
      <Button variant="default" onClick={() => request.current?.abort()} aria-label={t('audit.exportCancel')}>
        {t('audit.exportCancel')}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />}>
          {t('audit.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(filtered ? 'audit.exportFiltered' : 'audit.exportAll')}</Menu.Label>
        <Menu.Item leftSection={<IconFileText size={16} />} onClick={() => save.mutate('ndjson')}>
          {t('audit.exportNdjson')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTable size={16} />} onClick={() => save.mutate('csv')}>
          {t('audit.exportCsv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
