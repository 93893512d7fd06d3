import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAborted } from '@/api/errors';
import { exportAccount } from '@/api/queries/accounts';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { GuardedButton } from '@/ui/guarded-button';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';

/** Saves everything that is held of the person as a file. */
export function ExportPanel() {
  const { t } = useTranslation();
  const request = useRef<AbortController>(null);
  const save = useMutation({
    mutationFn: async () => {
      request.current = new AbortController();
      const text = await exportAccount(request.current.signal);
      // An answer that broke off is no document.
      JSON.parse(text);
      downloadText(
        `iam-copilot-account-${new Date().toISOString().slice(0, 10)}.json`,
        text,
        'application/json',
      );
    },
    onSuccess: () => notifyDone(t('accounts.export.done')),
    onError: (error) => {
      if (!isAborted(error)) notifyError(error);
    },
  });
  return (
    <Panel id="export" title={t('accounts.export.title')} description={t('accounts.export.body')}>
      {save.isPending ? (
        <Button variant="default" onClick={() => request.current?.abort()}>
          {t('accounts.export.cancel')}
        </Button>
      ) : (
        <GuardedButton
          variant="default"
          leftSection={<IconDownload size={16} />}
          // The window has no place to put downloads.
          reason={session.home === 'browser' ? null : t('accounts.export.browserOnly')}
          onClick={() => save.mutate()}
        >
          {t('accounts.export.button')}
        </GuardedButton>
      )}
    </Panel>
  );
}
