import { Button, Group, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconUserCheck, IconUserOff, IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whoCanQuery, type AccessSource, type WhoCan } from '@/api/queries/access';
import { ActionInput } from '@/ui/action-input';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { ExposureTable } from './exposure-table';
import { PrincipalTable } from './principal-table';
import classes from './access.module.css';

const examples = [
  { name: 'payroll', action: 's3:GetObject', resource: 'arn:aws:s3:::acme-payroll/2026/november.csv' },
  {
    name: 'secret',
    action: 'secretsmanager:GetSecretValue',
    resource: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:payments/card-processor-AbCdEf',
  },
  { name: 'keys', action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::111122223333:user/alice.admin' },
] as const;

interface Question {
  action: string;
  resource: string;
}

/** Who in the account can do an action on a resource, and why. */
export function WhoPanel({ source, sample }: { source: AccessSource; sample: boolean }) {
  const { t } = useTranslation();
  const [action, setAction] = useState('');
  const [resource, setResource] = useState('');
  const [missing, setMissing] = useState(false);
  const [question, ask] = useState<Question | null>(null);
  const answer = useQuery({
    ...whoCanQuery(source, question?.action ?? '', question?.resource ?? ''),
    enabled: question !== null,
  });
  const take = (next: Question) => {
    setAction(next.action);
    setResource(next.resource);
    setMissing(false);
    ask(next);
  };
  return (
    <Stack gap="lg">
      <Panel>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const named = action.trim();
            if (/^[\w-]+:\w+$/.test(named)) take({ action: named, resource: resource.trim() });
            else setMissing(true);
          }}
        >
          <div className={classes.ask}>
            <ActionInput
              label={t('access.who.action')}
              value={action}
              onChange={(next) => {
                setAction(next);
                setMissing(false);
              }}
              aria-invalid={missing}
            />
            <TextInput
              label={t('access.who.resource')}
              placeholder="arn:aws:s3:::my-bucket/key"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              spellCheck={false}
              autoComplete="off"
              value={resource}
              onChange={(event) => setResource(event.currentTarget.value)}
            />
            <Button type="submit" loading={question !== null && answer.isFetching}>
              {t('access.who.submit')}
            </Button>
          </div>
          <Text
            fz="xs"
            mt={6}
            c={missing ? 'var(--mantine-color-error)' : 'dimmed'}
            role={missing ? 'alert' : undefined}
          >
            {missing ? t('access.who.actionMissing') : t('access.who.resourceHint')}
          </Text>
        </form>
        {sample && (
          <Group gap={6} mt="sm">
            <Text fz="xs" c="dimmed">
              {t('access.who.examples')}
            </Text>
            {examples.map((example) => (
              <UnstyledButton
                key={example.name}
                className={classes.chip}
                onClick={() => take({ action: example.action, resource: example.resource })}
              >
                {t(`access.who.${example.name}`)}
              </UnstyledButton>
            ))}
          </Group>
        )}
      </Panel>
      <Panel flush>
        {question === null ? (
          <EmptyState icon={<IconUserQuestion size={22} />} title={t('access.who.start')}>
            {t('access.who.startBody')}
          </EmptyState>
        ) : answer.isPending ? (
          <div aria-label={t('access.who.asking')}>
            <LoadingRows rows={6} />
          </div>
        ) : answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Answer key={`${question.action} ${question.resource}`} answer={answer.data} />
        )}
      </Panel>
    </Stack>
  );
}

const shares = ['allowed', 'unknown', 'outside'] as const;

function Answer({ answer }: { answer: WhoCan }) {
  const { t } = useTranslation();
  const [share, setShare] = useState<(typeof shares)[number]>('allowed');
  const outside = answer.outside ?? [];
  const counts = { allowed: answer.allowed.length, unknown: answer.unknown.length, outside: outside.length };
  return (
    <>
      <Group px="md" py="sm" gap="sm" justify="space-between" aria-live="polite">
        <SegmentedControl
          aria-label={t('access.who.show')}
          value={share}
          onChange={(value) => setShare(shares.find((name) => name === value) ?? 'allowed')}
          data={shares.map((value) => ({ value, label: t(`access.who.${value}`, { count: counts[value] }) }))}
        />
        <Text fz="sm" c="dimmed" className={classes.code}>
          {answer.action} {answer.resource !== '*' && answer.resource}
        </Text>
      </Group>
      {counts[share] === 0 ? (
        <EmptyState
          icon={share === 'unknown' ? <IconUserCheck size={22} /> : <IconUserOff size={22} />}
          title={t(
            share === 'allowed'
              ? 'access.who.nobody'
              : share === 'unknown'
                ? 'access.who.noneUnknown'
                : 'access.who.noneOutside',
          )}
        >
          {t(
            share === 'allowed'
              ? 'access.who.nobodyBody'
              : share === 'unknown'
                ? 'access.who.noneUnknownBody'
                : 'access.who.noneOutsideBody',
          )}
        </EmptyState>
      ) : share === 'outside' ? (
        <ExposureTable exposures={outside} />
      ) : (
        <PrincipalTable
          key={share}
          principals={
            share === 'allowed'
              ? answer.allowed.map((one) => ({ ...one, reason: '' }))
              : answer.unknown.map((one) => ({ ...one, reason: one.reason }))
          }
        />
      )}
      {answer.notes && answer.notes.length > 0 && (
        <Stack gap={4} p="md" style={{ borderTop: '1px solid var(--line)' }}>
          <Text fz="sm" fw={600}>
            {t('access.who.notes')}
          </Text>
          {answer.notes.map((note) => (
            <Text key={note} fz="sm" c="dimmed">
              {note}
            </Text>
          ))}
        </Stack>
      )}
    </>
  );
}
