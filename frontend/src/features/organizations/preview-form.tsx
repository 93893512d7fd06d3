import {
  Button,
  Checkbox,
  FileButton,
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  orgPolicyQuery,
  type OrgNode,
  type OrgPolicyListed,
  type ScpPreviewBody,
} from '@/api/queries/organizations';
import { credentialsQuery } from '@/api/queries/vault';
import { groupAccountId } from '@/lib/format';
import { DocumentField } from '@/ui/aws/document-field';
import { documentText } from '@/ui/aws/document-view';
import { Loaded } from '@/ui/aws/loaded';
import { nodeLabel } from './words';

type PolicyType = NonNullable<ScpPreviewBody['type']>;

/** What new policies begin with when they are only tried, by what stands for them in the list. */
const examples: Record<string, { type: PolicyType; document: string }> = {
  new: {
    type: 'SERVICE_CONTROL_POLICY',
    document: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "StayInTheOrganization",
      "Effect": "Deny",
      "Action": "organizations:LeaveOrganization",
      "Resource": "*"
    }
  ]
}`,
  },
  'new-rcp': {
    type: 'RESOURCE_CONTROL_POLICY',
    document: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OnlyOverTLS",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } }
    }
  ]
}`,
  },
};

/** Asks which change is tried, and on which calls. */
export function PreviewForm({
  credentialId,
  policies,
  wanted,
  ...rest
}: {
  credentialId: number;
  nodes: readonly OrgNode[];
  policies: readonly OrgPolicyListed[];
  /** The policy that the address names. */
  wanted: string | null;
  busy: boolean;
  onAsk: (body: ScpPreviewBody) => void;
}) {
  const { t } = useTranslation();
  const [id, setId] = useState(() => policies.find((policy) => policy.id === wanted)?.id ?? 'new');
  const fresh = examples[id];
  const known = useQuery({ ...orgPolicyQuery(credentialId, id), enabled: !fresh });
  return (
    <Stack gap="md">
      <Select
        label={t('organizations.preview.policy')}
        searchable
        limit={60}
        maw={420}
        value={id}
        onChange={(value) => setId(value ?? 'new')}
        data={[
          { value: 'new', label: t('organizations.preview.newScp') },
          { value: 'new-rcp', label: t('organizations.preview.newRcp') },
          ...policies.map((policy) => ({
            value: policy.id,
            label: `${policy.name} · ${t(policy.type === 'RESOURCE_CONTROL_POLICY' ? 'organizations.type.rcp' : 'organizations.type.scp')}`,
          })),
        ]}
      />
      {fresh ? (
        <Change key={id} policyId={null} type={fresh.type} before={fresh.document} attached={[]} {...rest} />
      ) : (
        <Loaded query={known} rows={4}>
          {(policy) => (
            <Change
              key={id}
              policyId={policy.id}
              type={policy.type === 'RESOURCE_CONTROL_POLICY' ? policy.type : 'SERVICE_CONTROL_POLICY'}
              before={documentText(policy.document)}
              attached={policy.targets.map((target) => target.id)}
              {...rest}
            />
          )}
        </Loaded>
      )}
    </Stack>
  );
}

