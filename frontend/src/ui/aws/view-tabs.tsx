import { Tabs } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The views of a page, of which one is shown. */
export function ViewTabs<V extends string>({
  label,
  views,
  value,
  onChange,
  children,
}: {
  label: string;
  views: readonly { value: V; text: string; Icon: Icon }[];
  value: V;
  onChange: (value: V) => void;
  /** The view that is shown. */
  children: ReactNode;
}) {
  return (
    <Tabs
      value={value}
      keepMounted={false}
      onChange={(next) => {
        const found = views.find((view) => view.value === next);
        if (found) onChange(found.value);
      }}
    >
      <Tabs.List aria-label={label} mb="lg">
        {views.map(({ value: name, text, Icon: Sign }) => (
          <Tabs.Tab key={name} value={name} leftSection={<Sign size={16} aria-hidden />}>
            {text}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value}>{children}</Tabs.Panel>
    </Tabs>
  );
}
