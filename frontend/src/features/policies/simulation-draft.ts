import type { PolicyType } from '@/api/queries/policies';
import type { PolicyWitness, SimulateRequest, SimulationStatement } from '@/api/queries/policy-analysis';
import { useKept } from './kept';

/** Where a policy applies in a simulated request. */
export const policyKinds = ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp'] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** A policy that applies to the request; `level` counts from the root, for SCPs and RCPs. */
export interface AppliedPolicy {
  id: number;
  kind: PolicyKind;
  level: number;
  text: string;
}

/** A condition key of the request; without values it is absent. */
export interface ContextRow {
  id: number;
  key: string;
  values: string[];
}

/** A request to simulate, as the page holds it. */
export interface SimulationDraft {
  principal: string;
  action: string;
  resource: string;
  resourceAccount: string;
  context: ContextRow[];
  /** Keys that are not listed may or may not be in the request, instead of being absent. */
  othersUnknown: boolean;
  policies: AppliedPolicy[];
  /** The kind whose policies are shown. */
  open: PolicyKind;
  /** The last id given. */
  lastId: number;
}

/** Nothing said yet, with room for one identity policy. */
export const emptySimulation: SimulationDraft = {
  principal: '',
  action: '',
  resource: '',
  resourceAccount: '',
  context: [],
  othersUnknown: true,
  policies: [{ id: 1, kind: 'identity', level: 0, text: '' }],
  open: 'identity',
  lastId: 1,
};

/** The name under which the page's draft is kept. */
export const simulationName = 'simulation';

/** The request being worked on, kept while one looks at other pages. */
export function useSimulationDraft() {
  return useKept<SimulationDraft>(simulationName, emptySimulation);
}

/** Whether a kind has one policy at most. */
export function isSingle(kind: PolicyKind): boolean {
  return kind === 'resource' || kind === 'boundary';
}

/** Whether a kind has policies at every level of the organization. */
export function hasLevels(kind: PolicyKind): kind is 'scp' | 'rcp' {
  return kind === 'scp' || kind === 'rcp';
}

/** The policies of a kind that hold text, by level; levels without any are left out, as the request leaves them out. */
function filledLevels(draft: SimulationDraft, kind: PolicyKind): AppliedPolicy[][] {
  const filled = draft.policies.filter((policy) => policy.kind === kind && policy.text.trim() !== '');
  const levels = [...new Set(filled.map(({ level }) => level))].sort((a, b) => a - b);
  return levels.map((level) => filled.filter((policy) => policy.level === level));
}

const texts = (policies: readonly AppliedPolicy[]) => policies.map(({ text }) => text);

/** What the draft asks the server; null while who asks for what is not said. */
export function toSimulateRequest(draft: SimulationDraft): SimulateRequest | null {
  const principal = draft.principal.trim();
  const action = draft.action.trim();
  if (!principal || !action) return null;
  return { principal, action, resource: draft.resource.trim() || '*', ...policiesOf(draft) };
}

/** What surrounds the request: context and policies. */
export function policiesOf(
  draft: SimulationDraft,
): Omit<SimulateRequest, 'principal' | 'action' | 'resource'> {
  const flat = (kind: PolicyKind) => texts(filledLevels(draft, kind).flat());
  const [resource] = flat('resource');
  const [boundary] = flat('boundary');
  const session = flat('session');
  const scps = filledLevels(draft, 'scp').map(texts);
  const rcps = filledLevels(draft, 'rcp').map(texts);
  const context = Object.fromEntries(
    draft.context.filter(({ key }) => key.trim()).map(({ key, values }) => [key.trim(), values]),
  );
  const account = draft.resourceAccount.replace(/[\s-]/g, '');
  return {
    identity_policies: flat('identity'),
    ...(resource === undefined ? {} : { resource_policy: resource }),
    ...(boundary === undefined ? {} : { permission_boundary: boundary }),
    ...(session.length > 0 ? { session_policies: session } : {}),
    ...(scps.length > 0 ? { scps } : {}),
    ...(rcps.length > 0 ? { rcps } : {}),
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(draft.othersUnknown ? { unknown_context: ['*'] } : {}),
    ...(account ? { resource_account: account } : {}),
  };
}

/** The kind of policy that an answer speaks of. */
export function kindOf(policyType: string): PolicyKind | null {
  if (policyType === 'trust') return 'resource';
  return policyKinds.find((kind) => kind === policyType) ?? null;
}

/** The policy of the draft that a statement of the answer stands in; null when it is none of them. */
export function policyOf(draft: SimulationDraft, statement: SimulationStatement): AppliedPolicy | null {
  const kind = kindOf(statement.policy_type);
  if (!kind) return null;
  const levels = filledLevels(draft, kind);
  const list = hasLevels(kind) ? levels[statement.level ?? 0] : levels.flat();
  return list?.[statement.policy_index] ?? null;
}

/** Adds a policy of a kind, and shows that kind. */
export function addPolicy(draft: SimulationDraft, kind: PolicyKind, level = 0, text = ''): SimulationDraft {
  const id = draft.lastId + 1;
  return { ...draft, open: kind, lastId: id, policies: [...draft.policies, { id, kind, level, text }] };
}

/** Adds a condition key, unless the draft has it. */
export function addContextKey(draft: SimulationDraft, key: string, values: string[] = []): SimulationDraft {
  if (key && draft.context.some((row) => row.key.toLowerCase() === key.toLowerCase())) return draft;
  const id = draft.lastId + 1;
  return { ...draft, lastId: id, context: [...draft.context, { id, key, values }] };
}

/** Whether a statement names a principal, as only policies of resources do. */
export function namesPrincipal(text: string): boolean {
  try {
    const { Statement: statements } = JSON.parse(text) as { Statement?: unknown };
    const list: unknown[] = Array.isArray(statements) ? statements : [statements];
    return list.some((item) => Object.keys(item ?? {}).some((name) => /^(not)?principal$/i.test(name)));
  } catch {
    return false;
  }
}

const allowAll = JSON.stringify(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  null,
  2,
);

/**
 * The draft that simulates the request of a witness with a policy. Policies
 * that only limit get an identity policy beside them that allows everything,
 * so that the answer hangs on them.
 */
export function draftOfWitness(
  witness: PolicyWitness,
  text: string,
  type: PolicyType | undefined,
): SimulationDraft {
  const kind = kindOf(type ?? (namesPrincipal(text) ? 'resource' : 'identity')) ?? 'identity';
  let draft: SimulationDraft = {
    ...emptySimulation,
    principal: witness.principal,
    action: witness.action,
    resource: witness.resource,
    resourceAccount: witness.resource_account ?? '',
    othersUnknown: false,
    policies: [],
  };
  for (const [key, values] of Object.entries(witness.context ?? {}))
    draft = addContextKey(draft, key, values ?? []);
  if (kind !== 'identity' && kind !== 'resource') draft = addPolicy(draft, 'identity', 0, allowAll);
  return addPolicy(draft, kind, 0, text);
}

/** A request to start from: allowed by the identity policy, as long as a Deny with a condition lets it. */
export const exampleSimulation: SimulationDraft = {
  ...emptySimulation,
  principal: 'arn:aws:iam::123456789012:role/report-reader',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::quarterly-reports/2026/q1.pdf',
  policies: [
    {
      id: 1,
      kind: 'identity',
      level: 0,
      text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadReports",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::quarterly-reports/*"
    },
    {
      "Sid": "OnlyFromTheOffice",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
    }
  ]
}
`,
    },
  ],
};
