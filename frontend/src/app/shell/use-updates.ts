import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { desktopPreferencesQuery, lookForUpdate } from '@/api/desktop';
import { openOutside } from '@/api/home';
import { session } from '@/api/session';
import { notifyDone } from '@/ui/notify';

let looked = false;

/** In the desktop window, tells once that there is a newer version, where the person wants to know. */
export function useUpdates(): void {
  const { t } = useTranslation();
  const preferences = useQuery({ ...desktopPreferencesQuery, enabled: session.home === 'desktop' });
  const wanted = preferences.data?.updates === true && preferences.data.check_for_updates;
  useEffect(() => {
    if (!wanted || looked) return;
    looked = true;
    lookForUpdate()
      .then(({ newer, version, url }) => {
        if (!newer || !version) return;
        notifyDone(
          t('app.update.newer', { version }),
          url ? { text: t('app.update.get'), onClick: () => openOutside(url) } : undefined,
        );
      })
      .catch(() => undefined); // the log says why; the settings look again
  }, [wanted, t]);
}
