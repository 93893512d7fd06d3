import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { desktopPreferencesQuery, desktopStateQuery } from '@/api/desktop';
import { ErrorState, LoadingRows } from '@/ui/states';
import { BackupPanel } from './backup-panel';
import { LockPanel } from './lock-panel';
import { WindowPanel } from './window-panel';

/** Settings → This computer, only in the desktop window. */
export function ComputerPanel() {
  const state = useQuery(desktopStateQuery);
  const preferences = useQuery(desktopPreferencesQuery);
  const failed = [state, preferences].find(({ isError }) => isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!state.data || !preferences.data) return <LoadingRows />;
  return (
    <Stack gap="lg" maw={720}>
      {state.data.mode === 'local' && <BackupPanel />}
      <LockPanel protection={state.data.key_protection} preferences={preferences.data} />
      <WindowPanel version={state.data.version} preferences={preferences.data} />
    </Stack>
  );
}
