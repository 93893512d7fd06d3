import { useDisclosure } from '@mantine/hooks';
import { IconBooks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { StoreDialog } from '@/ui/policies/store-dialog';
import type { Draft } from './draft';

/** Puts the draft into the workspace's library, and goes there. */
export function SaveToLibrary({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const may = useMay('policies.write');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <GuardedButton
        size="xs"
        leftSection={<IconBooks size={15} />}
        reason={may ? null : t('library.role')}
        onClick={open}
      >
        {t('library.save.button')}
      </GuardedButton>
      <StoreDialog
        opened={opened}
        onClose={close}
        policy={{
          document: draft.text,
          cases: draft.cases,
          policyType: draft.policyType,
          sentence: draft.generated.choices[0]?.phrase ?? '',
        }}
      />
    </>
  );
}
