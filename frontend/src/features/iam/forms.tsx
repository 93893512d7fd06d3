import { Checkbox, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { iamPoliciesQuery, type PrincipalKind } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import type { Plan } from '@/api/queries/plans';
import type { PolicyType } from '@/api/queries/policies';
import { DocumentField } from './document-field';
import { nameShape, PlanForm } from './plan-form';
import { tagChange, tagsOf, textsOf } from './tag-texts';

const emptyPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [],
      "Resource": []
    }
  ]
}`;

const trustEc2 = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}`;

function useNameCheck() {
  const { t } = useTranslation();
  return (value: string) => (nameShape.test(value) ? null : t('iam.forms.badName'));
}

/** A new user or group. */
export function CreateNamed({ credentialId, kind }: { credentialId: number; kind: 'user' | 'group' }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const name = useNameCheck();
  const key = kind === 'user' ? 'user_name' : 'group_name';
  return (
    <PlanForm
      initial={{ user_name: '', group_name: '', path: '', tags: [] as string[] }}
      validate={{ [key]: name }}
      make={({ path, tags, ...values }) => {
        const place = path ? { path } : {};
        return kind === 'user'
          ? plans.createUser({ user_name: values.user_name, ...place, tags: tagsOf(tags) })
          : plans.createGroup({ group_name: values.group_name, ...place });
      }}
    >
      {(form) => (
        <>
          <TextInput
            label={t('iam.forms.name')}
            maxLength={kind === 'user' ? 64 : 128}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.getInputProps(key)}
          />
          <TextInput
            label={t('iam.forms.path')}
            placeholder="/engineering/"
            maxLength={512}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('path')}
          />
          {kind === 'user' && (
            <TagsInput
              label={t('iam.detail.tags')}
              description={t('iam.forms.tagsHint')}
              {...form.getInputProps('tags')}
            />
          )}
        </>
      )}
    </PlanForm>
  );
}

/** A new role. */
export function CreateRole({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const name = useNameCheck();
  return (
    <PlanForm
      initial={{ role_name: '', description: '', hours: 1, trust_policy: trustEc2 }}
      validate={{ role_name: name }}
      make={({ hours, ...values }) =>
        iamPlans(credentialId).createRole({ ...values, max_session_duration: hours * 3600 })
      }
    >
      {(form) => (
        <>
          <TextInput
            label={t('iam.forms.name')}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.getInputProps('role_name')}
          />
          <Textarea
            label={t('iam.forms.description')}
            maxLength={1000}
            autosize
            {...form.getInputProps('description')}
          />
          <NumberInput label={t('iam.forms.session')} min={1} max={12} {...form.getInputProps('hours')} />
          <DocumentField
            label={t('iam.detail.trust')}
            policyType="trust"
            value={form.values.trust_policy}
            onChange={(text) => form.setFieldValue('trust_policy', text)}
          />
        </>
      )}
    </PlanForm>
  );
}

/** A new managed policy. */
export function CreatePolicy({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const name = useNameCheck();
  return (
    <PlanForm
      initial={{ policy_name: '', description: '', document: emptyPolicy }}
      validate={{ policy_name: name }}
      make={(values) => iamPlans(credentialId).createPolicy(values)}
    >
      {(form) => (
        <>
          <TextInput
            label={t('iam.forms.name')}
            maxLength={128}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.getInputProps('policy_name')}
          />
          <TextInput
            label={t('iam.forms.description')}
            maxLength={1000}
            {...form.getInputProps('description')}
          />
          <DocumentField
            label={t('iam.detail.document')}
            policyType="identity"
            value={form.values.document}
            onChange={(text) => form.setFieldValue('document', text)}
          />
        </>
      )}
    </PlanForm>
  );
}

