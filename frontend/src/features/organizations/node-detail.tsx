import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  changeable,
  effectivePoliciesQuery,
  orgPlans,
  orgPoliciesQuery,
  type OrgEffective,
  type OrgLevel,
  type OrgNode,
} from '@/api/queries/organizations';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { DocumentView } from '@/ui/aws/document-view';
import { field } from '@/ui/aws/fields';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { PlanForm } from '@/ui/aws/plan-form';
import { useWhole } from '@/ui/aws/use-whole';
import { Facts } from '@/ui/facts';
import { AccountId, Arn } from '@/ui/identifiers';
import { Time } from '@/ui/time';
import classes from './organizations.module.css';
import { typeName } from './words';

/** One root, organizational unit or account: what is attached to it, and of an account what that comes to. */
export function NodeDetail({ credentialId, node }: { credentialId: number; node: OrgNode }) {
  const { t } = useTranslation();
  const { account } = node;
  const facts = [[t('iam.detail.arn'), <Arn key="arn" arn={node.arn} />] as const];
  return (
    <Stack gap="lg">
      <Facts
        facts={
          account
            ? [
                [t('organizations.id'), <AccountId key="id" id={account.id} />],
                ...facts,
                [t('organizations.email'), account.email],
                [t('organizations.place'), account.path ?? '–'],
                [
                  t('organizations.status'),
                  <Group key="status" gap={6} component="span">
                    <Badge component="span" color={account.status === 'ACTIVE' ? 'teal' : 'orange'}>
                      {account.status}
                    </Badge>
                    {account.management && <Badge component="span">{t('organizations.isManagement')}</Badge>}
                  </Group>,
                ],
                [
                  t('organizations.joined'),
                  account.joined_at ? <Time key="joined" at={account.joined_at} style="local" /> : '–',
                ],
              ]
            : [
                [
                  t('organizations.id'),
                  <Text key="id" component="span" ff="monospace" fz="sm">
                    {node.id}
                  </Text>,
                ],
                ...facts,
                [t('organizations.below'), String(node.accounts)],
              ]
        }
      />
      <Attached credentialId={credentialId} node={node} />
      {account && <Effective credentialId={credentialId} accountId={account.id} />}
    </Stack>
  );
}

function Attached({ credentialId, node }: { credentialId: number; node: OrgNode }) {
  const { t } = useTranslation();
  const plans = orgPlans(credentialId);
  return (
    <Part
      title={t('organizations.attachedHere')}
      none={node.policies.length === 0 && t('organizations.nothingAttached')}
      actions={
        <AskButton
          title={t('organizations.attachTo', { name: node.name })}
          form={() => <AttachPolicy credentialId={credentialId} node={node} />}
        >
          {t('iam.actions.attach')}
        </AskButton>
      }
    >
      <Entries
        items={node.policies}
        entryKey={(policy) => policy.id}
        actions={(policy) =>
          changeable.some((type) => type === policy.type) && (
            <StartButton
              danger
              label={t('iam.actions.detachOf', { name: policy.name })}
              make={() => plans.detach(policy.id, node.id)}
            >
              {t('iam.actions.detach')}
            </StartButton>
          )
        }
      >
        {(policy) => (
          <>
            <Badge color="gray">{typeName(t, policy.type)}</Badge>
            <Text fz="sm">{policy.name}</Text>
          </>
        )}
      </Entries>
    </Part>
  );
}

function AttachPolicy({ credentialId, node }: { credentialId: number; node: OrgNode }) {
  const { t } = useTranslation();
  const { items, loading } = useWhole(useInfiniteQuery(orgPoliciesQuery(credentialId)));
  const there = new Set(node.policies.map(({ id }) => id));
  const choices = items
    .filter(({ id, type }) => changeable.some((one) => one === type) && !there.has(id))
    .map(({ id, name, type }) => ({ value: id, label: `${name} · ${typeName(t, type)}` }));
  return (
    <PlanForm
      fields={{
        policy: field.one(t('organizations.policy'), choices, {
          loading,
          check: (value) => (value ? null : t('iam.forms.choosePolicy')),
        }),
      }}
      make={({ policy }) => orgPlans(credentialId).attach(policy, node.id)}
    />
  );
}

function Effective({ credentialId, accountId }: { credentialId: number; accountId: string }) {
  const query = useQuery(effectivePoliciesQuery(credentialId, accountId));
  return <Loaded query={query}>{(effective) => <WhatHolds effective={effective} />}</Loaded>;
}

function WhatHolds({ effective }: { effective: OrgEffective }) {
  const { t } = useTranslation();
  return (
    <>
      <Notes notes={effective.notes} />
      {effective.exempt && (
        <Alert color="orange" icon={<IconInfoCircle size={18} />} title={t('organizations.exempt')}>
          {t('organizations.exemptBody')}
        </Alert>
      )}
      <Levels title={t('organizations.scps')} levels={effective.scps} />
      <Levels title={t('organizations.rcps')} levels={effective.rcps} />
      {effective.effective.map(({ type, document }) => (
        <Part key={type} title={t('organizations.merged', { type: typeName(t, type) })}>
          <DocumentView document={document} />
        </Part>
      ))}
    </>
  );
}

/** The policies of one type on the way from the root to the account: each level must allow. */
function Levels({ title, levels }: { title: string; levels: readonly OrgLevel[] }) {
  const { t } = useTranslation();
  return (
    <Part title={title} none={levels.length === 0 && t('organizations.notEnabled')}>
      <ol className={classes.levels}>
        {levels.map(({ target, policies }) => (
          <li key={target.id} className={classes.level}>
            <Text fz="xs" c="dimmed">
              {t(`organizations.kind.${target.type}`)} · {target.name}
            </Text>
            {policies.length === 0 && (
              <Text fz="sm" c="dimmed">
                {t('organizations.nothingAttached')}
              </Text>
            )}
            {policies.map((policy) => (
              <details key={policy.id} className={classes.policy}>
                <summary>{policy.name}</summary>
                <DocumentView document={policy.document} findings={policy.findings} />
              </details>
            ))}
          </li>
        ))}
      </ol>
    </Part>
  );
}
