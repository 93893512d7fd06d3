import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  changeable,
  orgPlans,
  orgTreeQuery,
  type ChangeableType,
  type OrgPolicyDetail,
} from '@/api/queries/organizations';
import { documentText } from '@/ui/aws/document-view';
import { field } from '@/ui/aws/fields';
import { PlanForm } from '@/ui/aws/plan-form';
import { checkedAs, nodeLabel, typeName } from './words';

/** What a new SCP or RCP begins with: it denies nothing yet. */
const emptyGuard = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "",
      "Effect": "Deny",
      "Action": [],
      "Resource": "*"
    }
  ]
}`;

/** Names of policies of an organization are not bound to letters ("CreatePolicy", AWS Organizations API Reference). */
function useNamed() {
  const { t } = useTranslation();
  return (text: string) => (text.trim() ? null : t('aws.fill'));
}

/** A new SCP or RCP. */
export function CreatePolicy({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const check = useNamed();
  return (
    <PlanForm
      fields={{
        name: field.text(t('iam.forms.name'), 128, { check }),
        type: field.one(
          t('organizations.policyType'),
          changeable.map((value) => ({ value, label: typeName(t, value) })),
          { initial: changeable[0] },
        ),
        description: field.text(t('iam.forms.description'), 512),
        document: field.document(
          t('iam.detail.document'),
          (values) => checkedAs(String(values['type'])),
          emptyGuard,
        ),
      }}
      make={({ type, ...values }) =>
        orgPlans(credentialId).create({ ...values, type: type as ChangeableType })
      }
    />
  );
}

/** Name, description and document of a policy; only what differs is planned. */
export function EditPolicy({ credentialId, policy }: { credentialId: number; policy: OrgPolicyDetail }) {
  const { t } = useTranslation();
  const check = useNamed();
  const before = documentText(policy.document);
  return (
    <PlanForm
      fields={{
        name: field.text(t('iam.forms.name'), 128, { initial: policy.name, check }),
        description: field.text(t('iam.forms.description'), 512, { initial: policy.description ?? '' }),
        document: field.document(t('iam.detail.document'), checkedAs(policy.type), before),
      }}
      make={({ name, description, document }) =>
        orgPlans(credentialId).update(policy.id, {
          ...(name === policy.name ? {} : { name }),
          ...(description === (policy.description ?? '') ? {} : { description }),
          ...(document === before ? {} : { document }),
        })
      }
    />
  );
}

/** Chooses where a policy is attached. */
export function ChooseTarget({ credentialId, policy }: { credentialId: number; policy: OrgPolicyDetail }) {
  const { t } = useTranslation();
  const tree = useQuery(orgTreeQuery(credentialId));
  const there = new Set(policy.targets.map(({ id }) => id));
  const choices = (tree.data?.nodes ?? [])
    .filter(({ id }) => !there.has(id))
    .map((node) => ({ value: node.id, label: nodeLabel(node) }));
  return (
    <PlanForm
      fields={{
        target_id: field.one(t('organizations.target'), choices, {
          loading: tree.isPending,
          check: (value) => (value ? null : t('aws.fill')),
        }),
      }}
      make={(values) => orgPlans(credentialId).attach(policy.id, values.target_id)}
    />
  );
}
