import { Button, Group, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconWand } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './quick-start.module.css';

const examples = ['s3', 'dynamo', 'queue', 'secret', 'logs'] as const;

/** From the first page straight to a policy. */
export function QuickStart() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sentence, setSentence] = useState('');
  const go = (description: string) =>
    void navigate({ to: '/policies/generate', search: description ? { description } : {} });
  return (
    <section className={classes.start} aria-labelledby="start-title">
      <Group gap={10} wrap="nowrap">
        <span className={classes.icon}>
          <IconWand size={19} aria-hidden />
        </span>
        <Stack gap={0}>
          <Title order={2} id="start-title">
            {t('dashboard.start')}
          </Title>
          <Text fz="sm" c="dimmed">
            {t('dashboard.startHint')}
          </Text>
        </Stack>
      </Group>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(sentence.trim());
        }}
      >
        <Group gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            size="md"
            aria-label={t('dashboard.startHint')}
            placeholder={t('dashboard.startPlaceholder')}
            value={sentence}
            onChange={(event) => setSentence(event.currentTarget.value)}
          />
          <Button type="submit" size="md" rightSection={<IconArrowRight size={16} />}>
            {t('dashboard.startGo')}
          </Button>
        </Group>
      </form>
      <Group gap={6}>
        <Text fz="xs" c="dimmed">
          {t('dashboard.examples')}
        </Text>
        {examples.map((name) => (
          <UnstyledButton
            key={name}
            className={classes.chip}
            onClick={() => go(t(`policies.examples.${name}Text`))}
            title={t(`policies.examples.${name}Text`)}
          >
            {t(`policies.examples.${name}`)}
          </UnstyledButton>
        ))}
      </Group>
    </section>
  );
}
