import { useTranslation } from 'react-i18next';
import { durationParts } from './durations';

/** How long something lasts, in words; what is not understood as AWS writes it. */
export function useDuration(): (duration: string) => string {
  const { t } = useTranslation();
  return (duration) => {
    const parts = durationParts(duration);
    if (!parts) return duration;
    const { hours, minutes } = parts;
    return [
      hours > 0 && t('identityCenter.hours', { count: hours }),
      minutes > 0 && t('identityCenter.minutes', { count: minutes }),
    ]
      .filter((part) => part !== false)
      .join(' ');
  };
}
