import type { TFunction } from 'i18next';
import type { PolicyType } from '@/api/queries/policies';
import type { OrgNode } from '@/api/queries/organizations';
import { groupAccountId } from '@/lib/format';

const known = {
  SERVICE_CONTROL_POLICY: 'organizations.type.scp',
  RESOURCE_CONTROL_POLICY: 'organizations.type.rcp',
  TAG_POLICY: 'organizations.type.tag',
  BACKUP_POLICY: 'organizations.type.backup',
  AISERVICES_OPT_OUT_POLICY: 'organizations.type.ai',
  CHATBOT_POLICY: 'organizations.type.chatbot',
  DECLARATIVE_POLICY_EC2: 'organizations.type.ec2',
} as const;

/** What a policy type is called; one that is newer than this program, by AWS's own name. */
export function typeName(t: TFunction, type: string): string {
  const text = Object.entries(known).find(([name]) => name === type)?.[1];
  return text ? t(text) : type;
}

/** As what the documents of a type are checked. */
export function checkedAs(type: string): PolicyType {
  return type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp';
}

/** How a root, unit or account is named where one chooses among all of them. */
export function nodeLabel(node: Pick<OrgNode, 'id' | 'name' | 'type'>): string {
  return `${node.name} · ${node.type === 'account' ? groupAccountId(node.id) : node.id}`;
}