function Change({
  policyId,
  type,
  before,
  attached,
  nodes,
  busy,
  onAsk,
}: {
  policyId: string | null;
  type: PolicyType;
  before: string;
  /** Where it is attached now. */
  attached: readonly string[];
  nodes: readonly OrgNode[];
  busy: boolean;
  onAsk: (body: ScpPreviewBody) => void;
}) {
  const { t } = useTranslation();
  const [document, setDocument] = useState(before);
  const [rewrite, setRewrite] = useState(policyId === null);
  const [attach, setAttach] = useState<string[]>([]);
  const [detach, setDetach] = useState<string[]>([]);
  const [calls, setCalls] = useState<ScpPreviewBody>({ days: 7 });
  const [wrong, setWrong] = useState<string | null>(null);
  const choices = nodes.map((node) => ({ value: node.id, label: nodeLabel(node) }));
  const ask = () => {
    const changes = policyId === null ? attach.length > 0 : rewrite || attach.length + detach.length > 0;
    const noFile = Array.isArray(calls.events) && calls.events.length === 0;
    setWrong(
      !changes
        ? t(policyId === null ? 'organizations.preview.nowhere' : 'organizations.preview.nothing')
        : noFile
          ? t('organizations.preview.noFile')
          : null,
    );
    if (!changes || noFile) return;
    onAsk({
      ...calls,
      ...(policyId === null ? { type } : { policy_id: policyId }),
      ...(rewrite ? { document } : {}),
      ...(attach.length > 0 ? { attach_to: attach } : {}),
      ...(detach.length > 0 ? { detach_from: detach } : {}),
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Stack gap="md">
        {policyId !== null && (
          <Checkbox
            label={t('organizations.preview.rewrite')}
            checked={rewrite}
            onChange={(event) => setRewrite(event.currentTarget.checked)}
          />
        )}
        {rewrite && (
          <DocumentField
            label={t('iam.detail.document')}
            policyType={type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp'}
            value={document}
            onChange={setDocument}
          />
        )}
        <Group grow align="flex-start" gap="md">
          <MultiSelect
            label={t('organizations.preview.attach')}
            placeholder={attach.length > 0 ? '' : t('aws.choose')}
            searchable
            limit={60}
            maxValues={50}
            value={attach}
            onChange={setAttach}
            data={choices.filter(({ value }) => !attached.includes(value))}
            error={wrong}
          />
          {policyId !== null && (
            <MultiSelect
              label={t('organizations.preview.detach')}
              placeholder={detach.length > 0 ? '' : t('aws.choose')}
              searchable
              value={detach}
              onChange={setDetach}
              data={choices.filter(({ value }) => attached.includes(value))}
            />
          )}
        </Group>
        <Calls value={calls} onChange={setCalls} />
        <Group>
          <Button type="submit" loading={busy}>
            {t('organizations.preview.go')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Where the calls come from: CloudTrail's event history of an account, or a file. */
function Calls({ value, onChange }: { value: ScpPreviewBody; onChange: (value: ScpPreviewBody) => void }) {
  const { t } = useTranslation();
  const credentials = useQuery(credentialsQuery).data ?? [];
  const [from, setFrom] = useState<'trail' | 'file'>('trail');
  const [file, setFile] = useState<{ name: string; wrong: boolean } | null>(null);
  const read = (chosen: File | null) => {
    if (!chosen) return;
    void chosen.text().then((text) => {
      try {
        onChange({ events: JSON.parse(text) as unknown });
        setFile({ name: chosen.name, wrong: false });
      } catch {
        setFile({ name: chosen.name, wrong: true });
      }
    });
  };
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Text fz="sm" fw={550} id="calls-from">
          {t('organizations.preview.calls')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-labelledby="calls-from"
          value={from}
          onChange={(next) => {
            setFrom(next);
            setFile(null);
            onChange(next === 'trail' ? { days: 7 } : { events: [] });
          }}
          data={[
            { value: 'trail', label: t('organizations.preview.trail') },
            { value: 'file', label: t('organizations.preview.file') },
          ]}
        />
      </Group>
      {from === 'trail' ? (
        <Group gap="sm" align="flex-end">
          <Select
            label={t('organizations.preview.credential')}
            w={280}
            clearable
            placeholder={t('organizations.preview.sameCredential')}
            value={value.events_credential_id ? String(value.events_credential_id) : null}
            onChange={(id) => {
              const rest = { ...value };
              delete rest.events_credential_id;
              onChange(id ? { ...rest, events_credential_id: Number(id) } : rest);
            }}
            data={credentials.map(({ id, label, aws_account_id: account }) => ({
              value: String(id),
              label: account ? `${label} · ${groupAccountId(account)}` : label,
            }))}
          />
          <NumberInput
            label={t('organizations.preview.days')}
            w={120}
            min={1}
            max={90}
            allowDecimal={false}
            value={value.days ?? 7}
            onChange={(days) => onChange({ ...value, days: Number(days) || 7 })}
          />
          <TagsInput
            label={t('organizations.preview.regions')}
            placeholder={t('organizations.preview.regionsHint')}
            flex={1}
            miw={220}
            maxTags={20}
            acceptValueOnBlur
            value={value.regions ?? []}
            onChange={(regions) => onChange({ ...value, regions })}
          />
        </Group>
      ) : (
        <Group gap="sm">
          <FileButton accept="application/json,.json" onChange={read}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={15} />}>
                {t('organizations.preview.choose')}
              </Button>
            )}
          </FileButton>
          <Text fz="sm" c={file?.wrong ? 'var(--mantine-color-error)' : 'dimmed'} role="status">
            {file
              ? file.wrong
                ? t('organizations.preview.badFile', { name: file.name })
                : file.name
              : t('organizations.preview.fileHint')}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