/** Changes a document that exists. */
export function EditDocument({
  document,
  policyType,
  label,
  prune,
  make,
}: {
  document: string;
  policyType: PolicyType;
  label: string;
  /** All places for versions are taken: asks whether the oldest one goes. */
  prune?: boolean;
  make: (document: string, prune: boolean) => Promise<Plan>;
}) {
  const { t } = useTranslation();
  return (
    <PlanForm initial={{ document, prune: false }} make={(values) => make(values.document, values.prune)}>
      {(form) => (
        <>
          <DocumentField
            label={label}
            policyType={policyType}
            value={form.values.document}
            onChange={(text) => form.setFieldValue('document', text)}
          />
          {prune && (
            <Checkbox label={t('iam.forms.prune')} {...form.getInputProps('prune', { type: 'checkbox' })} />
          )}
        </>
      )}
    </PlanForm>
  );
}

/** A new inline policy. */
export function AddInline({
  credentialId,
  kind,
  name,
}: {
  credentialId: number;
  kind: PrincipalKind;
  name: string;
}) {
  const { t } = useTranslation();
  const check = useNameCheck();
  return (
    <PlanForm
      initial={{ policy_name: '', document: emptyPolicy }}
      validate={{ policy_name: check }}
      make={(values) => iamPlans(credentialId).putInline(kind, name, values.policy_name, values.document)}
    >
      {(form) => (
        <>
          <TextInput
            label={t('iam.forms.name')}
            maxLength={128}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.getInputProps('policy_name')}
          />
          <DocumentField
            label={t('iam.detail.document')}
            policyType="identity"
            value={form.values.document}
            onChange={(text) => form.setFieldValue('document', text)}
          />
        </>
      )}
    </PlanForm>
  );
}

/** Chooses a managed policy: to attach it, or as a permissions boundary. */
export function ChoosePolicy({
  credentialId,
  except = [],
  make,
}: {
  credentialId: number;
  /** ARNs that are no choice. */
  except?: readonly string[];
  make: (arn: string) => Promise<Plan>;
}) {
  const { t } = useTranslation();
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(
    iamPoliciesQuery(credentialId, 'All'),
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const choices = (data?.pages.flatMap((page) => page.items) ?? []).filter(
    (policy) => !except.includes(policy.arn),
  );
  return (
    <PlanForm
      initial={{ arn: '' }}
      validate={{ arn: (value: string) => (value ? null : t('iam.forms.choosePolicy')) }}
      make={({ arn }) => make(arn)}
    >
      {(form) => (
        <Select
          label={t('iam.forms.policy')}
          placeholder={t('iam.forms.choosePolicy')}
          searchable
          limit={60}
          data-autofocus
          nothingFoundMessage={isFetching ? t('ui.loading') : t('iam.forms.noPolicy')}
          data={choices.map((policy) => ({
            value: policy.arn,
            label: policy.arn.startsWith('arn:aws:iam::aws:')
              ? t('iam.forms.byAws', { name: policy.policy_name })
              : policy.policy_name,
          }))}
          {...form.getInputProps('arn')}
        />
      )}
    </PlanForm>
  );
}

/** One name, such as that of a group to join. */
export function NameForm({
  label,
  value = '',
  shape = nameShape,
  onApplied,
  make,
}: {
  label: string;
  value?: string;
  shape?: RegExp;
  onApplied?: (name: string) => void;
  make: (name: string) => Promise<Plan>;
}) {
  const { t } = useTranslation();
  return (
    <PlanForm
      initial={{ name: value }}
      validate={{ name: (text: string) => (shape.test(text) ? null : t('iam.forms.badName')) }}
      make={({ name }) => make(name)}
      {...(onApplied ? { onApplied: ({ name }: { name: string }) => onApplied(name) } : {})}
    >
      {(form) => (
        <TextInput
          label={label}
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('name')}
        />
      )}
    </PlanForm>
  );
}

/** The tags of something: what is taken away is removed, what is new is set. */
export function EditTags({
  tags,
  make,
}: {
  tags: Record<string, string>;
  make: (change: { set: Record<string, string>; remove: string[] }) => Promise<Plan>;
}) {
  const { t } = useTranslation();
  return (
    <PlanForm initial={{ tags: textsOf(tags) }} make={(values) => make(tagChange(tags, values.tags))}>
      {(form) => (
        <TagsInput
          label={t('iam.detail.tags')}
          description={t('iam.forms.tagsHint')}
          data-autofocus
          {...form.getInputProps('tags')}
        />
      )}
    </PlanForm>
  );
}
