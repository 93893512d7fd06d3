import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const schemes = [
  { value: 'light', text: 'app.header.light', Icon: IconSun },
  { value: 'dark', text: 'app.header.dark', Icon: IconMoon },
  { value: 'auto', text: 'app.header.system', Icon: IconDeviceDesktop },
] as const;

/** Chooses light, dark, or what the system has. */
export function SchemeMenu() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const computed = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <Tooltip label={t('app.header.scheme')}>
          <ActionIcon size="lg" aria-label={t('app.header.scheme')}>
            {computed === 'dark' ? <IconMoon size={17} /> : <IconSun size={17} />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, text, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={15} />}
            rightSection={colorScheme === value ? <IconCheck size={15} /> : null}
            onClick={() => setColorScheme(value)}
          >
            {t(text)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
