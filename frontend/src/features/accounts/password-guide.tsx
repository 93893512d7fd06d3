import { Box, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkPassword, type PasswordRule } from '@/lib/password';
import { Meter } from '@/ui/meter';
import { estimate, type Score } from './strength';
import classes from './password-guide.module.css';

const colours = ['red', 'red', 'orange', 'teal', 'teal'] as const;
const rules: PasswordRule[] = ['length', 'upper', 'lower', 'digit'];

/** The rules ticked off as one types, and how easy the password is to guess. */
export function PasswordGuide({ password, personal }: { password: string; personal: string[] }) {
  const { t } = useTranslation();
  const met = checkPassword(password);
  const score = useScore(password, personal);
  const shown = met.bytes ? rules : [...rules, 'bytes' as const];
  return (
    <Stack gap={8}>
      <Box>
        <Meter
          value={score === null ? 0 : ((score + 1) / 5) * 100}
          color={colours[score ?? 0] ?? 'red'}
          label={t('accounts.strength.label')}
          text={score === null ? '' : t(`accounts.strength.s${score}`)}
        />
        <Text fz="xs" c="dimmed" mt={4} mih={17} aria-live="polite">
          {score === null ? '' : t(`accounts.strength.s${score}`)}
        </Text>
      </Box>
      <ul className={classes.rules} aria-label={t('accounts.rules.label')}>
        {shown.map((rule) => {
          const bad = rule === 'bytes';
          const Icon = met[rule] ? IconCheck : bad ? IconX : IconCircle;
          return (
            <Group
              component="li"
              key={rule}
              gap={6}
              wrap="nowrap"
              data-met={met[rule]}
              data-bad={bad}
              className={classes.rule}
            >
              <Icon size={14} stroke={2.2} aria-hidden />
              <span>{t(`accounts.rules.${rule}`)}</span>
              <VisuallyHidden>
                {met[rule] ? t('accounts.rules.met') : t('accounts.rules.unmet')}
              </VisuallyHidden>
            </Group>
          );
        })}
      </ul>
    </Stack>
  );
}

/** The estimate for what was typed, a moment later; null while there is none. */
function useScore(password: string, personal: string[]): Score | null {
  const [settled] = useDebouncedValue(password, 150);
  const [result, setResult] = useState<{ of: string; score: Score } | null>(null);
  const words = personal.join('\n');
  useEffect(() => {
    if (!settled) return;
    let wanted = true;
    estimate(settled, words.split('\n').filter(Boolean))
      .then((score) => wanted && setResult({ of: settled, score }))
      // The meter is a help: without its dictionaries the rules still show.
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [settled, words]);
  return password && result ? result.score : null;
}
