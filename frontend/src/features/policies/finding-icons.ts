import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconBulb,
  IconShieldExclamation,
  type Icon,
} from '@tabler/icons-react';
import type { Severity } from './findings';

/** The sign of each gravity. */
export const findingIcons: Record<Severity, Icon> = {
  error: IconAlertOctagon,
  security_warning: IconShieldExclamation,
  warning: IconAlertTriangle,
  suggestion: IconBulb,
};
