import { useTranslation } from 'react-i18next';
import type { PrincipalKind } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { AskButton, StartButton } from '@/ui/aws/detail';
import { NameForm } from './forms';

interface Whole<K extends PrincipalKind> {
  credentialId: number;
  kind: K;
  name: string;
  onApplied: () => void;
}

/** Gives a user or group another name. */
export function RenameButton({ credentialId, kind, name, onApplied }: Whole<'user' | 'group'>) {
  const { t } = useTranslation();
  return (
    <AskButton
      title={t('iam.actions.renameOf', { name })}
      form={() => (
        <NameForm
          label={t('iam.forms.newName')}
          value={name}
          make={(newName) => iamPlans(credentialId).rename(kind, name, newName, '')}
          onApplied={onApplied}
        />
      )}
    >
      {t('iam.actions.rename')}
    </AskButton>
  );
}

const deleteTexts = {
  user: 'iam.actions.deleteUser',
  group: 'iam.actions.deleteGroup',
  role: 'iam.actions.deleteRole',
} as const;

/** Deletes a user, group or role; when something hangs on it, all of that is offered. */
export function DeleteButton({ credentialId, kind, name, onApplied }: Whole<PrincipalKind>) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  return (
    <StartButton
      danger
      make={() => plans.remove(kind, name, false)}
      force={() => plans.remove(kind, name, true)}
      onApplied={onApplied}
    >
      {t(deleteTexts[kind])}
    </StartButton>
  );
}
