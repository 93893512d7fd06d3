import { Accordion, Alert, Badge, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHelp, IconUserOff, IconUserScan } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whatCanQuery, type AccessSource, type AccountPrincipal, type WhatCan } from '@/api/queries/access';
import { Arn } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { Grant } from './grant';
import { Conditions } from './reasons';
import { shortName } from './words';
import classes from './access.module.css';

/** What a user or role can do, service by service. */
export function WhatPanel({ source, principals }: { source: AccessSource; principals: AccountPrincipal[] }) {
  const { t } = useTranslation();
  const [principal, setPrincipal] = useState<string | null>(null);
  const [service, setService] = useState('');
  const [resource, setResource] = useState('');
  const [filter] = useDebouncedValue(`${service.trim()}\n${resource.trim()}`, 350);
  const [onlyService = '', onlyResource = ''] = filter.split('\n');
  const data = useMemo(
    () => principals.map(({ principal_arn: arn }) => ({ value: arn, label: shortName(arn) })),
    [principals],
  );
  const answer = useQuery({
    ...whatCanQuery(source, principal ?? '', onlyService, onlyResource),
    enabled: principal !== null,
  });
  return (
    <Stack gap="lg">
      <Panel>
        <Group gap="md" align="flex-end">
          <Select
            label={t('access.what.principal')}
            placeholder={t('access.what.principalHint')}
            searchable
            limit={60}
            nothingFoundMessage={t('access.what.nobody')}
            w={320}
            value={principal}
            onChange={setPrincipal}
            data={data}
          />
          <TextInput
            label={t('access.what.service')}
            placeholder={t('access.what.serviceHint')}
            w={200}
            spellCheck={false}
            autoComplete="off"
            value={service}
            onChange={(event) => setService(event.currentTarget.value)}
          />
          <TextInput
            label={t('access.what.resource')}
            placeholder="arn:aws:s3:::my-bucket"
            flex={1}
            miw={220}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            autoComplete="off"
            value={resource}
            onChange={(event) => setResource(event.currentTarget.value)}
          />
        </Group>
      </Panel>
      <Panel flush>
        {principal === null ? (
          <EmptyState icon={<IconUserScan size={22} />} title={t('access.what.start')}>
            {t('access.what.startBody')}
          </EmptyState>
        ) : answer.isPending ? (
          <LoadingRows rows={6} />
        ) : answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Answer key={principal} answer={answer.data} />
        )}
      </Panel>
    </Stack>
  );
}

function Answer({ answer }: { answer: WhatCan }) {
  const { t } = useTranslation();
  const { services, roles, unknown } = answer;
  return (
    <>
      <Group px="md" py="sm" justify="space-between" gap="sm">
        <Arn arn={answer.principal_arn} />
        <Text fz="sm" c="dimmed" role="status">
          {t('access.what.services', { count: services.length })}
        </Text>
      </Group>
      {unknown.length > 0 && (
        <Alert color="yellow" radius={0} icon={<IconHelp size={18} />} title={t('access.what.unknown')}>
          {unknown.map((arn) => (
            <Text key={arn} fz="xs" ff="monospace">
              {arn}
            </Text>
          ))}
        </Alert>
      )}
      {services.length === 0 ? (
        <EmptyState icon={<IconUserOff size={22} />} title={t('access.what.nothing')}>
          {t('access.what.nothingBody')}
        </EmptyState>
      ) : (
        <Accordion multiple order={2} defaultValue={services.slice(0, 1).map(({ service }) => service)}>
          {services.map(({ service, name, grants }) => (
            <Accordion.Item key={service} value={service}>
              <Accordion.Control>
                <Group gap={10}>
                  <Text component="span" fz="sm" fw={600}>
                    {name || service}
                  </Text>
                  <Badge color="gray">{service}</Badge>
                  <Text component="span" fz="xs" c="dimmed" lineClamp={1} flex={1}>
                    {[...new Set(grants.flatMap(({ actions }) => actions))].slice(0, 4).join(', ')}
                  </Text>
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                <ul className={classes.grants}>
                  {grants.map((grant, i) => (
                    <Grant key={i} grant={grant} />
                  ))}
                </ul>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      {roles.length > 0 && (
        <Stack gap={8} p="md" style={{ borderTop: '1px solid var(--line)' }}>
          <Title order={3}>{t('access.what.roles')}</Title>
          {roles.map(({ role_arn: arn, conditions }) => (
            <Stack key={arn} gap={4}>
              <Arn arn={arn} />
              {conditions.length > 0 && <Conditions conditions={conditions} />}
            </Stack>
          ))}
        </Stack>
      )}
    </>
  );
}
