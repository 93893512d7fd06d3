import { useLocalStorage } from '@mantine/hooks';

// What a person prefers on this computer. Nothing here is secret or worth
// keeping: without storage everything has its default.

/** How much room rows take. */
export type Density = 'comfortable' | 'compact';

/** Whether rows are narrow. */
export function useDensity() {
  return useLocalStorage<Density>({
    key: 'iam-copilot-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
    deserialize: (text) => (text === '"compact"' ? 'compact' : 'comfortable'),
  });
}

/** Whether the sample account was looked at. */
export function useTriedSample() {
  return useLocalStorage<boolean>({
    key: 'iam-copilot-tried-sample',
    defaultValue: false,
    getInitialValueInEffect: false,
    deserialize: (text) => text === 'true',
  });
}

/** Whether the first steps are put away. */
export function useFirstStepsClosed() {
  return useLocalStorage<boolean>({
    key: 'iam-copilot-first-steps-closed',
    defaultValue: false,
    getInitialValueInEffect: false,
    deserialize: (text) => text === 'true',
  });
}

/** When the finished jobs were looked at last, as a moment; empty: never. */
export function useJobsSeen() {
  return useLocalStorage<string>({
    key: 'iam-copilot-jobs-seen',
    defaultValue: '',
    getInitialValueInEffect: false,
    deserialize: (text) => (text && /^"[\dTZ:.-]*"$/.test(text) ? text.slice(1, -1) : ''),
  });
}
