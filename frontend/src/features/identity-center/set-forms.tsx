import { useTranslation } from 'react-i18next';
import type { IcPermissionSetDetail, IcPlace } from '@/api/queries/identity-center';
import { icPlans, type SetBody } from '@/api/queries/identity-center-plans';
import { tagsOf } from '@/lib/tag-texts';
import { documentText } from '@/ui/aws/document-view';
import { emptyPolicy } from '@/ui/aws/empty-policy';
import { field } from '@/ui/aws/fields';
import { PlanForm, useNameCheck } from '@/ui/aws/plan-form';
import { sessionHours } from './durations';
import { useDuration } from './use-duration';

/** Bounds of AWS ("CreatePermissionSet", IAM Identity Center API Reference). */
const bounds = { name: 32, description: 700, relay: 240 };

/** The choice of how long sessions last, with what it is now. */
function useSessionField(now = 'PT1H') {
  const { t } = useTranslation();
  const words = useDuration();
  const whole = sessionHours.map((hours) => `PT${hours}H`);
  return field.one(
    t('identityCenter.session'),
    [...new Set([...whole, now])].map((value) => ({ value, label: words(value) })),
    { initial: now },
  );
}

/** A new permission set; its policies follow once it is there. */
export function CreateSet({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const check = useNameCheck();
  const session = useSessionField();
  return (
    <PlanForm
      fields={{
        name: field.text(t('iam.forms.name'), bounds.name, { check, hint: t('identityCenter.createHint') }),
        description: field.text(t('iam.forms.description'), bounds.description),
        session_duration: session,
        relay_state: field.text(t('identityCenter.relay'), bounds.relay, {
          placeholder: 'https://console.aws.amazon.com/…',
        }),
        tags: field.texts(t('iam.detail.tags'), t('iam.forms.tagsHint')),
      }}
      make={({ tags, ...values }) =>
        icPlans(place).createSet({ ...values, ...(tags.length > 0 ? { tags: tagsOf(tags) } : {}) })
      }
    />
  );
}

interface Editing {
  place: IcPlace;
  set: IcPermissionSetDetail;
}

/** Whether a change goes to the accounts at once; without accounts there is nothing to ask. */
function useProvisionField(set: IcPermissionSetDetail) {
  const { t } = useTranslation();
  return field.check(
    t('identityCenter.provisionToo', { count: set.accounts.length }),
    set.accounts.length > 0,
  );
}

/** Description, session and relay state of a permission set. */
export function EditSet({ place, set }: Editing) {
  const { t } = useTranslation();
  const session = useSessionField(set.session_duration);
  const provision = useProvisionField(set);
  return (
    <PlanForm
      fields={{
        description: field.text(t('iam.forms.description'), bounds.description, {
          initial: set.description,
        }),
        session_duration: session,
        relay_state: field.text(t('identityCenter.relay'), bounds.relay, { initial: set.relay_state }),
        provision,
      }}
      make={({ provision: too, ...values }) => {
        const body: SetBody = { provision: too };
        for (const name of ['description', 'session_duration', 'relay_state'] as const) {
          if (values[name] !== set[name]) body[name] = values[name];
        }
        return icPlans(place).updateSet(set.id, body);
      }}
    />
  );
}

/** The inline policy of a permission set. */
export function EditInline({ place, set }: Editing) {
  const { t } = useTranslation();
  const provision = useProvisionField(set);
  const now = set.inline_policy === undefined ? emptyPolicy : documentText(set.inline_policy);
  return (
    <PlanForm
      fields={{ inline_policy: field.document(t('iam.detail.document'), 'identity', now), provision }}
      make={(values) => icPlans(place).updateSet(set.id, values)}
    />
  );
}

const arnShape = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/\S+$/;
const awsPolicyArn = 'arn:aws:iam::aws:policy/';

/** The managed policies of AWS that a permission set has; a name alone is one of AWS's. */
export function EditManaged({ place, set }: Editing) {
  const { t } = useTranslation();
  const provision = useProvisionField(set);
  const arn = (text: string) => (text.startsWith('arn:') ? text : awsPolicyArn + text);
  return (
    <PlanForm
      fields={{
        managed_policies: field.texts(t('identityCenter.managedPolicies'), t('identityCenter.managedHint'), {
          initial: set.managed_policies,
          placeholder: 'ReadOnlyAccess',
          check: (texts) =>
            texts.every((text) => arnShape.test(arn(text))) ? null : t('identityCenter.badArn'),
        }),
        provision,
      }}
      make={({ managed_policies: texts, provision: too }) =>
        icPlans(place).updateSet(set.id, { managed_policies: texts.map(arn), provision: too })
      }
    />
  );
}

/** A customer managed policy as it is typed: its path and name. */
const policyText = ({ name, path = '/' }: { name: string; path?: string }) =>
  path === '/' ? name : path + name;

function policyOf(text: string) {
  const at = text.lastIndexOf('/');
  return at < 0 ? { name: text } : { name: text.slice(at + 1), path: text.slice(0, at + 1) };
}

/** The customer managed policies that a permission set has. */
export function EditCustomer({ place, set }: Editing) {
  const { t } = useTranslation();
  const provision = useProvisionField(set);
  const check = useNameCheck();
  return (
    <PlanForm
      fields={{
        customer_policies: field.texts(
          t('identityCenter.customerPolicies'),
          t('identityCenter.customerHint'),
          {
            initial: set.customer_policies.map(policyText),
            check: (texts) => texts.map((text) => check(policyOf(text).name)).find(Boolean) ?? null,
          },
        ),
        provision,
      }}
      make={({ customer_policies: texts, provision: too }) =>
        icPlans(place).updateSet(set.id, { customer_policies: texts.map(policyOf), provision: too })
      }
    />
  );
}

/** The permissions boundary of a permission set: a managed policy by its ARN, or a customer managed one by its name. */
export function EditBoundary({ place, set }: Editing) {
  const { t } = useTranslation();
  const provision = useProvisionField(set);
  const check = useNameCheck();
  const { boundary } = set;
  const now =
    boundary?.managed_policy_arn ?? (boundary?.customer_policy ? policyText(boundary.customer_policy) : '');
  return (
    <PlanForm
      fields={{
        boundary: field.text(t('iam.detail.boundary'), 2048, {
          initial: now,
          hint: t('identityCenter.boundaryHint'),
          check: (text) => (arnShape.test(text) ? null : check(policyOf(text).name)),
        }),
        provision,
      }}
      make={(values) =>
        icPlans(place).updateSet(set.id, {
          boundary: arnShape.test(values.boundary)
            ? { managed_policy_arn: values.boundary }
            : { customer_policy: policyOf(values.boundary) },
          provision: values.provision,
        })
      }
    />
  );
}
