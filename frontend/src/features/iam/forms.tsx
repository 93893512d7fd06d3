import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { iamPoliciesQuery, type IamRole, type PrincipalKind } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import type { Plan } from '@/api/queries/plans';
import type { PolicyType } from '@/api/queries/policies';
import { tagsOf } from '@/lib/tag-texts';
import { emptyPolicy } from '@/ui/aws/empty-policy';
import { field } from '@/ui/aws/fields';
import { PlanForm, useNameCheck } from '@/ui/aws/plan-form';
import { useWhole } from '@/ui/aws/use-whole';

/** What the trust policy of a new role begins with. */
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

/** A new user or group. */
export function CreateNamed({ credentialId, kind }: { credentialId: number; kind: 'user' | 'group' }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const check = useNameCheck();
  const path = field.text(t('iam.forms.path'), 512, { placeholder: '/engineering/' });
  const placed = (text: string) => (text ? { path: text } : {});
  return kind === 'user' ? (
    <PlanForm
      fields={{
        user_name: field.text(t('iam.forms.name'), 64, { check }),
        path,
        tags: field.texts(t('iam.detail.tags'), t('iam.forms.tagsHint')),
      }}
      make={(values) =>
        plans.createUser({
          user_name: values.user_name,
          ...placed(values.path),
          tags: tagsOf(values.tags),
        })
      }
    />
  ) : (
    <PlanForm
      fields={{ group_name: field.text(t('iam.forms.name'), 128, { check }), path }}
      make={(values) => plans.createGroup({ group_name: values.group_name, ...placed(values.path) })}
    />
  );
}

/** Hours of a session that a role may last at most ("IAM and AWS STS quotas", IAM User Guide). */
const mostHours = 12;

/** A new role. */
export function CreateRole({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const check = useNameCheck();
  return (
    <PlanForm
      fields={{
        role_name: field.text(t('iam.forms.name'), 64, { check }),
        description: field.area(t('iam.forms.description'), 1000),
        hours: field.number(t('iam.forms.session'), 1, mostHours, 1),
        tags: field.texts(t('iam.detail.tags'), t('iam.forms.tagsHint')),
        trust_policy: field.document(t('iam.detail.trust'), 'trust', trustEc2),
      }}
      make={({ hours, tags, ...values }) =>
        iamPlans(credentialId).createRole({
          ...values,
          max_session_duration: hours * 3600,
          tags: tagsOf(tags),
        })
      }
    />
  );
}

/** The description of a role and how long its sessions may last. */
export function EditRole({ credentialId, role }: { credentialId: number; role: IamRole }) {
  const { t } = useTranslation();
  return (
    <PlanForm
      fields={{
        description: field.area(t('iam.forms.description'), 1000, { initial: role.description }),
        hours: field.number(t('iam.forms.session'), 1, mostHours, role.max_session_duration / 3600),
      }}
      make={({ description, hours }) =>
        iamPlans(credentialId).updateRole(role.role_name, {
          description,
          max_session_duration: Math.round(hours * 3600),
        })
      }
    />
  );
}

/** A new managed policy. */
export function CreatePolicy({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const check = useNameCheck();
  return (
    <PlanForm
      fields={{
        policy_name: field.text(t('iam.forms.name'), 128, { check }),
        description: field.text(t('iam.forms.description'), 1000),
        document: field.document(t('iam.detail.document'), 'identity', emptyPolicy),
      }}
      make={(values) => iamPlans(credentialId).createPolicy(values)}
    />
  );
}

/** Changes a document that exists. */
export function EditDocument({
  document,
  policyType,
  label,
  make,
}: {
  document: string;
  policyType: PolicyType;
  label: string;
  make: (document: string) => Promise<Plan>;
}) {
  return (
    <PlanForm
      fields={{ document: field.document(label, policyType, document) }}
      make={(values) => make(values.document)}
    />
  );
}

/** The next version of a managed policy; when all places for versions are taken, it asks whether the oldest one goes. */
export function NewVersion({
  document,
  full,
  make,
}: {
  document: string;
  full: boolean;
  make: (document: string, prune: boolean) => Promise<Plan>;
}) {
  const { t } = useTranslation();
  const text = field.document(t('iam.detail.document'), 'identity', document);
  return full ? (
    <PlanForm
      fields={{ document: text, prune: field.check(t('iam.forms.prune')) }}
      make={(values) => make(values.document, values.prune)}
    />
  ) : (
    <PlanForm fields={{ document: text }} make={(values) => make(values.document, false)} />
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
      fields={{
        policy_name: field.text(t('iam.forms.name'), 128, { check }),
        document: field.document(t('iam.detail.document'), 'identity', emptyPolicy),
      }}
      make={(values) => iamPlans(credentialId).putInline(kind, name, values.policy_name, values.document)}
    />
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
  const { items, loading } = useWhole(useInfiniteQuery(iamPoliciesQuery(credentialId, 'All')));
  const choices = items
    .filter((policy) => !except.includes(policy.arn))
    .map((policy) => ({
      value: policy.arn,
      label: policy.arn.includes(':iam::aws:')
        ? t('iam.forms.byAws', { name: policy.policy_name })
        : policy.policy_name,
    }));
  return (
    <PlanForm
      fields={{
        arn: field.one(t('iam.forms.policy'), choices, {
          loading,
          check: (value) => (value ? null : t('iam.forms.choosePolicy')),
        }),
      }}
      make={({ arn }) => make(arn)}
    />
  );
}

/** One name, such as that of a group to join. */
export function NameForm({
  label,
  value = '',
  onApplied,
  make,
}: {
  label: string;
  value?: string;
  onApplied?: () => void;
  make: (name: string) => Promise<Plan>;
}) {
  const check = useNameCheck();
  return (
    <PlanForm
      fields={{ name: field.text(label, 128, { initial: value, check }) }}
      make={({ name }) => make(name)}
      {...(onApplied ? { onApplied } : {})}
    />
  );
}
