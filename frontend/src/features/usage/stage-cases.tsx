import { Badge, Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconFlask } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { tryCases } from '@/api/queries/policy-analysis';
import type { UsageStage } from '@/api/queries/usage';
import { notifyError } from '@/ui/notify';
import { CaseLine, CaseList } from '@/ui/policies/case-line';
import classes from './usage.module.css';

/** The requests that were seen, which a proposal must allow; they can be tried with it here. */
export function StageCases({ name, stage }: { name: string; stage: UsageStage }) {
  const { t } = useTranslation();
  const [opened, { toggle, open }] = useDisclosure(false);
  const id = useId();
  const run = useMutation({
    mutationFn: () => tryCases(stage.document, stage.cases),
    onSuccess: open,
    onError: notifyError,
  });
  const total = stage.cases.length;
  const passed = run.data ? run.data.filter((one) => one.passed).length : total - stage.failed.length;
  return (
    <Stack gap={6} component="section" aria-label={t('usage.cases.title', { name, stage: stage.stage })}>
      <Group gap="sm">
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={opened}
          aria-controls={id}
          leftSection={
            <IconChevronRight
              size={14}
              className={classes.turn}
              data-open={opened || undefined}
              aria-hidden
            />
          }
          onClick={toggle}
        >
          {t('usage.cases.list', { count: total })}
        </Button>
        <Badge color={passed === total ? 'teal' : 'red'} role="status">
          {t('library.cases.passed', { passed, total })}
        </Badge>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconFlask size={14} aria-hidden />}
          loading={run.isPending}
          aria-label={t('usage.cases.tryNamed', { name, stage: stage.stage })}
          onClick={() => run.mutate()}
        >
          {t('usage.cases.try')}
        </Button>
      </Group>
      {!run.data &&
        stage.failed.map((one) => (
          <Text key={one} fz="xs" c="var(--tone-bad)">
            {one}
          </Text>
        ))}
      <Collapse expanded={opened} id={id}>
        <div className={classes.cases}>
          <CaseList label={t('usage.cases.title', { name, stage: stage.stage })}>
            {stage.cases.map((one, at) => (
              <CaseLine key={one.name} one={one} result={run.data?.[at]} />
            ))}
          </CaseList>
        </div>
      </Collapse>
    </Stack>
  );
}
