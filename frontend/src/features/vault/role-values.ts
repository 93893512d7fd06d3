import type { AddIdentityCenterRequest, AddRoleRequest, Credential } from '@/api/queries/vault';
import { accountDigits, isRegion } from './credential-values';
import { tagsOf } from '@/lib/tag-texts';
import { tagsFit } from './tag-text';

/** What the form of a role holds. */
export interface RoleValues extends Record<string, unknown> {
  label: string;
  base_credential_id: string;
  role_arn: string;
  external_id: string;
  duration_seconds: string;
  mfa_serial: string;
  is_default: boolean;
  tags: string[];
}

/** What the form of a role of Identity Center holds. */
export interface CenterValues extends Record<string, unknown> {
  label: string;
  start_url: string;
  sso_region: string;
  account_id: string;
  role_name: string;
  is_default: boolean;
  tags: string[];
}

/**
 * Whether a role can be assumed with a credential: all but roles that take a code
 * of an MFA device, which nobody is asked for then. The server counts how many
 * stand one behind another.
 */
export const canBeBase = (credential: Credential) => !credential.assume_role?.mfa_serial;

/**
 * Whether a role's session is what another role would be assumed with: AWS gives
 * such sessions an hour at most, and takes no code of an MFA device for them.
 */
export const isChained = (base: Credential | undefined) => base !== undefined && base.kind !== 'access_key';

/**
 * What a role that is there could be assumed with instead: no credential that would
 * lead round to itself, and only access keys when it takes a code of an MFA device or
 * lasts for longer than a chained session may. How many stand one behind another is
 * for the server to count.
 */
export function basesOf(role: Credential, all: readonly Credential[]): Credential[] {
  const known = new Map(all.map((one) => [one.id, one]));
  const leadsTo = (from: Credential): boolean => {
    const seen = new Set<number>();
    for (let at: Credential | undefined = from; at && !seen.has(at.id);) {
      if (at.id === role.id) return true;
      seen.add(at.id);
      const next: number | undefined = at.assume_role?.base_credential_id;
      at = next === undefined ? undefined : known.get(next);
    }
    return false;
  };
  const plain = Boolean(role.assume_role?.mfa_serial) || (role.assume_role?.duration_seconds ?? 0) > 3600;
  return all.filter((base) => canBeBase(base) && !leadsTo(base) && (!plain || !isChained(base)));
}

/** The names of the texts that say what is wrong with a field. */
export type RoleFault =
  'labelMissing' | 'baseMissing' | 'arnShape' | 'urlShape' | 'regionShape' | 'accountShape' | 'tagShape';

/** What is wrong with a role, field by field; the server checks all of it again. */
export function roleFaults(values: RoleValues): Record<string, RoleFault> {
  const faults: Record<string, RoleFault> = {};
  if (!values.label.trim()) faults['label'] = 'labelMissing';
  if (!values.base_credential_id) faults['base_credential_id'] = 'baseMissing';
  if (!/^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\/[!-~]+$/.test(values.role_arn.trim()))
    faults['role_arn'] = 'arnShape';
  if (!tagsFit(values.tags)) faults['tags'] = 'tagShape';
  return faults;
}

/** What is wrong with a role of Identity Center, field by field. */
export function centerFaults(values: CenterValues): Record<string, RoleFault> {
  const faults: Record<string, RoleFault> = {};
  if (!values.label.trim()) faults['label'] = 'labelMissing';
  if (!/^https:\/\/[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\/[A-Za-z0-9._~/#-]*)?$/.test(values.start_url.trim()))
    faults['start_url'] = 'urlShape';
  if (!isRegion(values.sso_region)) faults['sso_region'] = 'regionShape';
  if (!/^([0-9]{12})?$/.test(accountDigits(values.account_id))) faults['account_id'] = 'accountShape';
  if (!tagsFit(values.tags)) faults['tags'] = 'tagShape';
  return faults;
}

/** What stores a role. */
export function toRoleRequest(values: RoleValues): AddRoleRequest {
  const [external, mfa] = [values.external_id.trim(), values.mfa_serial.trim()];
  return {
    label: values.label.trim(),
    base_credential_id: Number(values.base_credential_id),
    role_arn: values.role_arn.trim(),
    duration_seconds: Number(values.duration_seconds),
    is_default: values.is_default,
    ...(external ? { external_id: external } : {}),
    ...(mfa ? { mfa_serial: mfa } : {}),
    ...(values.tags.length > 0 ? { tags: tagsOf(values.tags) } : {}),
  };
}

/** What stores a role of Identity Center. */
export function toCenterRequest(values: CenterValues): AddIdentityCenterRequest {
  const [account, role] = [accountDigits(values.account_id), values.role_name.trim()];
  return {
    label: values.label.trim(),
    start_url: values.start_url.trim(),
    sso_region: values.sso_region.trim(),
    is_default: values.is_default,
    ...(account ? { account_id: account } : {}),
    ...(role ? { role_name: role } : {}),
    ...(values.tags.length > 0 ? { tags: tagsOf(values.tags) } : {}),
  };
}
