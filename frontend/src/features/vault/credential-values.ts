import type { AddCredentialRequest, Credential, UpdateCredentialRequest } from '@/api/queries/vault';
import { tagsOf, textsOf } from '@/lib/tag-texts';
import { sameTags, tagsFit } from './tag-text';

/** What the form holds. Secret fields live only here, and only while the form is open. */
export interface CredentialValues extends Record<string, unknown> {
  label: string;
  replace_key: boolean;
  access_key_id: string;
  secret_access_key: string;
  session_token: string;
  aws_region: string;
  aws_account_id: string;
  /** What a role is assumed with; empty for all others. */
  base_credential_id: string;
  /** The MFA device of a long-term key's IAM user; empty for none. */
  mfa_serial: string;
  is_default: boolean;
  /** As they are typed: key=value. */
  tags: string[];
}

/** The names of the texts that say what is wrong with a field. */
export type CredentialFault =
  | 'labelMissing'
  | 'keyShape'
  | 'secretShape'
  | 'tokenMissing'
  | 'regionShape'
  | 'accountShape'
  | 'mfaShape'
  | 'tagShape';

/** The form for a new credential, or for one that is there. */
export function initialValues(credential: Credential | null, isFirst: boolean): CredentialValues {
  return {
    label: credential?.label ?? '',
    replace_key: credential === null,
    access_key_id: '',
    secret_access_key: '',
    session_token: '',
    aws_region: credential?.aws_region ?? 'us-east-1',
    aws_account_id: credential?.aws_account_id ?? '',
    base_credential_id: String(credential?.assume_role?.base_credential_id ?? ''),
    mfa_serial: credential?.mfa_serial ?? '',
    is_default: isFirst,
    tags: textsOf(credential?.tags ?? {}),
  };
}

/** An account id may be typed or pasted in groups. */
export function accountDigits(text: string): string {
  return text.replace(/[\s-]/g, '');
}

/** Whether a text is the name of an AWS Region, as far as its form goes. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$/.test(text.trim());
}

/** The MFA device as it is stored: a temporary key has none. */
function deviceOf(values: CredentialValues): string {
  return values.replace_key && values.access_key_id.trim().startsWith('ASIA') ? '' : values.mfa_serial.trim();
}

/** What is wrong, field by field; the server checks all of it again. */
export function faultsOf(values: CredentialValues): Record<string, CredentialFault> {
  const faults: Record<string, CredentialFault> = {};
  if (!values.label.trim()) faults['label'] = 'labelMissing';
  if (!isRegion(values.aws_region)) faults['aws_region'] = 'regionShape';
  if (!/^([0-9]{12})?$/.test(accountDigits(values.aws_account_id))) faults['aws_account_id'] = 'accountShape';
  if (!/^([A-Za-z0-9_+=/:,.@-]{9,})?$/.test(deviceOf(values))) faults['mfa_serial'] = 'mfaShape';
  if (!tagsFit(values.tags)) faults['tags'] = 'tagShape';
  if (values.replace_key) {
    const key = values.access_key_id.trim();
    if (!/^(AKIA|ASIA)[A-Z0-9]{12,124}$/.test(key)) faults['access_key_id'] = 'keyShape';
    if (values.secret_access_key.trim().length < 16) faults['secret_access_key'] = 'secretShape';
    if (key.startsWith('ASIA') && !values.session_token.trim()) faults['session_token'] = 'tokenMissing';
  }
  return faults;
}

/** What stores a new credential. */
export function toAddRequest(values: CredentialValues): AddCredentialRequest {
  const token = values.session_token.trim();
  const account = accountDigits(values.aws_account_id);
  const device = deviceOf(values);
  return {
    label: values.label.trim(),
    access_key_id: values.access_key_id.trim(),
    secret_access_key: values.secret_access_key.trim(),
    aws_region: values.aws_region.trim(),
    is_default: values.is_default,
    ...(token ? { session_token: token } : {}),
    ...(account ? { aws_account_id: account } : {}),
    ...(device ? { mfa_serial: device } : {}),
    ...(values.tags.length > 0 ? { tags: tagsOf(values.tags) } : {}),
  };
}

/** What changes a stored one: only what differs, and the key only when it is replaced. */
export function toUpdateRequest(values: CredentialValues, credential: Credential): UpdateCredentialRequest {
  const label = values.label.trim();
  const region = values.aws_region.trim();
  const account = accountDigits(values.aws_account_id);
  const device = deviceOf(values);
  const moved = values.base_credential_id !== initialValues(credential, false).base_credential_id;
  return {
    ...(moved ? { base_credential_id: Number(values.base_credential_id) } : {}),
    ...(label !== credential.label ? { label } : {}),
    ...(region !== credential.aws_region ? { aws_region: region } : {}),
    ...(account !== credential.aws_account_id ? { aws_account_id: account } : {}),
    ...(device !== (credential.mfa_serial ?? '') ? { mfa_serial: device } : {}),
    ...(sameTags(tagsOf(values.tags), credential.tags) ? {} : { tags: tagsOf(values.tags) }),
    ...(values.replace_key
      ? {
          access_key_id: values.access_key_id.trim(),
          secret_access_key: values.secret_access_key.trim(),
          session_token: values.session_token.trim(),
        }
      : {}),
  };
}
