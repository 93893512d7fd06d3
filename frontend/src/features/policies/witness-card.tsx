import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PolicyWitness } from '@/api/queries/policy-analysis';
import { Arn } from '@/ui/identifiers';
import classes from './witness-card.module.css';

/** A policy that the request of a witness can be simulated with. */
export interface Simulable {
  name: string;
  open: () => void;
}

/** A request as a sentence that can be read from top to bottom: what, on what, by whom, where. */
export function WitnessCard({
  lead,
  witness,
  simulate,
}: {
  lead: string;
  witness: PolicyWitness;
  /** One or more policies; each gets a button. */
  simulate: readonly Simulable[];
}) {
  const { t } = useTranslation();
  const context = Object.entries(witness.context ?? {});
  return (
    <section className={classes.card} aria-label={lead}>
      <Text fz="xs" fw={600} c="dimmed">
        {lead}
      </Text>
      <dl className={classes.facts}>
        <dt>{t('compare.witness.action')}</dt>
        <dd className={classes.action}>{witness.action}</dd>
        <dt>{t('compare.witness.resource')}</dt>
        <dd>
          <Arn arn={witness.resource} />
        </dd>
        <dt>{t('compare.witness.principal')}</dt>
        <dd>{witness.principal === '*' ? t('compare.witness.anybody') : <Arn arn={witness.principal} />}</dd>
        {witness.resource_account && (
          <>
            <dt>{t('compare.witness.account')}</dt>
            <dd className="numbers">{witness.resource_account}</dd>
          </>
        )}
        {context.length > 0 && (
          <>
            <dt>{t('compare.witness.context')}</dt>
            <dd>
              <ul className={classes.context}>
                {context.map(([key, values]) => (
                  <li key={key}>
                    <code>{key}</code>{' '}
                    {values && values.length > 0 ? (
                      <>
                        = <code>{values.join(', ')}</code>
                      </>
                    ) : (
                      <Text component="span" fz="sm" c="dimmed">
                        {t('compare.witness.absent')}
                      </Text>
                    )}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      <Group gap="xs">
        {simulate.map(({ name, open }) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            onClick={open}
          >
            {simulate.length > 1
              ? t('compare.witness.simulateWith', { policy: name })
              : t('compare.witness.simulate')}
          </Button>
        ))}
      </Group>
    </section>
  );
}
