import type { AccessCondition } from '@/api/queries/access';

/** The last part of what names a principal: "user/ada" of an ARN; anything else as it is. */
export function shortName(id: string): string {
  const at = id.indexOf(':iam::');
  if (!id.startsWith('arn:') || at < 0) return id;
  return id.slice(id.indexOf(':', at + 6) + 1);
}

/** Only the name, as it stands at a node of a graph. */
export function nodeName(id: string): string {
  const short = shortName(id);
  return short.slice(short.lastIndexOf('/') + 1) || short;
}

/** The name of a policy: what follows the last slash of its ARN; an inline policy's as it is. */
export function policyName(id: string): string {
  return id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1).replace(/^arn:.*:/, '') : id;
}

/** A condition as one line of text: "aws:SourceIp IpAddress 203.0.113.0/24". */
export function conditionLine({ key, operator, values, resource }: AccessCondition): string {
  if (resource) return `\${${key}} in ${resource}`;
  return [key, operator, (values ?? []).join(', ')].filter(Boolean).join(' ');
}
