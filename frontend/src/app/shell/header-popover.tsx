import { ActionIcon, Group, Indicator, Popover, ScrollArea, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './header-popover.module.css';

interface HeaderPopoverProps {
  /** What it is called when it is open. */
  title: string;
  /** What its button is called, which may tell how much there is. */
  label: string;
  icon: ReactNode;
  /** The colour of the dot that tells of news; null where there are none. */
  dot: string | null;
  /** Whether the dot moves, because something goes on. */
  busy?: boolean;
  width: number;
  maxHeight: number;
  /** What may be done with all of it, beside the title. */
  action?: (close: () => void) => ReactNode;
  /** Said in place of the list where it has nothing. */
  none: string | null;
  onOpen: () => void;
  /** The items of the list, which may close it. */
  children: (close: () => void) => ReactNode;
}

/** A list that opens from a button of the header. */
export function HeaderPopover({
  title,
  label,
  icon,
  dot,
  busy = false,
  width,
  maxHeight,
  action,
  none,
  onOpen,
  children,
}: HeaderPopoverProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Popover
      position="bottom-end"
      width={width}
      shadow="md"
      opened={opened}
      onDismiss={close}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <Indicator disabled={dot === null} processing={busy} size={8} offset={7} color={dot ?? 'brand'}>
            <ActionIcon
              size="lg"
              aria-label={label}
              aria-expanded={opened}
              onClick={() => {
                if (opened) close();
                else {
                  open();
                  onOpen();
                }
              }}
            >
              {icon}
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={title}>
        <Group justify="space-between" px="md" py={10} className={classes.head}>
          <Text fz="sm" fw={600}>
            {title}
          </Text>
          {action?.(close)}
        </Group>
        {none !== null ? (
          <Text fz="sm" c="dimmed" p="md" tabIndex={-1} data-autofocus={action ? undefined : true}>
            {none}
          </Text>
        ) : (
          <ScrollArea.Autosize mah={maxHeight} viewportProps={{ tabIndex: 0, 'aria-label': title }}>
            <ul className={classes.list}>{children(close)}</ul>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
