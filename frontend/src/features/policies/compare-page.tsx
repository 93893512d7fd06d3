import { Button, Checkbox, Group, Select, Stack, Tabs, TagsInput, Text } from '@mantine/core';
import {
  IconArrowsDiff,
  IconArrowsExchange,
  IconShieldSearch,
  IconSparkles,
  IconWand,
} from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { policyTypes } from '@/ui/policies/policy-types';
import { CheckPanel } from './check-panel';
import { checks, exampleComparison, examplePublic, useComparison, type Comparison } from './comparison';
import { useDraft } from './draft';
import { OnlineNewAccess } from './online-new-access';
import { PolicyEditor } from './policy-editor';
import { RelationPanel } from './relation-panel';
import classes from './compare-page.module.css';

const route = getRouteApi('/signed-in/policies/compare');

/** /policies/compare: how two policies relate, and three questions about what one allows. */
export function ComparePage() {
  const { t } = useTranslation();
  const { view = 'compare' } = route.useSearch();
  const navigate = route.useNavigate();
  const [comparison, change] = useComparison();
  const set = (part: Partial<Comparison>) => change((old) => ({ ...old, ...part }));

  return (
    <Page title={t('compare.title')} description={t('compare.description')} width={1320}>
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: value === 'checks' ? { view: 'checks' } : {}, replace: true })
        }
      >
        <Tabs.List aria-label={t('compare.views')} mb="lg">
          <Tabs.Tab value="compare" leftSection={<IconArrowsDiff size={16} aria-hidden />}>
            {t('compare.compare')}
          </Tabs.Tab>
          <Tabs.Tab value="checks" leftSection={<IconShieldSearch size={16} aria-hidden />}>
            {t('compare.checks')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="compare">
          <Stack gap="md">
            <Group gap="xs" justify="space-between">
              <Group gap="md">
                <TypeSelect comparison={comparison} set={set} />
                <Checkbox
                  label={t('compare.denies')}
                  checked={comparison.denies}
                  onChange={(event) => set({ denies: event.currentTarget.checked })}
                />
              </Group>
              <Button
                variant="default"
                leftSection={<IconArrowsExchange size={16} />}
                disabled={comparison.a === comparison.b}
                onClick={() => change((old) => ({ ...old, a: old.b, b: old.a }))}
              >
                {t('compare.swap')}
              </Button>
            </Group>
            <Editors comparison={comparison} set={set} a={t('compare.a')} b={t('compare.b')} />
            <RelationPanel comparison={comparison} />
            {!comparison.denies && <AskAWS comparison={comparison} />}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="checks">
          <Checks comparison={comparison} set={set} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

interface Part {
  comparison: Comparison;
  set: (part: Partial<Comparison>) => void;
}

function AskAWS({ comparison: { a, b, policyType } }: { comparison: Comparison }) {
  return <OnlineNewAccess newer={a} existing={b} policyType={policyType} />;
}

function TypeSelect({ comparison, set }: Part) {
  const { t } = useTranslation();
  return (
    <Select
      w={250}
      aria-label={t('compare.type')}
      value={comparison.policyType ?? ''}
      onChange={(value) => set({ policyType: policyTypes.find((type) => type === value) })}
      data={[
        { value: '', label: t('compare.typeAuto') },
        ...policyTypes.map((value) => ({ value, label: t(`policies.types.${value}`) })),
      ]}
    />
  );
}

/** One editor, or two beside each other where there is room. */
function Editors({
  comparison,
  set,
  a,
  b,
  example = exampleComparison,
}: Part & { a: string; b?: string; example?: Partial<Comparison> }) {
  const { t } = useTranslation();
  const [draft] = useDraft();
  const empty = comparison.a === '' && comparison.b === '';
  const one = (side: 'a' | 'b', name: string) => (
    <Panel
      id={`policy-${side}`}
      flush
      title={name}
      actions={
        comparison[side] ? (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => set({ [side]: '' })}>
            {t('compare.clear')}
          </Button>
        ) : (
          <Group gap={4}>
            {draft && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconWand size={14} />}
                onClick={() => set({ [side]: draft.text })}
              >
                {t('compare.draft')}
              </Button>
            )}
            {empty && side === 'a' && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconSparkles size={14} />}
                onClick={() => set(example)}
              >
                {t('compare.example')}
              </Button>
            )}
          </Group>
        )
      }
    >
      <PolicyEditor
        value={comparison[side]}
        onChange={(text) => set({ [side]: text })}
        label={t('compare.editor', { name })}
        hint={t('compare.hint')}
        policyType={comparison.policyType}
      />
    </Panel>
  );
  return (
    <div className={classes.pair} data-one={b === undefined || undefined}>
      {one('a', a)}
      {b !== undefined && one('b', b)}
    </div>
  );
}

function Checks({ comparison, set }: Part) {
  const { t } = useTranslation();
  const { check } = comparison;
  return (
    <Stack gap="md">
      <Group gap="xs" role="group" aria-label={t('compare.check.which')}>
        {checks.map((name) => (
          <Button
            key={name}
            variant={check === name ? 'light' : 'default'}
            aria-pressed={check === name}
            onClick={() => set({ check: name })}
          >
            {t(`compare.check.${name}`)}
          </Button>
        ))}
        <Text fz="sm" c="dimmed" ml="xs">
          {t(`compare.check.${check}Body`)}
        </Text>
      </Group>
      {check === 'granted' && (
        <div className={classes.pair}>
          <TagsInput
            label={t('compare.check.actions')}
            description={t('compare.check.actionsHint')}
            placeholder={comparison.actions.length === 0 ? 's3:DeleteObject' : ''}
            splitChars={[',', ' ', '\n']}
            maxTags={100}
            acceptValueOnBlur
            value={comparison.actions}
            onChange={(actions) => set({ actions })}
          />
          <TagsInput
            label={t('compare.check.resources')}
            description={t('compare.check.resourcesHint')}
            placeholder={comparison.resources.length === 0 ? 'arn:aws:s3:::my-bucket/*' : ''}
            splitChars={[',', ' ', '\n']}
            maxTags={100}
            acceptValueOnBlur
            value={comparison.resources}
            onChange={(resources) => set({ resources })}
          />
        </div>
      )}
      {check === 'public' ? (
        <Checkbox
          label={t('compare.check.trust')}
          checked={comparison.policyType === 'trust'}
          onChange={(event) => set({ policyType: event.currentTarget.checked ? 'trust' : undefined })}
        />
      ) : (
        <TypeSelect comparison={comparison} set={set} />
      )}
      {check === 'new' ? (
        <Editors
          comparison={comparison}
          set={set}
          a={t('compare.newPolicy')}
          b={t('compare.existingPolicy')}
        />
      ) : (
        <Editors
          comparison={comparison}
          set={set}
          a={t('compare.document')}
          example={check === 'public' ? examplePublic : { ...exampleComparison, actions: ['s3:Delete*'] }}
        />
      )}
      <CheckPanel comparison={comparison} />
      {check === 'new' && <AskAWS comparison={comparison} />}
    </Stack>
  );
}
