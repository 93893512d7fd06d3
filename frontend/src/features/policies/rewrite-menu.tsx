import { Button, Menu, Text } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconChevronDown,
  IconClearFormatting,
  IconCut,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyType } from '@/api/queries/policies';
import type { Rewriting } from '@/api/queries/policy-analysis';

const RewriteDialog = lazy(() => import('./rewrite-dialog'));

const ways = [
  { way: 'tidy', Icon: IconClearFormatting },
  { way: 'shrink', Icon: IconArrowsMinimize },
  { way: 'expand', Icon: IconArrowsMaximize },
  { way: 'split', Icon: IconCut },
] as const;

/** Ways to write the policy anew; each shows its outcome before anything changes. */
export function RewriteMenu({
  text,
  policyType,
  onAccept,
}: {
  text: string;
  policyType: PolicyType;
  onAccept: (text: string) => void;
}) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  // Kept while the dialog fades out.
  const [way, setWay] = useState<Rewriting | null>(null);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('rewrite.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ways.map(({ way: name, Icon }) => (
            <Menu.Item
              key={name}
              leftSection={<Icon size={16} />}
              onClick={() => {
                setWay(name);
                setOpened(true);
              }}
            >
              {t(`rewrite.${name}`)}
              <Text fz="xs" c="dimmed">
                {t(`rewrite.${name}Body`)}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {way && (
          <RewriteDialog
            way={way}
            opened={opened}
            text={text}
            policyType={policyType}
            onClose={() => setOpened(false)}
            onAccept={(rewritten) => {
              setOpened(false);
              onAccept(rewritten);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
