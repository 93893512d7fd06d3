import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionSetQuery, type IcPermissionSetDetail, type IcPlace } from '@/api/queries/identity-center';
import { icPlans } from '@/api/queries/identity-center-plans';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { DocumentView } from '@/ui/aws/document-view';
import { Loaded } from '@/ui/aws/loaded';
import { Tags } from '@/ui/aws/tags';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Assignments } from './assignments';
import { EditBoundary, EditCustomer, EditInline, EditManaged, EditSet } from './set-forms';
import { useDuration } from './use-duration';

interface Detail {
  place: IcPlace;
  onClose: () => void;
}

/** One permission set: what it allows, and who has it where. */
export function SetDetail({ id, ...detail }: Detail & { id: string }) {
  const query = useQuery(permissionSetQuery(detail.place, id));
  return (
    <Loaded query={query} rows={9}>
      {(set) => <Content set={set} {...detail} />}
    </Loaded>
  );
}

function Content({ place, set, onClose }: Detail & { set: IcPermissionSetDetail }) {
  const { t } = useTranslation();
  const words = useDuration();
  const plans = icPlans(place);
  const { boundary } = set;
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <Edit
          title={t('iam.actions.editOf', { name: set.name })}
          form={() => <EditSet place={place} set={set} />}
        />
        {set.accounts.length > 0 && (
          <StartButton make={() => plans.provision(set.id)}>{t('identityCenter.provision')}</StartButton>
        )}
        <StartButton danger make={() => plans.removeSet(set.id)} onApplied={onClose}>
          {t('identityCenter.deleteSet')}
        </StartButton>
      </Group>
      {set.administrator && (
        <Alert
          color="orange"
          icon={<IconShieldExclamation size={18} />}
          title={t('identityCenter.administrator')}
        >
          {t('identityCenter.administratorBody')}
        </Alert>
      )}
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={set.arn} />],
          [t('iam.forms.description'), set.description || '–'],
          [t('identityCenter.session'), words(set.session_duration)],
          [t('identityCenter.relay'), set.relay_state || '–'],
          [t('identityCenter.provisioned'), t('identityCenter.inAccounts', { count: set.accounts.length })],
        ]}
      />
      <Part
        title={t('identityCenter.inline')}
        none={set.inline_policy === undefined && t('iam.detail.noInline')}
        actions={
          <>
            <Edit
              title={t('identityCenter.editInline')}
              form={() => <EditInline place={place} set={set} />}
            />
            {set.inline_policy !== undefined && (
              <StartButton
                danger
                label={t('identityCenter.removeInline')}
                make={() =>
                  plans.updateSet(set.id, { remove_inline_policy: true, provision: set.accounts.length > 0 })
                }
              >
                {t('iam.actions.remove')}
              </StartButton>
            )}
          </>
        }
      >
        <DocumentView document={set.inline_policy} findings={set.findings} />
      </Part>
      <Part
        title={t('identityCenter.managedPolicies')}
        none={set.managed_policies.length === 0 && t('identityCenter.noneOfThem')}
        actions={
          <Edit
            title={t('identityCenter.editManaged')}
            form={() => <EditManaged place={place} set={set} />}
          />
        }
      >
        <Entries items={set.managed_policies} entryKey={(arn) => arn}>
          {(arn) => <Arn arn={arn} />}
        </Entries>
      </Part>
      <Part
        title={t('identityCenter.customerPolicies')}
        none={set.customer_policies.length === 0 && t('identityCenter.noneOfThem')}
        actions={
          <Edit
            title={t('identityCenter.editCustomer')}
            form={() => <EditCustomer place={place} set={set} />}
          />
        }
      >
        <Entries items={set.customer_policies} entryKey={({ name, path }) => `${path ?? ''}${name}`}>
          {({ name, path }) => (
            <Text fz="sm">
              <Text component="span" c="dimmed" fz="sm">
                {path === '/' ? '' : path}
              </Text>
              {name}
            </Text>
          )}
        </Entries>
      </Part>
      <Part
        title={t('iam.detail.boundary')}
        none={!boundary && t('iam.detail.noBoundary')}
        actions={
          <>
            <Edit title={t('iam.actions.setBoundary')} form={() => <EditBoundary place={place} set={set} />}>
              {t('iam.actions.set')}
            </Edit>
            {boundary && (
              <StartButton
                danger
                label={t('iam.actions.removeBoundary')}
                make={() =>
                  plans.updateSet(set.id, { remove_boundary: true, provision: set.accounts.length > 0 })
                }
              >
                {t('iam.actions.remove')}
              </StartButton>
            )}
          </>
        }
      >
        {boundary?.managed_policy_arn ? (
          <Arn arn={boundary.managed_policy_arn} />
        ) : (
          <Text fz="sm">
            <Badge color="gray" mr={8} component="span">
              {t('identityCenter.customerPolicy')}
            </Badge>
            {boundary?.customer_policy?.name}
          </Text>
        )}
      </Part>
      <Assignments
        place={place}
        of={{ permission_set_id: set.id }}
        fixed={{ permission_set_id: set.id }}
        name={set.name}
      />
      <Tags tags={set.tags} />
    </Stack>
  );
}

/** A short button whose dialog, and name for people who listen, say what it is about. */
function Edit({ title, form, children }: { title: string; form: () => ReactNode; children?: string }) {
  const { t } = useTranslation();
  return (
    <AskButton title={title} label={title} form={form}>
      {children ?? t('iam.actions.edit')}
    </AskButton>
  );
}
