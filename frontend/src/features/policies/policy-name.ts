import { useTranslation } from 'react-i18next';
import type { AppliedPolicy, SimulationDraft } from './simulation-draft';

/** What a policy of the draft is called on the page: "Identity policy 2". */
export function usePolicyName(draft: SimulationDraft): (policy: AppliedPolicy) => string {
  const { t } = useTranslation();
  return (policy) => {
    const number =
      draft.policies
        .filter(({ kind, level }) => kind === policy.kind && level === policy.level)
        .findIndex(({ id }) => id === policy.id) + 1;
    const name = t(`simulate.name.${policy.kind}`, { number });
    return policy.kind === 'scp' || policy.kind === 'rcp'
      ? `${name}, ${policy.level === 0 ? t('simulate.root') : t('simulate.level', { level: policy.level })}`
      : name;
  };
}
